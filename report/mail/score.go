package mail

import (
	"slices"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// scoreView is what a message about the score begins with.
type scoreView struct {
	Answer   string
	Mark     string // the verdict on the goal; empty without one
	Tone     string // of the mark: good, okay or bad
	Note     string // the organisation's own; may be empty
	Bar      []barPart
	BarNote  string
	Standing string // BarNote where there is no bar
	Facts    []words.Fact
}

// barPart is a part of the bar, from the left: fill, rest, or the goal's mark.
type barPart struct {
	Width int    // percent
	Style string // a class of the style sheet
}

const longestOwnNote = 300 // characters

func scoreOf(m report.Message) *scoreView {
	w := words.In(m.Model.Locale)
	v := scoreView{
		Answer: w.MessageAnswer(m), Mark: w.AnswerMark(m.Model), Note: plaintext.Clip(m.Model.Note, longestOwnNote),
		Bar: barOf(m.Model), BarNote: w.BarNote(m.Model), Standing: w.Standing(m.Model), Facts: w.MessageFacts(m),
	}
	if p := m.Model.Analysis.Progress; p != nil {
		v.Tone = toneOf(p.Verdict)
	}
	return &v
}

func toneOf(v score.Verdict) string {
	switch v {
	case score.Achieved, score.OnTrack:
		return "good"
	case score.Behind, score.OutOfReach:
		return "bad"
	}
	return "okay"
}

// barOf is the bar of the score, in the colour of its zone, with a mark at the
// goal.
func barOf(m report.Model) []barPart {
	fill, end := "fill-"+zoneOf(m.Zone), filled(m.Percent)
	parts := []barPart{{end, fill}, {100 - end, "rest"}}
	if m.Goal != nil && report.Known(m.Goal.Percent) {
		goal := min(filled(m.Goal.Percent), 100-goalWide)
		mark := barPart{goalWide, "goalmark"}
		if goal >= end {
			parts = []barPart{{end, fill}, {goal - end, "rest"}, mark, {100 - goal - goalWide, "rest"}}
		} else {
			parts = []barPart{{goal, fill}, mark, {end - goal - goalWide, fill}, {100 - end, "rest"}}
		}
	}
	return slices.DeleteFunc(parts, func(p barPart) bool { return p.Width == 0 })
}

const goalWide = 1 // percent of the bar

func zoneOf(z score.Zone) string {
	switch z {
	case score.Good, score.Okay:
		return string(z)
	}
	return string(score.Bad)
}
