package score

import (
	"math"
	"strings"
)

// MaxMismatch is how far points and maxima of the controls may be from the
// headline, as a share of the larger one.
const MaxMismatch = 0.02

// maxThinMismatch is MaxMismatch for the maxima of a thin day. Microsoft sends
// no maximum for an old day, so a control with 0 % has today's, and maxima
// change: 1,100 points became 1,127 in 11 weeks.
const maxThinMismatch = 0.1

// Gate is what a day has to fulfil before it is stored, announced, compared
// with, or kept as history. A day of Microsoft's history is judged like today.
type Gate struct {
	TenantID string // the id the tenant is known to have; empty or not an id (a domain): any
	Today    Date   // by the clock, UTC
	Had      bool   // the tenant had controls on an earlier day
}

// Fault is a reason not to believe a day.
type Fault string

// The faults. The first four say that even the headline cannot be used.
const (
	OtherTenant    Fault = "otherTenant"    // the score of another tenant
	Future         Fault = "future"         // more than a day ahead of the clock
	OutOfRange     Fault = "outOfRange"     // less than 0 points, or more than the maximum
	Nothing        Fault = "nothing"        // no controls and no points, where there were some before
	NoControls     Fault = "noControls"     // no controls, where there were some before
	PointsDiffer   Fault = "pointsDiffer"   // the controls' points do not add up to the headline
	MaximumDiffers Fault = "maximumDiffers" // the controls' maxima do not add up to the headline's
)

// OfHeadline says that even the headline of the day cannot be used. With any
// other fault a day of the history keeps its headline, without the controls.
func (f Fault) OfHeadline() bool {
	return f == OtherTenant || f == Future || f == OutOfRange || f == Nothing
}

// Faults lists what is wrong with a day, in the order of the constants. A sound
// day has none.
func (g Gate) Faults(s Snapshot) []Fault {
	var faults []Fault
	if ours, theirs := CanonicalID(g.TenantID), CanonicalID(s.TenantID); ours != "" && theirs != "" && ours != theirs {
		faults = append(faults, OtherTenant)
	}
	if s.Date > g.Today.AddDays(1) {
		faults = append(faults, Future)
	}
	if !inRange(s) {
		faults = append(faults, OutOfRange)
	}
	switch none := len(s.Controls) == 0 && g.Had; {
	case none && (s.Current == 0 || s.Max == 0):
		return append(faults, Nothing)
	case none:
		return append(faults, NoControls)
	}
	if !(s.MismatchShare() <= MaxMismatch) { // not a number is a fault
		faults = append(faults, PointsDiffer)
	}
	if s.maximaDiffer() {
		faults = append(faults, MaximumDiffers)
	}
	return faults
}

func inRange(s Snapshot) bool {
	return s.Current >= -halfHundredth && s.Current <= s.Max+halfHundredth && !math.IsInf(s.Max, 0)
}

// maximaDiffer says whether the maxima of the controls contradict the
// headline's. Where some are unknown, they can be too large only.
func (s Snapshot) maximaDiffer() bool {
	var sum float64
	allKnown := true
	for _, c := range s.Controls {
		sum += c.Max
		allKnown = allKnown && c.MaxKnown()
	}
	most := MaxMismatch
	if s.Thin {
		most = maxThinMismatch
	}
	if sum = Hundredths(sum); !allKnown {
		sum = max(sum, s.Max)
	}
	return !(mismatch(sum, s.Max) <= most)
}

// mismatch is how far two numbers are apart, as a share of the larger one; 0
// where both are 0.
func mismatch(a, b float64) float64 {
	largest := math.Max(math.Abs(a), math.Abs(b))
	if largest == 0 {
		return 0
	}
	return math.Abs(a-b) / largest
}

// IsID says whether a text is the id of a tenant; see CanonicalID.
func IsID(s string) bool { return CanonicalID(s) != "" }

// CanonicalID is the id of a tenant in lower case and with hyphens: a GUID in
// any case, with or without hyphens, braces, or blanks around it. It is empty
// for anything else, such as a domain, or the "NA" that Microsoft sends for a
// broken score.
func CanonicalID(s string) string {
	s = Fold(s)
	if inner, ok := strings.CutPrefix(s, "{"); ok {
		if s, ok = strings.CutSuffix(inner, "}"); !ok {
			return ""
		}
	}
	s = strings.ReplaceAll(s, "-", "")
	if len(s) != 32 || strings.Trim(s, "0123456789abcdef") != "" {
		return ""
	}
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
