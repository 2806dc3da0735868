package draw

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Ring is the score as a gauge of three quarters of a circle: the score in the
// colour of its zone, the thresholds cut into it, the goal as a triangle
// outside, and the same in words and numbers in the middle, with one decimal.
type Ring struct {
	words.Words
	set     *Typesetter
	percent float64
	points  string     // 698.17 of 1127 points
	zone    score.Zone // empty where nothing is scored
	zones   score.Zones
	goal    *report.Goal
}

const (
	ringStart = 225 // degrees, counter-clockwise from three o'clock
	ringSweep = 270
	ringWidth = 13.0
)

// ringAngle is where a percentage lies on the ring, in radians.
func ringAngle(percent float64) float64 {
	return (ringStart - ringSweep*Within(percent, 0, 100)/100) * math.Pi / 180
}

// ringInside is how wide a line of text may be that far below the middle.
func ringInside(radius, below float64) float64 {
	inner := radius - ringWidth/2 - 2
	return 2 * math.Sqrt(inner*inner-below*below)
}

// Draw draws the ring with its marks, and the score in the middle.
func (r Ring) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: r.set}
	w, h := size.X.Points(), size.Y.Points()
	x, y := w/2, h/2-h*0.04
	radius := min(w, h)/2 - 22
	sign, mark, ink := zoneInk(r.zone)

	p.arc(RuleColor, ringWidth, x, y, radius, ringAngle(0), ringAngle(100)-ringAngle(0))
	p.arc(mark, ringWidth, x, y, radius, ringAngle(0), ringAngle(r.percent)-ringAngle(0))
	for _, m := range r.marks() {
		r.drawMark(p, m, x, y, radius)
	}

	points := r.set.Wrap(SmallType, r.points, ringInside(radius, 11), 2)
	above := 3 * float64(len(points)-1) // a second line moves the number up, and the first line
	p.text(displayType, x, y+4+above, 0.5, r.TenthsPercent(r.percent))
	for i, line := range points {
		p.text(SmallType, x, y-11+above-float64(i)*SmallType.Leading, 0.5, line)
	}
	if r.zone == "" {
		p.text(SubheadType.In(MutedColor), x, y-30, 0.5, r.Text(words.LabelNotScored))
		return
	}
	p.text(SubheadType.In(ink), x, y-30, 0.5, sign+" "+r.ZoneName(r.zone))
}

// AltText is the chart in words, for readers who do not see it.
func (r Ring) AltText() string { return r.RingText(r.percent, r.points, r.zone, r.goal) }

// ringMark is a labelled place on the ring.
type ringMark struct {
	percent float64
	label   string
	goal    bool
}

// marks are the goal and the thresholds. One whose label would collide with an
// earlier one's has none: the goal comes first, then the higher threshold.
func (r Ring) marks() []ringMark {
	var marks []ringMark
	add := func(m ringMark) {
		if !(m.percent > 0 && m.percent <= 100) {
			return
		}
		for _, other := range marks {
			if math.Abs(other.percent-m.percent) < 9 {
				m.label = ""
			}
		}
		marks = append(marks, m)
	}
	if r.goal != nil {
		add(ringMark{r.goal.Percent, r.MarkLabel(r.Text(words.LabelGoal), r.goal.Percent), true})
	}
	add(ringMark{r.zones.Good, r.MarkLabel(r.ZoneName(score.Good), r.zones.Good), false})
	add(ringMark{r.zones.Okay, r.MarkLabel(r.ZoneName(score.Okay), r.zones.Okay), false})
	return marks
}

func (r Ring) drawMark(p pen, m ringMark, x, y, radius float64) {
	angle := ringAngle(m.percent)
	sin, cos := math.Sincos(angle)
	at := func(distance float64) vg.Point { return spot(x+distance*cos, y+distance*sin) }
	outer := radius + ringWidth/2
	if m.goal {
		base, half := outer+7.5, 4.2
		p.polygon(InkColor, at(outer+0.5), spot(x+base*cos-half*sin, y+base*sin+half*cos),
			spot(x+base*cos+half*sin, y+base*sin-half*cos))
	} else {
		p.line(PaperColor, 2, nil, at(radius-ringWidth/2-0.5), at(outer+0.5))
		p.line(MutedColor, 0.8, nil, at(outer+1), at(outer+4))
	}
	if m.label == "" {
		return
	}
	style, gap := SmallType, 6.0
	if m.goal {
		style, gap = SmallType.Strong().In(InkColor), 12
	}
	// The label's nearest end, or its middle, is at the mark.
	label := at(outer + gap)
	p.text(style, label.X.Points(), label.Y.Points()-style.Size*CapHeight*(0.5-0.5*sin), 0.5-0.5*cos, m.label)
}

// NewRing is the ring of a report's score.
func NewRing(m report.Model, set *Typesetter) Ring {
	w, zone := words.In(m.Locale), m.Zone
	if m.Max <= 0 {
		zone = ""
	}
	return Ring{
		Words: w, set: set, percent: m.Percent, zone: zone, zones: m.Zones, goal: m.Goal,
		points: w.ScorePoints(m.Current, m.Max),
	}
}
