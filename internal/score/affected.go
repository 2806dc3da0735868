package score

import (
	"math"
	"strconv"
	"strings"
)

// Tally is the count and the total that Microsoft sends for a control. What the
// count means differs between products: what complies, or what is exposed.
type Tally struct{ Count, Total int }

// mostTally is far above every real tenant's number of users or devices.
const mostTally = 1_000_000_000

// ParseTally reads count and total in plain digits. Ok is false where either is
// none, where the total is 0, and where the count is larger than it: such
// numbers say nothing.
func ParseTally(count, total string) (t Tally, ok bool) {
	counted, okay := parseCount(count)
	all, well := parseCount(total)
	if !okay || !well || all == 0 || counted > all {
		return Tally{}, false
	}
	return Tally{Count: counted, Total: all}, true
}

func parseCount(s string) (int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n <= mostTally
}

// Affected is how many users, devices or other things an action has still to
// reach.
type Affected struct {
	Count, Total int
	Unit         Unit
}

// Unit is what Affected counts.
type Unit string

// The units. Of the other products it is not known what they count.
const (
	Users       Unit = "users"
	Devices     Unit = "devices"
	UnknownUnit Unit = ""
)

// exposing is how the ids of the controls begin whose count is what is exposed.
// That of all others is what complies.
const exposing = "scid_"

// Affected is what is left of the tally; ok is false where that is not certain.
// It is certain where the percentage says the same: 15 of 40 that are exposed
// are 62.5 % achieved.
func (c Control) Affected() (a Affected, ok bool) {
	share := c.share()
	if c.Tally.Total <= 0 || c.Tally.Count < 0 || c.Tally.Count > c.Tally.Total || math.IsNaN(share) {
		return Affected{}, false
	}
	a = Affected{Count: c.Tally.Total - c.Tally.Count, Total: c.Tally.Total, Unit: unitOf(c.Service)}
	if strings.HasPrefix(Fold(c.ID), exposing) {
		a.Count, a.Unit = c.Tally.Count, Devices
	}
	achieved := 100 - percent(float64(a.Count), float64(a.Total))
	return a, math.Abs(achieved-share) <= c.shareError()
}

// share is the percentage that is achieved: as sent, or else that of the
// points; NaN where neither is known.
func (c Control) share() float64 {
	switch {
	case c.Unread:
		return math.NaN()
	case !math.IsNaN(c.Percent):
		return c.Percent
	case c.MaxKnown() && c.Max > 0:
		return percent(c.Points, c.Max)
	}
	return math.NaN()
}

// shareError is how far share may be off: it has two decimals, and Microsoft
// may compute it from points that have two.
func (c Control) shareError() float64 {
	const halfStep = 0.005
	if c.Max <= 0 {
		return 2 * halfStep
	}
	return 2*halfStep + percent(halfStep, c.Max)
}

func unitOf(service string) Unit {
	switch Fold(service) {
	case "azuread", "mdo", "mip":
		return Users
	}
	return UnknownUnit
}
