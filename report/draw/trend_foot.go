package draw

import (
	"image/color"
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// footNote is a line below the dates; marked has the mark of the axis before
// it.
type footNote struct {
	text   string
	marked bool
}

// footNotes say where the axis begins, if not at zero, and how the maximum
// changed.
func (t Trend) footNotes(values scale) []footNote {
	var notes []footNote
	if values.low > 0 {
		notes = append(notes, footNote{text: t.AxisBegins(values.low)})
	}
	if note := t.maximumNote(); note != "" {
		notes = append(notes, footNote{note, true})
	}
	return notes
}

// maximumNote says how the maximum changed; empty where it did not.
func (t Trend) maximumNote() string {
	moves := t.maxima()
	if len(moves) == 0 {
		return ""
	}
	return t.MaximumChanged(len(moves), moves[0].before, moves[len(moves)-1].after)
}

// maximumMove is a day on which the maximum of the score is another than on the
// known day before it.
type maximumMove struct {
	at            float64
	before, after float64
}

func (t Trend) maxima() []maximumMove {
	var moves []maximumMove
	before := math.NaN()
	for _, point := range t.each(func(d score.Day) float64 {
		if d.Max <= 0 {
			return math.NaN()
		}
		return score.Hundredths(d.Max)
	}) {
		if report.Known(before) && point.value != before {
			moves = append(moves, maximumMove{point.at, before, point.value})
		}
		before = point.value
	}
	return moves
}

// drawFoot marks on the axis where the maximum changed, and writes the notes.
func (t Trend) drawFoot(p pen, f trendFrame) {
	if !f.oneDay {
		for _, m := range t.maxima() {
			p.upwards(MutedColor, f.spot(trendPoint{at: m.at}).X.Points(), f.bottom-1)
		}
	}
	x, y := f.left, f.bottom-13-trendRow
	if f.narrow {
		x = 0
	}
	for _, n := range t.footNotes(f.values) {
		left := x
		if n.marked {
			p.upwards(MutedColor, left+3, y+5.2)
			left += 9
		}
		left += p.text(SmallType, left, y, 0, p.set.Fit(SmallType, n.text, f.width-left))
		if f.narrow {
			y -= trendRow
		} else {
			x = left + 14
		}
	}
}

// upwards is a small triangle whose tip is at x, y.
func (p pen) upwards(ink color.NRGBA, x, y float64) {
	p.polygon(ink, spot(x, y), spot(x+2.8, y-4.6), spot(x-2.8, y-4.6))
}
