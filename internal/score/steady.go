package score

import (
	"math"
	"slices"
)

// noise is how far the whole score moves by itself, in percentage points.
// Within it a change is shown as neither good nor bad.
const noise = 0.5

// IsNoise says whether a difference in percentage points is too small to be
// shown as good or bad. The tenths decide, because people read those: what is
// printed as 0.5 is never noise.
func IsNoise(difference float64) bool { return math.Abs(Tenths(difference)) < noise }

// Ways is how far the account's groups moved the score up, and how far down, in
// percentage points. Up is not negative, down is not positive, and together
// they are Percent. What no control explains counts, and so does drift.
func (a Account) Ways() (up, down float64) {
	add := func(effect float64) { up, down = up+max(0, effect), down+min(0, effect) }
	for _, g := range a.ByCause() {
		add(g.Effect)
	}
	add(a.Unattributed)
	return settle(up), settle(down)
}

// Steady says whether the score as a whole practically stayed: it moved less
// than by noise, and what is no drift either moved it both ways, or not the way
// that it went. A small move that one cause made is not steady.
func (a Account) Steady() bool {
	if !IsNoise(a.Percent) {
		return false
	}
	var up, down float64
	for _, g := range a.ByCause() {
		if g.Cause != Drift {
			up, down = up+max(0, g.Effect), down+min(0, g.Effect)
		}
	}
	switch up, down = Hundredths(up), Hundredths(down); {
	case up != 0 && down != 0:
		return true
	case Hundredths(a.Percent) > 0:
		return up == 0
	case Hundredths(a.Percent) < 0:
		return down == 0
	}
	return true
}

// RealPercent is the part of Percent that changes make which are no drift, in
// percentage points.
func (a Account) RealPercent() float64 {
	sum := 0.0
	for _, c := range a.Changes {
		if !c.IsDrift() {
			sum += c.Effect
		}
	}
	return settle(sum)
}

// Real is the changes that are no drift.
func (a Account) Real() []Change {
	return slices.DeleteFunc(slices.Clone(a.Changes), Change.IsDrift)
}
