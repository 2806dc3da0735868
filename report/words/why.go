package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Why explains a change: how far the score moved, the causes, the strongest
// first, and whether it moved into another zone. Its numbers are those of the
// account, which has to be rounded, so that they add up as shown.
func (w Words) Why(a score.Account, zones score.Zones) string {
	sentence, reasons := w.moved(a), w.Reasons(a)
	up, down := a.Ways()
	switch {
	case reasons == "":
	case a.Steady() && up != 0 && down != 0:
		sentence += ": " + w.ways(up, down) + ". " + capitalised(reasons)
	default:
		sentence += ": " + reasons
	}
	sentence += "."
	if other := w.Crossing(a, zones); other != "" {
		sentence += " " + other
	}
	return sentence
}

// Change is why the score of a report changed, in one sentence; empty on a
// first report.
func (w Words) Change(m report.Model) string {
	if m.Since == nil {
		return ""
	}
	return w.Why(m.Account, m.Zones)
}

// capitalised is text as a sentence begins.
func capitalised(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Reasons are the causes of the change, the strongest first; empty if there is
// none.
func (w Words) Reasons(a score.Account) string {
	var parts []string
	for _, g := range a.Drive() {
		parts = append(parts, w.reason(g))
	}
	if a.Unattributed != 0 {
		parts = append(parts, fmt.Sprintf("not attributable to any action (%s)", w.PP(a.Unattributed)))
	}
	return strings.Join(parts, ", ")
}

// ways are how far a score moved up and down.
func (w Words) ways(up, down float64) string {
	return w.SignedHundredths(up) + " and " + w.InPercentagePoints(down)
}

const noRealChange Text = "why.noRealChange"

func (w Words) moved(a score.Account) string {
	since := w.LongDate(a.Before.Date)
	switch up, down := a.Ways(); {
	case a.Steady() && (up != 0 || down != 0):
		return fmt.Sprintf("%s since %s (%s)", w.Text(noRealChange), since, w.InPercentagePoints(a.Percent))
	case a.Percent > 0:
		return fmt.Sprintf("The score rose %s percentage points since %s", w.Hundredths(a.Percent), since)
	case a.Percent < 0:
		return fmt.Sprintf("The score fell %s percentage points since %s", w.Hundredths(-a.Percent), since)
	case score.Hundredths(a.Points) != 0:
		return fmt.Sprintf("The score changed by less than 0.01 percentage points (%s) since %s",
			w.PointsMovedBy(a.Points), since)
	}
	return "The score has not changed since " + since
}

// Crossing says that the score moved into another zone; empty if it did not.
func (w Words) Crossing(a score.Account, zones score.Zones) string { return w.crossing("It", a, zones) }

func (w Words) crossing(subject string, a score.Account, zones score.Zones) string {
	from, to, crossed := Crossed(a, zones)
	if !crossed {
		return ""
	}
	verb := "rose"
	if a.After.Percent() < a.Before.Percent() {
		verb = "fell"
	}
	return fmt.Sprintf("%s %s from the %s zone to the %s zone.", subject, verb, strings.ToLower(w.ZoneName(from)),
		strings.ToLower(w.ZoneName(to)))
}

// Crossed is from which zone to which the score moved, if it did. Without a
// maximum on either side there is no zone to leave.
func Crossed(a score.Account, zones score.Zones) (from, to score.Zone, crossed bool) {
	from, to = zones.Of(a.Before.Percent()), zones.Of(a.After.Percent())
	return from, to, from != to && a.Before.Max > 0 && a.After.Max > 0
}

// reason is the changes of one cause with their effect, in a sentence.
func (w Words) reason(g score.Group) string {
	if g.Effect == 0 {
		return w.causePart(g)
	}
	return w.causePart(g) + " (" + w.PP(g.Effect) + ")"
}

// causePart is the changes of one cause as a part of a sentence.
func (w Words) causePart(g score.Group) string {
	n := len(g.Changes)
	actions := Count(n, "action")
	switch g.Cause {
	case score.Regression:
		return actions + " regressed"
	case score.Undeclared:
		return actions + " no longer reported as resolved"
	case score.Acceptance:
		return Count(n, "risk") + " accepted"
	case score.Improvement:
		return w.improvedPart(g)
	case score.Declaration:
		return actions + " reported as resolved, not verified"
	case score.StatusOnly:
		return actions + " changed status"
	case score.Addition:
		return "Microsoft added " + actions
	case score.Retirement:
		return "Microsoft removed " + actions
	case score.Repointing:
		if n == 1 {
			return "Microsoft changed what 1 action is worth"
		}
		return "Microsoft changed what " + actions + " are worth"
	case score.Renaming:
		return "Microsoft renamed " + actions
	case score.Drift:
		return w.Drifted(n)
	case score.Moving:
		return "Microsoft moved " + actions + " to another category"
	}
	return actions + " " + strings.ToLower(w.CauseName(g.Cause))
}

// improvedPart keeps actions that were completed apart from those that only
// improved.
func (w Words) improvedPart(g score.Group) string {
	completed := 0
	for _, c := range g.Changes {
		if c.After.Status == score.Completed {
			completed++
		}
	}
	switch completed {
	case len(g.Changes):
		return "you completed " + Count(completed, "action")
	case 0:
		return Count(len(g.Changes), "action") + " improved"
	}
	return fmt.Sprintf("%s improved, %d of them now completed", Count(len(g.Changes), "action"), completed)
}
