package score

// Zone is the part of the scale that a percentage is in.
type Zone string

// The zones, from the best to the worst.
const (
	Good Zone = "good"
	Okay Zone = "okay"
	Bad  Zone = "bad"
)

// Zones are the thresholds in percent: at Good and above the zone is good, at
// Okay and above it is okay, below it is bad.
type Zones struct{ Good, Okay float64 }

// Of is the zone of a percentage. It rounds to two decimals first, because that
// is the number that people see.
func (z Zones) Of(percent float64) Zone {
	switch p := Hundredths(percent); {
	case p >= z.Good:
		return Good
	case p >= z.Okay:
		return Okay
	}
	return Bad
}
