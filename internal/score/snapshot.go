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

// Date is a calendar day in UTC as YYYY-MM-DD, so dates compare as strings. The
// zero value is no date.
type Date string

// ParseDate reads YYYY-MM-DD. It refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	if isPlain(s) {
		return Date(s), nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a date like 2026-11-23", s)
	}
	return Date(s), nil
}

// isPlain says whether s is a day that every month has. Most days are, and a
// list of tenants has very many.
func isPlain(s string) bool {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := range len(s) {
		if i != 4 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	month, day := s[5:7], s[8:]
	return "01" <= month && month <= "12" && "01" <= day && day <= "28"
}

// DateOf is the UTC day of t.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// Time is midnight UTC at the start of the day. It is the zero time for no
// date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays is the day n days later, earlier where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Snapshot is one tenant's secure score on one day.
type Snapshot struct {
	TenantID        string // as Microsoft Graph names it
	Date            Date
	Current         float64 // points, Microsoft's headline
	Max             float64 // points, the maximum of the scored controls
	ActiveUsers     int
	EnabledServices []string     // hints at licences, such as HasAADP1
	Averages        []Average    // of other organisations, one for each basis
	Controls        []Control    // sorted by folded id, each id once
	Thin            bool         // from Microsoft's 90 days of history: without states and times of measurement
	Extra           Undocumented // properties that this version does not know
}

// Undocumented holds properties as Microsoft sent them, so that the store keeps
// new ones before this program knows them.
type Undocumented map[string]json.RawMessage

// Control is one scored control with what its profile in the catalogue says.
// People know it as a recommended action.
type Control struct {
	ID       string // Microsoft's controlName
	Title    string // the id where there is no profile
	Category string
	Service  string  // Microsoft's code; ProductName has the name for people
	Points   float64 // achieved
	Percent  float64 // scoreInPercentage as sent, 0 to 100; NaN where it was not sent
	Unread   bool    // Microsoft sent no score: Points are 0 and mean nothing; see Snapshot.CarryOver

	Max       float64   // points; 0 where MaxSource is MaxUnknown
	MaxSource MaxSource // where Max is from

	State         string    // the newest declared state as sent; empty without a profile and on a thin day
	StateBy       string    // the person who declared it
	StateAt       time.Time // zero where Microsoft does not say
	StateComment  string
	StateAssigned string    // the person it is assigned to
	LastSynced    time.Time // when Microsoft last measured it; zero where Microsoft does not say
	Tally         Tally     // zero where Microsoft sends none that can be read; see Affected

	// Excepted says that an exception of the configuration is current, so the
	// action is not recommended. It is not stored: Snapshot.Except sets it.
	Excepted bool

	// ImplementationStatus is Microsoft's sentence about the control. It is
	// sensitive: it can hold names of policies and numbers of users.
	ImplementationStatus string

	// Description is why the control matters, as HTML that must be cleaned
	// before it is shown. Microsoft sends it for the newest day only. It is not
	// stored.
	Description string

	HasProfile bool // false: the catalogue does not describe this control
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

// MaxSource is where the maximum of a control is from.
type MaxSource string

// The sources of a maximum.
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
	MaxUnusable       bool    // Microsoft sent no maximum, or an impossible one; Max is 0
	Deprecated        bool
	Rank              int
	Cost              Level
	UserImpact        Level
	Tier              string
	ActionType        string
	Threats           []string
	ActionURL         string // http(s) or empty
	Remediation       string // HTML as sent; it must be cleaned before it is shown
	RemediationImpact string // likewise
	State             string
	StateBy           string
	StateAt           time.Time
	StateComment      string
	StateAssigned     string
}

// Average is the average score of other organisations.
type Average struct {
	Basis      string  // BasisAllTenants, BasisSimilar, or another that Microsoft sends
	Percent    float64 // NaN where Microsoft sends none or -1
	SeatsFrom  int     // with BasisSimilar the range of seats; 0 where Microsoft does not say
	SeatsTo    int
	Categories []CategoryAverage // sorted by category
}

// CategoryAverage is the average in one category, in points.
type CategoryAverage struct {
	Category string // Identity, Apps, Data, Device, Infrastructure
	Points   float64
	Max      float64
}

// Percent is the share that was achieved, 0 to 100. It is 0 without a maximum.
func (s Snapshot) Percent() float64 { return percent(s.Current, s.Max) }

// Sum is the points of all controls together, to two decimals. In a complete
// answer of Microsoft Graph it equals Current.
func (s Snapshot) Sum() float64 {
	var sum float64
	for _, c := range s.Controls {
		sum += c.Points
	}
	return Hundredths(sum)
}

// MismatchShare is how far Sum is from Current, as a share of the larger one:
// 0.02 is two percent. It is 0 where both are 0.
func (s Snapshot) MismatchShare() float64 { return mismatch(s.Sum(), s.Current) }

// WithoutProfile lists the ids of the controls that the catalogue does not
// describe, in the order of Controls.
func (s Snapshot) WithoutProfile() []string {
	var ids []string
	for _, c := range s.Controls {
		if !c.HasProfile {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// AverageBy is the average with a basis, and whether there is one.
func (s Snapshot) AverageBy(basis string) (Average, bool) {
	for _, a := range s.Averages {
		if strings.EqualFold(a.Basis, basis) {
			return a, true
		}
	}
	return Average{}, false
}

// Known says whether Microsoft sent the average.
func (a Average) Known() bool { return !math.IsNaN(a.Percent) }

// MaxKnown says whether the maximum of the control is known.
func (c Control) MaxKnown() bool { return c.MaxSource != MaxUnknown }

// Left is the points that are still to gain, 0 where the maximum or the points
// are unknown.
func (c Control) Left() float64 {
	if !c.MaxKnown() || c.Unread {
		return 0
	}
	return max(0, Hundredths(c.Max-c.Points))
}

// Normalize sorts the controls by folded id. Where two have the same id it
// keeps the first, and returns the ids of the others.
func (s *Snapshot) Normalize() (dropped []string) {
	if normal(s.Controls) {
		return nil
	}
	places := make([]place, len(s.Controls))
	for i := range s.Controls {
		places[i] = place{Fold(s.Controls[i].ID), i}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.at, b.at)) })
	for i := range places {
		at := places[i].at
		for at < i { // it was moved when that place was filled
			at = places[at].at
		}
		s.Controls[i], s.Controls[at] = s.Controls[at], s.Controls[i]
	}
	kept := s.Controls[:0]
	for i, c := range s.Controls {
		if i > 0 && places[i-1].id == places[i].id {
			dropped = append(dropped, c.ID)
			continue
		}
		kept = append(kept, c)
	}
	s.Controls = kept
	return dropped
}

// normal says whether the controls are sorted by folded id, each id once.
func normal(controls []Control) bool {
	for i := 1; i < len(controls); i++ {
		if compareFolded(controls[i-1].ID, controls[i].ID) >= 0 {
			return false
		}
	}
	return true
}

// place is where a control is in the list. Places are smaller than controls, so
// they are quicker to sort.
type place struct {
	id string // folded
	at int
}

// Fold is the form of an id, a state or a category in which two of them
// compare. Microsoft's ids are unique without regard to case.
func Fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// compareFolded compares the folded forms of two texts. For most ids it does so
// without making them.
func compareFolded(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if !graphic(a[i]) || !graphic(b[i]) {
			return cmp.Compare(Fold(a), Fold(b))
		}
		if order := cmp.Compare(lower(a[i]), lower(b[i])); order != 0 {
			return order
		}
	}
	if rest := a[n:] + b[n:]; rest != "" && !graphic(rest[0]) { // Fold may cut it off
		return cmp.Compare(Fold(a), Fold(b))
	}
	return cmp.Compare(len(a), len(b))
}

// graphic says whether a byte is a character of ASCII that can be seen.
func graphic(c byte) bool { return c > ' ' && c <= '~' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// Hundredths rounds to two decimals, as Microsoft does with points. Halves are
// rounded away from zero, and the result is never minus zero.
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
