package words

import (
	"math"
	"slices"

	"secure-score-reporter/report"
)

// SplitPart is one part of the maximum.
type SplitPart struct {
	Name, Note string
	Points     float64
	Achieved   bool
	Difference bool    // what the actions do not add up to; its points can be negative
	Share      float64 // percent of the maximum; NaN without one
}

// Amount is the points of a part, with a sign for a difference.
func (w Words) Amount(p SplitPart) string {
	if p.Difference {
		return w.SignedPoints(p.Points)
	}
	return w.Points(p.Points)
}

// Portion is the share of a part, with a sign for a difference.
func (w Words) Portion(p SplitPart) string {
	if p.Difference && p.Share > 0 {
		return "+" + w.Percent(p.Share)
	}
	return w.Percent(p.Share)
}

// SplitParts are the parts in the order in which they are shown: what is
// achieved, then what is not. Together they are the maximum. A difference of
// nothing is left out.
func (w Words) SplitParts(m report.Model) []SplitPart {
	s, d := m.Analysis.Split, m.Difference()
	parts := []SplitPart{
		{Name: "Measured by Microsoft", Note: "from the configuration", Points: s.Earned, Achieved: true},
		{Name: "Reported by your organisation", Note: "third party or alternate mitigation, not verified",
			Points: s.Declared, Achieved: true},
		{Name: "Difference to the score", Note: "Microsoft's score, less the points of all actions", Points: d.Points,
			Achieved: true, Difference: true},
		{Name: "Risk accepted", Note: "not achieved", Points: s.Accepted},
		{Name: "Open", Note: "not achieved yet", Points: s.Open},
		{Name: "Difference to the maximum", Note: "the points not achieved, less those left in all actions",
			Points: d.Missing, Difference: true},
	}
	parts = slices.DeleteFunc(parts, func(p SplitPart) bool { return p.Difference && p.Points == 0 })
	for i := range parts {
		parts[i].Share = m.Share(parts[i].Points)
	}
	return parts
}

// ViewsNote says that the score is not the sum of the actions, and what that
// means for the views; empty where it is.
func (w Words) ViewsNote(m report.Model) string {
	d := m.Difference()
	if d.Points == 0 {
		return ""
	}
	than := " less than"
	if d.Points > 0 {
		than = " more than"
	}
	return "The score is " + w.InPoints(math.Abs(d.Points)) + than + " its actions add up to. Each view adds the points " +
		"that are left in its actions to the score, up to the maximum."
}
