package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

const (
	nothingScored    Text = "actions.nothingScored"
	topIntro         Text = "actions.topIntro"
	noPointsLeft     Text = "actions.noPointsLeft"
	ofUnknownMaximum Text = "actions.ofUnknownMaximum"
	filterNew        Text = "actions.filterNew"
	filterNotNew     Text = "actions.filterNotNew"
	filterScored     Text = "actions.filterScored"
	filterNotScored  Text = "actions.filterNotScored"
)

// pointsLeft is 10 points left.
func (w Words) pointsLeft(points float64) string {
	return w.say("actions.pointsLeft", "points", w.number(points))
}

// ActionsIntro says what the list of actions holds, and in which order.
func (w Words) ActionsIntro(m report.Model) string {
	if len(m.Actions) == 0 && m.Unlisted == 0 {
		return w.Text(nothingScored)
	}
	text := w.say("actions.intro", "n", len(m.Actions))
	if m.Filter.Empty() {
		return text
	}
	return w.FilterNote(m) + " " + text
}

// FilterNote says which filter narrows the list, and how much it leaves out.
func (w Words) FilterNote(m report.Model) string {
	filter := strings.Join(w.filterWords(m.Filter), ", ")
	switch n := m.Unlisted; {
	case n == 0:
		return w.say("actions.filteredNone", "filter", filter)
	case len(m.Actions) == 0:
		return w.say("actions.filteredAll", "filter", filter)
	default:
		return w.say("actions.filteredSome", "filter", filter, "n", n)
	}
}

// filterWords are a filter's conditions in words.
func (w Words) filterWords(f report.Filter) []string {
	var words []string
	add := func(condition bool, text string) {
		if condition {
			words = append(words, text)
		}
	}
	add(len(f.Categories) > 0, w.say("actions.byCategory", "names", w.alternatives(f.Categories)))
	add(len(f.Services) > 0, w.say("actions.byProduct", "names", w.alternatives(w.products(f.Services))))
	add(len(f.ExcludeServices) > 0, w.say("actions.byOtherProduct", "names", w.list(w.products(f.ExcludeServices))))
	add(f.MaxCost != "", w.say("actions.byCost", "level", w.LevelWord(f.MaxCost)))
	add(f.MaxUserImpact != "", w.say("actions.byImpact", "level", w.LevelWord(f.MaxUserImpact)))
	add(len(f.Statuses) > 0, w.say("actions.byStatus", "names", w.alternatives(w.statusNames(f.Statuses))))
	add(f.New != nil && *f.New, w.Text(filterNew))
	add(f.New != nil && !*f.New, w.Text(filterNotNew))
	add(f.Licensed != nil && *f.Licensed, w.Text(filterScored))
	add(f.Licensed != nil && !*f.Licensed, w.Text(filterNotScored))
	add(f.Search != "", w.say("actions.byText", "text", w.quotation(f.Search)))
	return words
}

// products are names of products, also where the filter has Microsoft's codes.
func (w Words) products(list []string) []string {
	names := make([]string, len(list))
	for i, service := range list {
		names[i] = score.ProductName(service)
	}
	return names
}

// mostKnown is how many categories or products a warning names.
const mostKnown = 12

// FilterMissed says that no action has the category or the product that a
// filter names.
func (w Words) FilterMissed(miss report.FilterMiss) string {
	known := miss.Known[:min(len(miss.Known), mostKnown)]
	name := w.quotation(plaintext.Clip(miss.Name, 100))
	names := w.NamesAndMore([]string{plaintext.Clip(strings.Join(known, ", "), 600)}, len(miss.Known)-len(known))
	if miss.Product {
		return w.say("actions.noSuchProduct", "name", name, "names", names)
	}
	return w.say("actions.noSuchCategory", "name", name, "names", names)
}

func (w Words) statusNames(list []score.Status) []string {
	names := make([]string, len(list))
	for i, status := range list {
		names[i] = w.StatusName(status)
	}
	return names
}

// TopIntro says what the top actions are, and what completing them all brings.
func (w Words) TopIntro(m report.Model) string {
	var left float64
	for _, a := range m.Top {
		left += w.topLeft(a)
	}
	if m.Max <= 0 || left <= 0 {
		return w.Text(topIntro)
	}
	after := score.Hundredths(m.Percent + left/m.Max*100)
	return w.Text(topIntro) + " " + w.say("actions.completingAll", "points", w.number(left),
		"from", w.Percent(m.Percent), "to", w.Percent(after))
}

// Gain is what an action can still add: +10 points (+0.89 pp).
func (w Words) Gain(a report.Action) string {
	if a.Together() > 1 {
		return w.say("actions.togetherGain", "actions", w.Together(a), "gain", w.gain(a.Task.Left, a.Task.Gain))
	}
	if !a.MaxKnown() {
		return w.Text(pointsLeftUnknown)
	}
	return w.gain(a.Left(), a.Gain)
}

func (w Words) gain(points, percent float64) string {
	return w.say("actions.gain", "points", w.PointsMovedBy(points), "effect", w.PP(percent))
}

// CostAndImpact is what an action takes: cost low · user impact moderate.
func (w Words) CostAndImpact(c score.Control) string {
	return w.say("actions.costAndImpact", "cost", w.LevelWord(c.Cost), "impact", w.LevelWord(c.UserImpact))
}

// GainAndEffort is what an action can still add, and what it takes.
func (w Words) GainAndEffort(c score.Control, maximum float64) string {
	gain := w.Text(pointsLeftUnknown)
	switch {
	case c.Unread:
	case c.MaxKnown() && c.Left() == 0:
		return w.Text(noPointsLeft)
	case c.MaxKnown() && maximum > 0:
		gain = w.say("slack.withPP", "text", w.pointsLeft(c.Left()), "effect", w.PP(c.Left()/maximum*100))
	case c.MaxKnown():
		gain = w.pointsLeft(c.Left())
	}
	return gain + " · " + w.CostAndImpact(c)
}

const pointsLeftUnknown Text = "actions.pointsLeftUnknown"

// OfMaximum is what an action's points are of.
func (w Words) OfMaximum(maximum float64, known bool) string {
	if !known {
		return w.Text(ofUnknownMaximum)
	}
	return w.say("actions.ofMaximum", "max", w.Points(maximum))
}

// Facts are what an action adds and takes, and its status.
func (w Words) Facts(a report.Action) []string {
	return []string{w.Gain(a), w.TopCost(a), plaintext.Drawable(w.StatusName(a.Status()))}
}

// Tier is an action's complexity in Microsoft's word; empty without one.
func (w Words) Tier(tier string) string {
	if tier = plaintext.Drawable(tier); tier != "" {
		return w.say("actions.tier", "tier", tier)
	}
	return ""
}

// Against is what an action helps against.
func (w Words) Against(threats string) string { return w.say("actions.against", "threats", threats) }

// Title is a control's title, or its id where it has none.
func (w Words) Title(c score.Control) string {
	for _, title := range []string{c.Title, c.ID} {
		if strings.TrimSpace(plaintext.Drawable(title)) != "" {
			return title
		}
	}
	return w.Text(unnamedAction)
}

// ActionTitle is a title that can be shown: never empty, never endless.
func (w Words) ActionTitle(title, id string) string {
	if title = plaintext.Clip(title, 300); title != "" {
		return title
	}
	if id = plaintext.Clip(id, 300); id != "" {
		return id
	}
	return w.Text(unnamedAction)
}

// Place is the action's place in the ranking, a dash where it has none.
func Place(a report.Action) string {
	if a.Place == 0 {
		return "–"
	}
	return strconv.Itoa(a.Place)
}
