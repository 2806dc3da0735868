package words

import "strconv"

// A number has its unit beside it. Where a column or an axis names the unit,
// the number stands alone.

// Count writes a number with its noun: 1 action, 2 actions. Only what is in
// English alone uses it.
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// InPoints is a number of points with its unit: 1 point, 6.67 points.
func (w Words) InPoints(x float64) string { return w.say("units.points", "points", w.number(x)) }

// PointsMovedBy is a number of points with its sign: +1 point, −3.33 points.
func (w Words) PointsMovedBy(points float64) string {
	return w.say("units.points", "points", w.signed(points))
}

// PointsOf is points of a maximum: 698.17 of 1127.
func (w Words) PointsOf(points, maximum float64) string {
	return w.say("units.pointsOf", "points", w.Points(points), "max", w.Points(maximum))
}

// ScorePoints is PointsOf with the unit: 698.17 of 1127 points, 0.99 of 1
// point.
func (w Words) ScorePoints(points, maximum float64) string {
	return w.say("units.scorePoints", "points", w.Points(points), "max", w.number(maximum))
}

// PP is a difference in percentage points where there is little room: +0.34 pp.
func (w Words) PP(x float64) string { return w.say("units.pp", "change", w.SignedHundredths(x)) }

// InPercentagePoints is a difference with its unit in full.
func (w Words) InPercentagePoints(x float64) string {
	return w.say("units.inPercentagePoints", "change", w.signedHundredths(x))
}

// AboutPP explains the short unit of a difference of two percents.
const AboutPP Text = "units.aboutPP"
