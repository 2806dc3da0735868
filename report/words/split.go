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
	part       string  // as the messages call it
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
		{part: "measured", Points: s.Earned, Achieved: true},
		{part: "reported", Points: s.Declared, Achieved: true},
		{part: "scoreDifference", Points: d.Points, Achieved: true, Difference: true},
		{part: "accepted", Points: s.Accepted},
		{part: "open", Points: s.Open},
		{part: "maximumDifference", Points: d.Missing, Difference: true},
	}
	parts = slices.DeleteFunc(parts, func(p SplitPart) bool { return p.Difference && p.Points == 0 })
	for i := range parts {
		p := &parts[i]
		p.Name, p.Note = w.say("split.name", "part", p.part), w.say("split.note", "part", p.part)
		p.Share = m.Share(p.Points)
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
	way := "less"
	if d.Points > 0 {
		way = "more"
	}
	return w.say("split.viewsNote", "points", w.number(math.Abs(d.Points)), "way", way)
}
