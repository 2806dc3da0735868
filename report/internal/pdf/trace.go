package pdf

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// step is one step of a path in page coordinates: vg's kinds without arcs, and
// every curve a cubic one.
type step struct {
	kind                 int
	x1, y1, x2, y2, x, y float64
}

// tracer turns vg's path components into steps. Arcs become Béziers of at most a
// quarter circle: gofpdf's own ArcTo distorts sweeps below zero.
type tracer struct {
	steps  []step
	px, py float64 // where the path is, in vg's coordinates
	broken bool
}

func (t *tracer) add(comp vg.PathComp, to matrix) {
	x, y := comp.Pos.X.Points(), comp.Pos.Y.Points()
	switch comp.Type {
	case vg.MoveComp, vg.LineComp:
		t.goTo(comp.Type, x, y, to)
	case vg.ArcComp:
		t.arc(x, y, comp.Radius.Points(), comp.Start, comp.Angle, to)
	case vg.CurveComp:
		t.bend(comp.Control, x, y, to)
	case vg.CloseComp:
		t.steps = append(t.steps, step{kind: vg.CloseComp})
	}
}

func (t *tracer) goTo(kind int, x, y float64, to matrix) {
	t.px, t.py = x, y
	px, py := to.apply(x, y)
	t.keep(step{kind: kind, x: px, y: py})
}

func (t *tracer) bend(control []vg.Point, x, y float64, to matrix) {
	var x1, y1, x2, y2 float64
	switch len(control) {
	case 1: // a quadratic curve, raised to a cubic one
		qx, qy := control[0].X.Points(), control[0].Y.Points()
		x1, y1 = t.px+2*(qx-t.px)/3, t.py+2*(qy-t.py)/3
		x2, y2 = x+2*(qx-x)/3, y+2*(qy-y)/3
	case 2:
		x1, y1 = control[0].X.Points(), control[0].Y.Points()
		x2, y2 = control[1].X.Points(), control[1].Y.Points()
	default:
		t.broken = true
		return
	}
	t.cubic(x1, y1, x2, y2, x, y, to)
}

func (t *tracer) arc(cx, cy, r, start, sweep float64, to matrix) {
	if !finite(cx, cy, r, start, sweep) {
		t.broken = true
		return
	}
	sweep = max(-2*math.Pi, min(2*math.Pi, sweep))
	kind := vg.LineComp
	if len(t.steps) == 0 {
		kind = vg.MoveComp
	}
	sin, cos := math.Sincos(start)
	t.goTo(kind, cx+r*cos, cy+r*sin, to)
	parts := max(1, int(math.Ceil(math.Abs(sweep)/(math.Pi/2)-1e-9)))
	each := sweep / float64(parts)
	reach := 4.0 / 3 * math.Tan(each/4) * r // distance of the control points
	for i := range parts {
		s0, c0 := math.Sincos(start + float64(i)*each)
		s1, c1 := math.Sincos(start + float64(i+1)*each)
		t.cubic(cx+r*c0-reach*s0, cy+r*s0+reach*c0, cx+r*c1+reach*s1, cy+r*s1-reach*c1, cx+r*c1, cy+r*s1, to)
	}
}

func (t *tracer) cubic(x1, y1, x2, y2, x, y float64, to matrix) {
	t.px, t.py = x, y
	s := step{kind: vg.CurveComp}
	s.x1, s.y1 = to.apply(x1, y1)
	s.x2, s.y2 = to.apply(x2, y2)
	s.x, s.y = to.apply(x, y)
	t.keep(s)
}

func (t *tracer) keep(s step) {
	t.broken = t.broken || !finite(s.x1, s.y1, s.x2, s.y2, s.x, s.y)
	t.steps = append(t.steps, s)
}
