package score

import "math"

// Tenths rounds to one decimal what people read in hundredths. It is never
// minus zero.
func Tenths(x float64) float64 { return settle(math.Round(Hundredths(x)*10) / 10) }

// TenthsHide says whether a move is nothing in tenths, but not in hundredths.
func TenthsHide(move float64) bool { return Tenths(move) == 0 && Hundredths(move) != 0 }

// Overview is the change of an account in tenths of a percentage point, for a
// place that has room for little. Its numbers add up as they are printed: all
// groups and Unattributed to Percent, and so do the shares. Percent is rounded
// by itself: it can be a tenth off the difference of two percents with one
// decimal. Where tenths hide that the score moved at all, it is Exact.
type Overview struct {
	Percent      float64
	Groups       []Group // as ByCause has them
	Unattributed float64
	Shares       Shares
	Exact        bool // every number is in hundredths
}

// Shares are the parts of a change by who made it, in percentage points.
type Shares struct {
	Own       float64 // by what the organisation did, as Microsoft measures it: accepted risks too
	Declared  float64 // by what the organisation reported, or no longer reports; not verified
	Microsoft float64 // by what Microsoft added, removed, or valued otherwise
	Drift     float64 // by drift, and by what no action explains
}

// Overview is the account in tenths. The account has to be rounded.
func (a Account) Overview() Overview {
	o := Overview{Percent: Tenths(a.Percent), Groups: a.ByCause(), Exact: TenthsHide(a.Percent)}
	per := 10.0
	if o.Exact {
		o.Percent, per = Hundredths(a.Percent), 100
	}
	parts := make([]float64, len(o.Groups)+1)
	for i, g := range o.Groups {
		parts[i] = g.Effect
	}
	parts[len(o.Groups)] = a.Unattributed
	rounded := apportion(parts, o.Percent, per)
	for i := range o.Groups {
		o.Groups[i].Effect = rounded[i]
		o.Shares.add(o.Groups[i].Cause, rounded[i])
	}
	o.Unattributed = rounded[len(o.Groups)]
	o.Shares.Drift += o.Unattributed
	o.Shares = Shares{
		Own: Hundredths(o.Shares.Own), Declared: Hundredths(o.Shares.Declared),
		Microsoft: Hundredths(o.Shares.Microsoft), Drift: Hundredths(o.Shares.Drift),
	}
	return o
}

func (s *Shares) add(cause Cause, effect float64) {
	switch cause.By() {
	case ByMicrosoft:
		s.Microsoft += effect
	case ByDeclaration:
		s.Declared += effect
	case ByDrift:
		s.Drift += effect
	default:
		s.Own += effect
	}
}

// Agent is who or what made a change.
type Agent string

// The agents.
const (
	ByOrganisation Agent = "organisation" // measured by Microsoft
	ByDeclaration  Agent = "declaration"  // reported by the organisation, not verified
	ByMicrosoft    Agent = "microsoft"
	ByDrift        Agent = "drift"
)

// By is who made a change of this cause.
func (c Cause) By() Agent {
	switch c {
	case Declaration, Undeclared:
		return ByDeclaration
	case Addition, Retirement, Repointing, Renaming, Moving:
		return ByMicrosoft
	case Drift:
		return ByDrift
	}
	return ByOrganisation
}
