// Package trace turns vg's paths into steps that a page's or a picture's format
// knows: finished coordinates, no arcs, every curve a cubic one.
package trace

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Step is one step of a path: vg's kinds without arcs, and every curve a cubic
// one.
type Step struct {
	Kind                 int // vg.MoveComp, LineComp, CurveComp or CloseComp
	X1, Y1, X2, Y2, X, Y float64
}

// Path is a path as steps. It is false where a coordinate is not a number, or
// so large that no format has it: such a path is left out whole.
func Path(p vg.Path, to Matrix) ([]Step, bool) {
	var t tracer
	for _, comp := range p {
		t.add(comp, to)
	}
	return t.steps, !t.broken && len(t.steps) > 0
}

// tracer turns vg's path components into steps. Arcs become Béziers of at most
// a quarter circle: gofpdf's own ArcTo distorts sweeps below zero.
type tracer struct {
	steps  []Step
	px, py float64 // where the path is, in vg's coordinates
	broken bool
}

func (t *tracer) add(comp vg.PathComp, to Matrix) {
	x, y := comp.Pos.X.Points(), comp.Pos.Y.Points()
	switch comp.Type {
	case vg.MoveComp, vg.LineComp:
		t.goTo(comp.Type, x, y, to)
	case vg.ArcComp:
		t.arc(x, y, comp.Radius.Points(), comp.Start, comp.Angle, to)
	case vg.CurveComp:
		t.bend(comp.Control, x, y, to)
	case vg.CloseComp:
		t.steps = append(t.steps, Step{Kind: vg.CloseComp})
	}
}

func (t *tracer) goTo(kind int, x, y float64, to Matrix) {
	t.px, t.py = x, y
	px, py := to.Apply(x, y)
	t.keep(Step{Kind: kind, X: px, Y: py})
}

func (t *tracer) bend(control []vg.Point, x, y float64, to Matrix) {
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

func (t *tracer) arc(cx, cy, r, start, sweep float64, to Matrix) {
	if !Finite(cx, cy, r, start, sweep) {
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

func (t *tracer) cubic(x1, y1, x2, y2, x, y float64, to Matrix) {
	t.px, t.py = x, y
	s := Step{Kind: vg.CurveComp}
	s.X1, s.Y1 = to.Apply(x1, y1)
	s.X2, s.Y2 = to.Apply(x2, y2)
	s.X, s.Y = to.Apply(x, y)
	t.keep(s)
}

func (t *tracer) keep(s Step) {
	t.broken = t.broken || !Finite(s.X1, s.Y1, s.X2, s.Y2, s.X, s.Y)
	t.steps = append(t.steps, s)
}

// Matrix maps x, y to a*x+c*y+e, b*x+d*y+f.
type Matrix struct{ A, B, C, D, E, F float64 }

// Apply maps a point.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m.A*x + m.C*y + m.E, m.B*x + m.D*y + m.F
}

// After is the matrix that does inner first, then m.
func (m Matrix) After(inner Matrix) Matrix {
	e, f := m.Apply(inner.E, inner.F)
	return Matrix{
		A: m.A*inner.A + m.C*inner.B, B: m.B*inner.A + m.D*inner.B,
		C: m.A*inner.C + m.C*inner.D, D: m.B*inner.C + m.D*inner.D,
		E: e, F: f,
	}
}

// Scale is by how much the matrix makes a line's width larger.
func (m Matrix) Scale() float64 { return math.Sqrt(math.Abs(m.A*m.D - m.B*m.C)) }

// Finite says whether all numbers can be written as coordinates.
func Finite(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return true
}
