package words

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func (w Words) ActionsIntro(m report.Model) string {
	if len(m.Actions) == 0 && m.Unlisted == 0 {
		return "No control is scored for this tenant, so there is nothing to list."
	}
	text := Count(len(m.Actions), "action") + " of the score, ranked: what is open first, by the points left in it for its effort. Titles open the action in the Microsoft Defender portal."
	if m.Filter.Empty() {
		return text
	}
	return w.FilterNote(m) + " " + text
}

// FilterNote says which filter narrows the list, and what it keeps out.
func (w Words) FilterNote(m report.Model) string {
	return fmt.Sprintf("Narrowed to %s; %s not listed.", strings.Join(filterWords(m.Filter), ", "), Count(m.Unlisted, "action"))
}

// filterWords are a filter's conditions in words.
func filterWords(f report.Filter) []string {
	var words []string
	add := func(condition bool, text string) {
		if condition {
			words = append(words, text)
		}
	}
	add(len(f.Categories) > 0, "category "+strings.Join(f.Categories, " or "))
	add(f.MaxCost != "", "cost at most "+levelWord(f.MaxCost))
	add(f.MaxUserImpact != "", "user impact at most "+levelWord(f.MaxUserImpact))
	add(len(f.Statuses) > 0, "status "+strings.Join(statusNames(f.Statuses), " or "))
	add(f.New != nil && *f.New, "new since the comparison")
	add(f.New != nil && !*f.New, "not new since the comparison")
	add(f.Licensed != nil && *f.Licensed, "scored for this tenant")
	add(f.Licensed != nil && !*f.Licensed, "not scored for this tenant")
	add(f.Search != "", "text “"+f.Search+"”")
	return words
}

func statusNames(list []score.Status) []string {
	names := make([]string, len(list))
	for i, status := range list {
		names[i] = StatusName(status)
	}
	return names
}

// TopIntro says what the top actions come to, all of them done.
func (w Words) TopIntro(m report.Model) string {
	var left float64
	for _, a := range m.Top {
		left += a.Left()
	}
	text := "The open actions with the most points left for their effort, which is what they cost to implement, what they cost users, and how complex they are."
	if m.Max <= 0 || left <= 0 {
		return text
	}
	after := score.Hundredths(m.Percent + left/m.Max*100)
	return text + fmt.Sprintf(" All of these together are worth %s points: the score would go from %s to %s.", w.Points(left), w.Percent(m.Percent), w.Percent(after))
}

// Gain is what an action still gives: +10 points, +0.89 on the score.
func (w Words) Gain(a report.Action) string {
	if !a.MaxKnown() {
		return "points left unknown"
	}
	return fmt.Sprintf("%s points (%s)", w.SignedPoints(a.Left()), w.SignedHundredths(a.Gain))
}

func levelWord(l score.Level) string { return strings.ToLower(LevelName(l)) }

// GainAndEffort is what an action still gives, and what it takes.
func (w Words) GainAndEffort(c score.Control, maximum float64) string {
	gain := "points to gain unknown"
	switch {
	case c.MaxKnown() && c.Left() == 0:
		return "nothing left to gain"
	case c.MaxKnown() && maximum > 0:
		gain = w.Points(c.Left()) + " points to gain (" + w.SignedHundredths(c.Left()/maximum*100) + " on the score)"
	case c.MaxKnown():
		gain = w.Points(c.Left()) + " points to gain"
	}
	return gain + " · cost " + strings.ToLower(LevelName(c.Cost)) + " · user impact " + strings.ToLower(LevelName(c.UserImpact))
}

// OfMaximum is what an action's points are of.
func (w Words) OfMaximum(maximum float64, known bool) string {
	if !known {
		return "of " + unknownMaximum
	}
	return "of " + w.Points(maximum)
}

// Facts are what an action gives and takes, and its state.
func (w Words) Facts(a report.Action) []string {
	return []string{
		w.Gain(a), "cost " + levelWord(a.Cost), "user impact " + levelWord(a.UserImpact), plaintext.Drawable(StatusName(a.Status())),
	}
}

// Tier is an action's complexity in Microsoft's word; empty without one.
func Tier(tier string) string {
	if tier = plaintext.Drawable(tier); tier != "" {
		return "tier " + tier
	}
	return ""
}

// Against is what an action helps against.
func Against(threats string) string { return "against " + threats }

// Title is a control's title, or its id where it has none.
func Title(c score.Control) string {
	for _, title := range []string{c.Title, c.ID} {
		if strings.TrimSpace(plaintext.Drawable(title)) != "" {
			return title
		}
	}
	return noActionName
}

// Place is the action's place in the ranking, a dash where it has none.
func Place(a report.Action) string {
	if a.Place == 0 {
		return "–"
	}
	return strconv.Itoa(a.Place)
}

// ActionTitle is a title that can be shown: never empty, never endless.
func ActionTitle(title, id string) string {
	if title = plaintext.Clip(title, 300); title != "" {
		return title
	}
	if id = plaintext.Clip(id, 300); id != "" {
		return id
	}
	return "(without a name)"
}
