package words

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// ActionsIntro says what the list of actions holds, and in which order.
func (w Words) ActionsIntro(m report.Model) string {
	if len(m.Actions) == 0 && m.Unlisted == 0 {
		return "Microsoft scores no recommended action for this tenant."
	}
	text := Count(len(m.Actions), "recommended action") +
		", ranked: open actions first, by points left for their effort; actions of one policy share a place. Each title opens the action in the Microsoft " +
		"Defender portal."
	if m.Filter.Empty() {
		return text
	}
	return w.FilterNote(m) + " " + text
}

// FilterNote says which filter narrows the list, and how much it leaves out.
func (w Words) FilterNote(m report.Model) string {
	text := "Filtered by " + strings.Join(w.filterWords(m.Filter), ", ") + "; "
	switch n := m.Unlisted; {
	case n == 0:
		return text + "this leaves out no action."
	case len(m.Actions) == 0:
		return text + "no action matches."
	case n == 1:
		return text + "1 action is not listed."
	default:
		return text + Count(n, "action") + " are not listed."
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
	add(len(f.Categories) > 0, "category "+strings.Join(f.Categories, " or "))
	add(len(f.Services) > 0, "product "+strings.Join(w.products(f.Services), " or "))
	add(len(f.ExcludeServices) > 0, "product (all except "+strings.Join(w.products(f.ExcludeServices), " and ")+")")
	add(f.MaxCost != "", "cost at most "+w.LevelWord(f.MaxCost))
	add(f.MaxUserImpact != "", "user impact at most "+w.LevelWord(f.MaxUserImpact))
	add(len(f.Statuses) > 0, "status "+strings.Join(w.statusNames(f.Statuses), " or "))
	add(f.New != nil && *f.New, "new since the comparison")
	add(f.New != nil && !*f.New, "not new since the comparison")
	add(f.Licensed != nil && *f.Licensed, "scored for this tenant")
	add(f.Licensed != nil && !*f.Licensed, "not scored for this tenant")
	add(f.Search != "", "text “"+f.Search+"”")
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
	what, are := "category", "the categories are "
	if miss.Product {
		what, are = "product", "the products are "
	}
	known := miss.Known[:min(len(miss.Known), mostKnown)]
	text := "no action matches the filter's " + what + " “" + plaintext.Clip(miss.Name, 100) + "”; " + are +
		plaintext.Clip(strings.Join(known, ", "), 600)
	if more := len(miss.Known) - len(known); more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return text
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
	text := "The open actions with the most points left for their effort. Effort combines the cost to implement, the " +
		"impact on users and the complexity. Actions of one policy count as one."
	if m.Max <= 0 || left <= 0 {
		return text
	}
	after := score.Hundredths(m.Percent + left/m.Max*100)
	return text + fmt.Sprintf(" Completing them all adds %s and raises the score from %s to %s.",
		w.InPoints(left), w.Percent(m.Percent), w.Percent(after))
}

// Gain is what an action can still add: +10 points (+0.89 pp).
func (w Words) Gain(a report.Action) string {
	if a.Together() > 1 {
		return w.Together(a) + ", " + w.gain(a.Task.Left, a.Task.Gain)
	}
	if !a.MaxKnown() {
		return w.Text(pointsLeftUnknown)
	}
	return w.gain(a.Left(), a.Gain)
}

func (w Words) gain(points, percent float64) string {
	return w.PointsMovedBy(points) + " (" + w.PP(percent) + ")"
}

// CostAndImpact is what an action takes: cost low · user impact moderate.
func (w Words) CostAndImpact(c score.Control) string {
	return "cost " + w.LevelWord(c.Cost) + " · user impact " + w.LevelWord(c.UserImpact)
}

// LevelWord is the word for a level within a sentence.
func (w Words) LevelWord(l score.Level) string { return strings.ToLower(w.LevelName(l)) }

// GainAndEffort is what an action can still add, and what it takes.
func (w Words) GainAndEffort(c score.Control, maximum float64) string {
	gain := w.Text(pointsLeftUnknown)
	switch {
	case c.Unread:
	case c.MaxKnown() && c.Left() == 0:
		return "no points left"
	case c.MaxKnown() && maximum > 0:
		gain = w.InPoints(c.Left()) + " left (" + w.PP(c.Left()/maximum*100) + ")"
	case c.MaxKnown():
		gain = w.InPoints(c.Left()) + " left"
	}
	return gain + " · " + w.CostAndImpact(c)
}

const pointsLeftUnknown Text = "actions.pointsLeftUnknown"

// OfMaximum is what an action's points are of.
func (w Words) OfMaximum(maximum float64, known bool) string {
	if !known {
		return "of " + w.Text(unknownMaximum)
	}
	return "of " + w.Points(maximum)
}

// Facts are what an action adds and takes, and its status.
func (w Words) Facts(a report.Action) []string {
	return []string{w.Gain(a), w.TopCost(a), plaintext.Drawable(w.StatusName(a.Status()))}
}

// Tier is an action's complexity in Microsoft's word; empty without one.
func (w Words) Tier(tier string) string {
	if tier = plaintext.Drawable(tier); tier != "" {
		return "tier " + tier
	}
	return ""
}

// Against is what an action helps against.
func (w Words) Against(threats string) string { return "against " + threats }

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
