package score

import "math"

// halfHundredth is how much a number can be off that was rounded to two
// decimals, as Microsoft rounds points.
const halfHundredth = 0.005

func effect(c Change, share, maxAfter float64) float64 {
	if maxAfter <= 0 {
		return 0
	}
	dm := c.After.Max - c.Before.Max
	if c.Before.Scored && c.After.Scored && !c.Has(Repointed) {
		dm = 0 // unknown on one side, or the difference is only rounding
	}
	return settle((c.After.Points - c.Before.Points - share*dm) / maxAfter * 100)
}

// ownPoints are the points that the tenant gained or lost. Where the maximum
// went from m to m', the tenant's part is c' - c*m'/m: the difference from the
// share of the maximum that it had. It is never more than the points moved, and
// never in the other direction. The rest is Microsoft's.
func ownPoints(before, after *Control, c Change) float64 {
	if !c.Before.Scored || !c.After.Scored {
		return 0
	}
	if !c.Has(Repointed) {
		return Hundredths(after.Points - before.Points)
	}
	// Points are rounded, so a difference as small as that rounding is none.
	share, tolerance := 0.0, halfHundredth
	if before.Max > 0 {
		share = before.Points / before.Max
		tolerance += halfHundredth * after.Max / before.Max
	}
	if before.MaxSource == MaxComputed || after.MaxSource == MaxComputed {
		tolerance = max(tolerance, blur(before, after))
	}
	moved, own := after.Points-before.Points, after.Points-share*after.Max
	if math.Abs(own) <= tolerance+1e-9 {
		return 0
	}
	return Hundredths(min(max(own, min(moved, 0)), max(moved, 0)))
}

func ownEffect(c Change, maxAfter float64) float64 {
	switch {
	case c.OwnPoints == 0 || maxAfter <= 0:
		return 0
	case !c.Has(Repointed):
		return c.Effect
	}
	return settle(c.OwnPoints / maxAfter * 100)
}

// repointed says whether Microsoft changed the maximum.
func repointed(before, after *Control) bool {
	if !before.MaxKnown() || !after.MaxKnown() {
		return false
	}
	tolerance := halfHundredth
	if before.MaxSource == MaxComputed || after.MaxSource == MaxComputed {
		tolerance = blur(before, after)
	}
	return math.Abs(after.Max-before.Max) >= tolerance
}

// blur is how many points a maximum can be off that was computed from a rounded
// percentage: 2 % of it, and at least 0.1.
func blur(before, after *Control) float64 { return max(0.1, 0.02*max(before.Max, after.Max)) }

// settle turns the error of floating point, and minus zero, into zero.
func settle(x float64) float64 {
	if math.Abs(x) < 1e-9 {
		return 0
	}
	return x
}
