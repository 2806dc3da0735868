package score

import "math"

// Split is where the points of a snapshot are. Earned and Declared are
// achieved, Accepted and Open are missing.
type Split struct {
	Known    bool    // false: a thin day, which has no states; the rest is zero
	Earned   float64 // points measured by Microsoft
	Declared float64 // points reported by the organisation, not verified
	Accepted float64 // points left in actions whose risk is accepted
	Open     float64 // points left in all others
}

// Split divides the points of all controls. Earned + Declared is Sum. All four
// together are the sum of the maxima, as long as every maximum is known and no
// control has more points than its maximum. Difference is what a headline has
// beside them.
func (s Snapshot) Split() Split {
	if s.Thin {
		return Split{}
	}
	var earned, declared, accepted, open int64
	for _, c := range s.Controls {
		status := c.Status()
		if status.Declared() {
			declared += cents(c.Points)
		} else {
			earned += cents(c.Points)
		}
		if status == RiskAccepted {
			accepted += cents(c.Left())
		} else {
			open += cents(c.Left())
		}
	}
	return Split{Known: true, Earned: points(earned), Declared: points(declared), Accepted: points(accepted),
		Open: points(open)}
}

// Difference is what the controls do not explain of a headline. It closes the
// division:
//
//	Earned + Declared + Points                             = the headline's score
//	Earned + Declared + Points + Accepted + Open + Missing = its maximum
//
// Both are zero where every maximum is known and the controls add up to the
// headline.
type Difference struct {
	Points  float64 // in the score, but in no control; negative where the controls have more
	Missing float64 // missing in the score, but left in no control; negative where the controls have more left
}

// Difference is what the division does not explain of a headline; zero for a
// division that is not known.
func (p Split) Difference(of Headline) Difference {
	if !p.Known {
		return Difference{}
	}
	score := cents(of.Current)
	return Difference{
		Points:  points(score - cents(p.Earned) - cents(p.Declared)),
		Missing: points(cents(of.Max) - score - cents(p.Accepted) - cents(p.Open)),
	}
}

// cents are hundredths of points, in which all sums are exact.
func cents(p float64) int64 { return int64(math.Round(p * 100)) }

func points(cents int64) float64 { return float64(cents) / 100 }
