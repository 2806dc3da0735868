package score

import "math"

// Split is where the points of a snapshot lie. Earned and Declared are the points
// that count, Accepted and Open those that are left.
type Split struct {
	Known    bool    // false: a day of Microsoft's history, which has no states, and all else is zero
	Earned   float64 // points by configuration, which Microsoft verifies
	Declared float64 // points by declaration, which nobody verifies
	Accepted float64 // points given up by an accepted risk
	Open     float64 // points left in everything else
}

// Split divides the points of all controls. Earned + Declared is Sum; with
// Accepted and Open it is the sum of the maxima, where every maximum is known and
// no control has more points than its maximum.
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
	return Split{Known: true, Earned: points(earned), Declared: points(declared), Accepted: points(accepted), Open: points(open)}
}

// cents are hundredths of points, in which all sums are exact.
func cents(p float64) int64 { return int64(math.Round(p * 100)) }

func points(cents int64) float64 { return float64(cents) / 100 }
