package report

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
)

// ringChart is the score as a gauge of three quarters of a circle: the share
// achieved in the colour of its zone, the thresholds cut into it, the goal as a
// triangle outside, and all of it in words and numbers in the middle.
type ringChart struct {
	Words
	set     *typesetter
	percent float64
	points  string     // 698.17 of 1127 points
	zone    score.Zone // empty where nothing is scored
	zones   score.Zones
	goal    *Goal
}

const (
	ringStart = 225 // degrees, counter-clockwise from three o'clock
	ringSweep = 270
	ringWidth = 13.0
)

// ringAngle is where a percentage lies on the ring, in radians.
func ringAngle(percent float64) float64 {
	return (ringStart - ringSweep*within(percent, 0, 100)/100) * math.Pi / 180
}

func (r ringChart) draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: r.set}
	w, h := size.X.Points(), size.Y.Points()
	x, y := w/2, h/2-h*0.04
	radius := min(w, h)/2 - 22
	sign, mark, ink := zoneLook(r.zone)

	p.arc(ruleColor, ringWidth, x, y, radius, ringAngle(0), ringAngle(100)-ringAngle(0))
	p.arc(mark, ringWidth, x, y, radius, ringAngle(0), ringAngle(r.percent)-ringAngle(0))
	for _, m := range r.marks() {
		r.drawMark(p, m, x, y, radius)
	}

	p.text(displayType, x, y+4, 0.5, r.Percent(r.percent))
	p.text(smallType, x, y-11, 0.5, r.points)
	if r.zone == "" {
		p.text(subheadType.in(mutedColor), x, y-30, 0.5, labelNotScored)
		return
	}
	p.text(subheadType.in(ink), x, y-30, 0.5, sign+" "+ZoneName(r.zone))
}

// says is the chart in words.
func (r ringChart) says() string { return r.ringText(r.percent, r.points, r.zone, r.goal) }

// ringMark is a place on the ring that has a name.
type ringMark struct {
	percent float64
	label   string
	goal    bool
}

// marks are the thresholds and the goal, less those whose labels would collide:
// the goal goes first, then the higher threshold.
func (r ringChart) marks() []ringMark {
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
		add(ringMark{r.goal.Percent, r.markLabel(goalMark, r.goal.Percent), true})
	}
	add(ringMark{r.zones.Good, r.markLabel(ZoneName(score.Good), r.zones.Good), false})
	add(ringMark{r.zones.Okay, r.markLabel(ZoneName(score.Okay), r.zones.Okay), false})
	return marks
}

func (r ringChart) drawMark(p pen, m ringMark, x, y, radius float64) {
	angle := ringAngle(m.percent)
	sin, cos := math.Sincos(angle)
	at := func(distance float64) vg.Point { return spot(x+distance*cos, y+distance*sin) }
	outer := radius + ringWidth/2
	if m.goal {
		base, half := outer+7.5, 4.2
		p.polygon(inkColor, at(outer+0.5), spot(x+base*cos-half*sin, y+base*sin+half*cos), spot(x+base*cos+half*sin, y+base*sin-half*cos))
	} else {
		p.line(paperColor, 2, nil, at(radius-ringWidth/2-0.5), at(outer+0.5))
		p.line(mutedColor, 0.8, nil, at(outer+1), at(outer+4))
	}
	if m.label == "" {
		return
	}
	look, gap := smallType, 6.0
	if m.goal {
		look, gap = smallType.strong().in(inkColor), 12
	}
	// The label begins, ends or is centred where it is nearest to its mark.
	label := at(outer + gap)
	p.text(look, label.X.Points(), label.Y.Points()-look.size*capHeight*(0.5-0.5*sin), 0.5-0.5*cos, m.label)
}

// newRing is the ring of a report's score.
func newRing(m Model, set *typesetter) ringChart {
	w, zone := In(m.Locale), m.Zone
	if m.Max <= 0 {
		zone = ""
	}
	return ringChart{
		Words: w, set: set, percent: m.Percent, zone: zone, zones: m.Zones, goal: m.Goal,
		points: w.ScorePoints(m.Current, m.Max),
	}
}
