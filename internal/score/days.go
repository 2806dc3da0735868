package score

// HistoryDay is what moved the score on one day, since the last day before it
// that has a score.
type HistoryDay struct {
	// Account is rounded: Percent is the difference of the two percents as they
	// are printed, and the effects with Unattributed add up to it. Before.Date
	// is empty on the first day of the history, and then nothing but After is
	// known. Its changes lack the long texts of their actions.
	Account
	// HeadlineOnly says that nothing but the score of the day is known. Its whole
	// move is Unattributed, and the next day has the changes of both.
	HeadlineOnly bool
	// Compared is the day with which the actions are compared. It is before
	// Before.Date where that day is known by its headline only, and empty where
	// nothing is known of the actions.
	Compared Date
}

// Quiet says that nothing moved: neither the score nor an action.
func (d HistoryDay) Quiet() bool {
	return d.Percent == 0 && d.Points == 0 && len(d.Changes) == 0 && d.Unattributed == 0
}

// Missing are the days without a score between the day and the one before it.
func (d HistoryDay) Missing() []Date {
	var missing []Date
	if d.Before.Date == "" {
		return nil
	}
	for day := d.Before.Date.AddDays(1); day < d.After.Date; day = day.AddDays(1) {
		missing = append(missing, day)
	}
	return missing
}

// Drift separates the changes that are no drift from those that are.
func (d HistoryDay) Drift() (moves, drift []Change) {
	for _, c := range d.Changes {
		if c.IsDrift() {
			drift = append(drift, c)
		} else {
			moves = append(moves, c)
		}
	}
	return moves, drift
}

// StatusSet says whether somebody set or withdrew the action's status, so that
// StateBy, StateAt and StateComment of Control are about this change.
func (c Change) StatusSet() bool { return c.Has(StatusChanged) && c.After.Scored }

// Sum is a number of changes that are shown as one.
type Sum struct {
	Changes int
	Points  float64 // that the actions gained or lost
	Effect  float64 // percentage points, of rounded effects
}

// SumOf adds up rounded changes.
func SumOf(changes []Change) Sum {
	s := Sum{Changes: len(changes)}
	for _, c := range changes {
		s.Points += c.After.Points - c.Before.Points
		s.Effect += c.Effect
	}
	s.Points, s.Effect = Hundredths(s.Points), Hundredths(s.Effect)
	return s
}

// History is what moved the score, day by day. Add writes it; the zero value is
// one without days.
type History struct {
	Days []HistoryDay // oldest first
	// Watch is the id of an action whose standing is kept of each day, for
	// Action. It is set before the first day.
	Watch string

	last, whole *indexed // the newest day, and the newest whose actions are known
	watched     []watchedDay
}

// Add adds the next day. The days come in their order. Points that Microsoft
// did not send are those of the day before.
//
// Where only the headline of the day before is known, the actions are compared
// with the newest day before that whose actions are known, so no change is
// lost. The effects count in this day's move, and Unattributed evens them out
// with what the day before could not attribute.
func (h *History) Add(s Snapshot) {
	day := h.indexed(h.carried(s))
	h.Days = append(h.Days, h.day(day))
	h.watch(day)
	h.last = &day
	if !s.HeadlineOnly() {
		h.whole = &day
	}
}

func (h *History) indexed(s Snapshot) indexed {
	if h.whole == nil {
		return s.indexed()
	}
	return s.indexedLike(*h.whole)
}

func (h *History) carried(s Snapshot) Snapshot {
	for _, c := range s.Controls {
		if c.Unread && h.whole != nil {
			s.Controls = append([]Control(nil), s.Controls...)
			s.CarryOver(h.whole.Snapshot)
			break
		}
	}
	return s
}

func (h *History) day(s indexed) HistoryDay {
	d := HistoryDay{HeadlineOnly: s.HeadlineOnly()}
	if h.last == nil {
		d.After = s.Headline()
		return d
	}
	d.Account = diff(*h.last, s)
	if h.whole != nil && !d.HeadlineOnly {
		d.Compared = h.whole.Date
		if h.last.HeadlineOnly() {
			d.bridge(diff(*h.whole, s).Changes)
		}
	}
	d.Account = d.Rounded()
	d.shorten()
	return d
}

// shorten leaves out what a history does not show, and what would keep most of
// each day in memory.
func (d *HistoryDay) shorten() {
	for i := range d.Changes {
		c := &d.Changes[i].Control
		c.Description, c.ImplementationStatus, c.Threats, c.ActionURL, c.Extra = "", "", nil, "", nil
	}
}

// bridge takes over the changes since an earlier day than the account's.
func (d *HistoryDay) bridge(changes []Change) {
	rest := d.Percent
	for _, c := range changes {
		rest -= c.Effect
	}
	d.Changes, d.Unattributed = changes, settle(rest)
}

// Since are the days from first to last, both included.
func (h *History) Since(first, last Date) []HistoryDay {
	var days []HistoryDay
	for _, d := range h.Days {
		if d.After.Date >= first && d.After.Date <= last {
			days = append(days, d)
		}
	}
	return days
}
