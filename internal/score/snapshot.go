package score

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Date is a UTC calendar day as YYYY-MM-DD, so that dates order as strings do.
// The zero value is no date.
type Date string

// ParseDate reads YYYY-MM-DD, and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a date like 2026-11-23", s)
	}
	return Date(s), nil
}

// DateOf is the UTC day of t.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// Time is midnight UTC at the start of the day; the zero time for no date.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays is the day n days later, or earlier where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Snapshot is one tenant's secure score on one day.
type Snapshot struct {
	TenantID        string // as Microsoft Graph names it
	Date            Date
	Current         float64 // points, Microsoft's headline
	Max             float64 // points that can be had, of the scored controls
	ActiveUsers     int
	EnabledServices []string     // hints about licences, such as HasAADP1
	Averages        []Average    // other tenants, by basis
	Controls        []Control    // sorted by folded id, no id twice
	Thin            bool         // a day of Microsoft's history: scores only, no states, no sync times
	Extra           Undocumented // properties that this version does not know
}

// Undocumented holds properties as they came, so that nothing that Microsoft
// adds is lost before we understand it.
type Undocumented map[string]json.RawMessage

// Control is one scored control together with what its profile says of it.
type Control struct {
	ID       string // Microsoft's controlName, as first seen
	Title    string // the id where there is no profile
	Category string
	Service  string  // Microsoft's code; ProductName has the name for people
	Points   float64 // achieved
	Percent  float64 // scoreInPercentage as sent; NaN where it was not sent

	// Max is the points that the control can give. MaxSource says where it is
	// from; where it is MaxUnknown, Max is 0 and means nothing.
	Max       float64
	MaxSource MaxSource

	State        string    // the newest declared state as Microsoft sent it, "" without a profile or on a thin day
	StateBy      string    // who declared it
	StateAt      time.Time // when; zero if not said
	StateComment string
	LastSynced   time.Time // zero if not said

	// ImplementationStatus is Microsoft's sentence about the control. It can
	// hold policy names and user counts: sensitive.
	ImplementationStatus string

	// Description is why the control matters, as HTML that is hostile until cleaned.
	// Microsoft sends it of the newest day only; it is not stored.
	Description string

	HasProfile bool // false: the catalogue did not describe this control
	Deprecated bool
	Rank       int // Microsoft's own, 1 is first; 0 is none
	Cost       Level
	UserImpact Level
	Tier       string
	ActionType string
	Threats    []string
	ActionURL  string // http(s) or empty

	Extra Undocumented
}

// MaxSource says where a control's maximum was taken from.
type MaxSource string

// Where a maximum may be from.
const (
	MaxUnknown   MaxSource = ""        // no profile and no percentage to compute it from
	MaxOfProfile MaxSource = "profile" // the catalogue's maxScore
	MaxComputed  MaxSource = "percent" // score * 100 / scoreInPercentage
)

// Profile is one entry of Microsoft's catalogue of controls, licensed or not.
type Profile struct {
	ID                string
	Title             string
	Category          string
	Service           string
	Max               float64 // points
	Deprecated        bool
	Rank              int
	Cost              Level
	UserImpact        Level
	Tier              string
	ActionType        string
	Threats           []string
	ActionURL         string // http(s) or empty
	Remediation       string // HTML as sent: hostile until cleaned
	RemediationImpact string // likewise
	State             string
	StateBy           string
	StateAt           time.Time
	StateComment      string
	Extra             Undocumented
}

// Average is what other tenants reach.
type Average struct {
	Basis      string  // AllTenants, TotalSeats, earlier IndustryTypes
	Percent    float64 // NaN where Microsoft sends none or -1
	SeatsFrom  int     // TotalSeats only: the range of seats; 0 if not said
	SeatsTo    int
	Categories []CategoryAverage // sorted by category
}

// CategoryAverage is the average in one category, in points.
type CategoryAverage struct {
	Category string // Identity, Apps, Data, Device, Infrastructure
	Points   float64
	Max      float64
}

// Percent is the share that was achieved, 0 to 100; 0 where nothing can be.
func (s Snapshot) Percent() float64 { return percent(s.Current, s.Max) }

// Sum is the points of all controls together. On an untouched answer it equals
// Current to two decimals.
func (s Snapshot) Sum() float64 {
	var sum float64
	for _, c := range s.Controls {
		sum += c.Points
	}
	return Hundredths(sum)
}

// MismatchShare is how far the controls' sum is from the headline, as a share
// of the larger of both: 0.02 is two percent. Without controls or headline to
// compare it is 0 if both are 0 and 1 otherwise.
func (s Snapshot) MismatchShare() float64 {
	sum, largest := s.Sum(), math.Max(math.Abs(s.Sum()), math.Abs(s.Current))
	if largest == 0 {
		return 0
	}
	return math.Abs(sum-s.Current) / largest
}

// WithoutProfile lists the ids of the controls that the catalogue did not
// describe, in order.
func (s Snapshot) WithoutProfile() []string {
	var ids []string
	for _, c := range s.Controls {
		if !c.HasProfile {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// AverageBy finds the average of a basis, whatever its place in the list.
func (s Snapshot) AverageBy(basis string) (Average, bool) {
	for _, a := range s.Averages {
		if strings.EqualFold(a.Basis, basis) {
			return a, true
		}
	}
	return Average{}, false
}

// Known tells whether the average is a number rather than "n/a".
func (a Average) Known() bool { return !math.IsNaN(a.Percent) }

// MaxKnown tells whether the control's maximum is known.
func (c Control) MaxKnown() bool { return c.MaxSource != MaxUnknown }

// Left is the points still to gain; 0 where the maximum is unknown.
func (c Control) Left() float64 {
	if !c.MaxKnown() {
		return 0
	}
	return max(0, Hundredths(c.Max-c.Points))
}

// Normalize sorts the controls by folded id and keeps the first of two with the
// same id; it reports the ids of those it dropped.
func (s *Snapshot) Normalize() (dropped []string) {
	slices.SortStableFunc(s.Controls, func(a, b Control) int { return cmp.Compare(Fold(a.ID), Fold(b.ID)) })
	kept := s.Controls[:0]
	for _, c := range s.Controls {
		if n := len(kept); n > 0 && Fold(kept[n-1].ID) == Fold(c.ID) {
			dropped = append(dropped, c.ID)
			continue
		}
		kept = append(kept, c)
	}
	s.Controls = kept
	return dropped
}

// Fold brings an id, a state or a category into the form in which it compares:
// Microsoft's ids are unique ignoring case.
func Fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Hundredths rounds to two decimals, as Microsoft does with points; half away
// from zero, never minus zero.
func Hundredths(x float64) float64 {
	r := math.Round(x*100) / 100
	if r == 0 {
		return 0
	}
	return r
}

func percent(points, maximum float64) float64 {
	if maximum <= 0 {
		return 0
	}
	return points / maximum * 100
}
