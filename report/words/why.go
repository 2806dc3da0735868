package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words/catalogue"
)

// Why explains a change: how far the score moved, the causes, the strongest
// first, and whether it moved into another zone. Its numbers are those of the
// account, which has to be rounded, so that they add up as shown.
func (w Words) Why(a score.Account, zones score.Zones) string {
	sentence, reasons := w.moved(a), w.Reasons(a)
	up, down := a.Ways()
	switch {
	case reasons == "":
		sentence += "."
	case a.Steady() && up != 0 && down != 0:
		sentence = w.say("why.bothWays", "moved", sentence, "ways", w.ways(up, down)) + " " + capitalised(reasons) + "."
	default:
		sentence = w.say("why.because", "moved", sentence, "reasons", reasons)
	}
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
		parts = append(parts, w.WithPP(w.causePart(g), g.Effect))
	}
	if a.Unattributed != 0 {
		parts = append(parts, w.UnattributedPart(a.Unattributed))
	}
	return strings.Join(parts, ", ")
}

// UnattributedPart is NotAttributable within a sentence.
func (w Words) UnattributedPart(effect float64) string {
	return w.say("why.unattributed", "effect", w.PP(effect))
}

// ways are how far a score moved up and down.
func (w Words) ways(up, down float64) string {
	return w.say("why.ways", "up", w.SignedHundredths(up), "down", w.signedHundredths(down))
}

const noRealChange Text = "why.noRealChange"

// moved is how far a score moved, as a sentence without its period.
func (w Words) moved(a score.Account) string {
	since := w.LongDate(a.Before.Date)
	switch up, down := a.Ways(); {
	case a.Steady() && (up != 0 || down != 0):
		return w.say("why.steady", "day", since, "change", w.signedHundredths(a.Percent))
	case a.Percent > 0:
		return w.say("why.rose", "change", w.hundredths(a.Percent), "day", since)
	case a.Percent < 0:
		return w.say("why.fell", "change", w.hundredths(-a.Percent), "day", since)
	case score.Hundredths(a.Points) != 0:
		return w.say("why.barelyChanged", "least", w.hundredths(0.01), "points", w.signed(a.Points), "day", since)
	}
	return w.say("why.unchanged", "day", since)
}

// hundredths is a number of percentage points with two decimals.
func (w Words) hundredths(x float64) catalogue.Number {
	return catalogue.Number{Value: x, Text: w.Hundredths(x)}
}

// Crossing says that the score moved into another zone; empty if it did not. It
// follows a sentence about the score.
func (w Words) Crossing(a score.Account, zones score.Zones) string {
	return w.crossing("it", a, zones)
}

// crossing is Crossing about it, or about the score.
func (w Words) crossing(subject string, a score.Account, zones score.Zones) string {
	from, to, crossed := Crossed(a, zones)
	if !crossed {
		return ""
	}
	way := "up"
	if a.After.Percent() < a.Before.Percent() {
		way = "down"
	}
	return w.say("why.crossing", "subject", subject, "way", way, "from", string(from), "to", string(to))
}

// Crossed is from which zone to which the score moved, if it did. Without a
// maximum on either side there is no zone to leave.
func Crossed(a score.Account, zones score.Zones) (from, to score.Zone, crossed bool) {
	from, to = zones.Of(a.Before.Percent()), zones.Of(a.After.Percent())
	return from, to, from != to && a.Before.Max > 0 && a.After.Max > 0
}

// causePart is the changes of one cause as a part of a sentence. It keeps
// actions that were completed apart from those that only improved.
func (w Words) causePart(g score.Group) string {
	switch n, completed := len(g.Changes), completedBy(g); completed {
	case 0:
		return w.say("why.cause", "cause", string(g.Cause), "n", n)
	case n:
		return w.say("why.completed", "n", n)
	default:
		return w.say("why.improvedSome", "n", n, "completed", completed)
	}
}

// completedBy is how many actions an improvement completed.
func completedBy(g score.Group) (n int) {
	for _, c := range g.Changes {
		if g.Cause == score.Improvement && c.After.Status == score.Completed {
			n++
		}
	}
	return n
}
