package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Why is an account in one sentence: how far the score moved, what moved it, the
// strongest cause first, and whether it crossed into another zone. Its numbers are
// those of the account, which has to be rounded, so they add up as they stand.
func (w Words) Why(a score.Account, zones score.Zones) string {
	sentence := w.moved(a)
	if reasons := w.Reasons(a); reasons != "" {
		sentence += ": " + reasons
	}
	sentence += "."
	if crossing := Crossing(a, zones); crossing != "" {
		sentence += " " + crossing
	}
	return sentence
}

// Change is why the score of a report changed, in one sentence; empty on a first
// report.
func (w Words) Change(m report.Model) string {
	if m.Since == nil {
		return ""
	}
	return w.Why(m.Account, m.Zones)
}

// Because is why the score of a report changed, without how far: for a place
// that has that as a figure.
func (w Words) Because(m report.Model) string {
	reasons := w.Reasons(m.Account)
	if reasons == "" {
		return w.Change(m)
	}
	first, size := utf8.DecodeRuneInString(reasons)
	text := string(unicode.ToUpper(first)) + reasons[size:] + "."
	if crossing := Crossing(m.Account, m.Zones); crossing != "" {
		text = crossing + " " + text
	}
	return text
}

// Reasons is what moved the score, the strongest cause first; empty if nothing
// did.
func (w Words) Reasons(a score.Account) string {
	var parts []string
	for _, g := range a.Drive() {
		part := causePart(g)
		if g.Effect != 0 {
			part += " (" + w.SignedHundredths(g.Effect) + ")"
		}
		parts = append(parts, part)
	}
	if a.Unattributed != 0 {
		parts = append(parts, fmt.Sprintf("not attributable to any action (%s)", w.SignedHundredths(a.Unattributed)))
	}
	return strings.Join(parts, ", ")
}

func (w Words) moved(a score.Account) string {
	since := w.LongDate(a.Before.Date)
	switch {
	case a.Percent > 0:
		return fmt.Sprintf("The score rose %s percentage points since %s", w.Hundredths(a.Percent), since)
	case a.Percent < 0:
		return fmt.Sprintf("The score fell %s percentage points since %s", w.Hundredths(-a.Percent), since)
	case score.Hundredths(a.Points) != 0:
		return fmt.Sprintf("The score moved by less than 0.01 percentage points (%s points) since %s", w.SignedPoints(a.Points), since)
	}
	return "The score is where it was on " + since
}

// Crossing says that the score went from one zone into another; empty if it did
// not.
func Crossing(a score.Account, zones score.Zones) string {
	from, to, crossed := Crossed(a, zones)
	if !crossed {
		return ""
	}
	verb := "rose"
	if a.After.Percent() < a.Before.Percent() {
		verb = "fell"
	}
	return fmt.Sprintf("It %s from the zone %s into %s.", verb, strings.ToLower(ZoneName(from)), strings.ToLower(ZoneName(to)))
}

// Crossed is from which zone into which the score went, if it did. Without a
// maximum on either side there is no zone to leave.
func Crossed(a score.Account, zones score.Zones) (from, to score.Zone, crossed bool) {
	from, to = zones.Of(a.Before.Percent()), zones.Of(a.After.Percent())
	return from, to, from != to && a.Before.Max > 0 && a.After.Max > 0
}

// causePart is what the changes of one cause are, as a part of a sentence.
func causePart(g score.Group) string {
	n := len(g.Changes)
	actions := Count(n, "action")
	switch g.Cause {
	case score.Regression:
		return actions + " regressed"
	case score.Undeclared:
		return Count(n, "declaration") + " ended"
	case score.Acceptance:
		return Count(n, "risk") + " accepted"
	case score.Improvement:
		return improvedPart(g)
	case score.Declaration:
		return actions + " declared, not verified"
	case score.StatusOnly:
		return actions + " changed status"
	case score.Addition:
		return "Microsoft added " + actions
	case score.Retirement:
		return "Microsoft retired " + actions
	case score.Repointing:
		return "Microsoft re-pointed " + actions
	case score.Renaming:
		return "Microsoft renamed " + actions
	case score.Moving:
		return "Microsoft moved " + actions + " to another category"
	}
	return actions + " " + strings.ToLower(CauseName(g.Cause))
}

// improvedPart tells actions that were completed from those that only gained points.
func improvedPart(g score.Group) string {
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
	return fmt.Sprintf("%s improved, %d of them now complete", Count(len(g.Changes), "action"), completed)
}
