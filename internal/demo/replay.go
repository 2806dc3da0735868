package demo

import (
	"slices"
	"strings"
	"time"
)

// standing is the state of a control on one day.
type standing struct {
	scored    bool
	done, max int
	state     string
}

// day is one day of the history. Its standings have the order of
// tables.controls.
type day struct {
	date      string
	standings []standing
}

// replay applies the history up to now and returns the days that Graph serves,
// oldest first.
func (t *tables) replay(now time.Time) []day {
	state := make([]standing, len(t.controls))
	for i, c := range t.controls {
		_, absent := c.quirks["absent"]
		state[i] = standing{scored: !absent, done: c.done, max: c.max, state: "Default"}
	}
	var days []day
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	next := 0
	for date := today.AddDate(0, 0, 1-daysKept); !date.After(today); date = date.AddDate(0, 0, 1) {
		name := date.Format(dateLayout)
		for ; next < len(t.history) && t.history[next].day <= name; next++ {
			t.apply(t.history[next], state)
		}
		if !missing[name] {
			days = append(days, day{name, slices.Clone(state)})
		}
	}
	return days
}

// apply applies one event. The state of an action that is not scored changes
// only its profile.
func (t *tables) apply(e event, state []standing) {
	i, ok := t.position[e.id]
	if !ok {
		return
	}
	switch s := &state[i]; e.what {
	case "done":
		s.done = number(e.value)
	case "max":
		s.max = number(e.value)
	case "add":
		s.scored = true
	case "remove":
		s.scored = false
	case "state":
		s.state = e.value
	default:
		panic("demo: unknown event " + e.what)
	}
}

// share is the part of a control that is done, in hundredths of a percent,
// before points are rounded.
func (c *control) share(s standing) int {
	switch {
	case s.state == "Default":
	case strings.EqualFold(s.state, "Ignored"):
		return 0
	case strings.EqualFold(s.state, "ThirdParty"), strings.EqualFold(s.state, "Reviewed"):
		return 100_00 // Microsoft does not verify this
	}
	whole := 0
	switch c.measure {
	case "admins": // a role that too many people have
		if s.done <= c.total {
			whole = 100_00
		}
	case "overlap": // a practice that needs some accounts
		if s.done >= c.total {
			whole = 100_00
		}
	default:
		return divide(s.done*100_00, c.total)
	}
	return whole
}

// points are in hundredths of a point, so that sums are exact.
func (c *control) points(s standing) int {
	share := c.share(s)
	if share == 0 || share == 100_00 {
		return s.max * share / 100
	}
	return divide(s.max*100*s.done, c.total)
}

// percentage is scoreInPercentage, in hundredths of a percent. Microsoft
// computes it for some controls from rounded points (6.67 of 10 is 66.7).
func (c *control) percentage(s standing) int {
	if _, ok := c.quirks["rounded"]; ok {
		return divide(c.points(s)*100, s.max)
	}
	return c.share(s)
}

// divide rounds half up.
func divide(a, b int) int { return (2*a + b) / (2 * b) }

// headline returns the score in hundredths of a point, and the maximum in
// points.
func (t *tables) headline(d day) (current, maximum int) {
	for i, s := range d.standings {
		if s.scored {
			current += t.controls[i].points(s)
			maximum += s.max
		}
	}
	return current, maximum
}

// dayBefore is the day before a date of the tables.
func dayBefore(date string) string {
	on, err := time.Parse(dateLayout, date)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return on.AddDate(0, 0, -1).Format(dateLayout)
}
