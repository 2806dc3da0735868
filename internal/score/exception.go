package score

import (
	"cmp"
	"slices"
)

// Exception is what the organisation decided to live with, beside the status
// that Microsoft records. It changes no points.
type Exception struct {
	Control string // Microsoft's id, in any case of letters
	Reason  string
	Owner   string // may be empty, as the next two
	Ticket  string
	Until   Date // the last day
}

// ExceptionState is how an exception stands on a day.
type ExceptionState string

// The states, by the words of JSON output.
const (
	ExceptionCurrent   ExceptionState = "current"
	ExceptionOverdue   ExceptionState = "overdue"   // it has ended, and the action is not completed
	ExceptionNeedless  ExceptionState = "notNeeded" // the action is completed
	ExceptionNotScored ExceptionState = "notScored" // the action is not in the score
)

// ExceptionStates are all states in the order in which people read them.
func ExceptionStates() []ExceptionState {
	return []ExceptionState{ExceptionOverdue, ExceptionCurrent, ExceptionNeedless, ExceptionNotScored}
}

// Ended says whether the last day is over on a day in UTC.
func (e Exception) Ended(today Date) bool { return e.Until != "" && e.Until < today }

// On is how the exception stands on a day, when its action is as it is here.
func (e Exception) On(today Date, c Control) ExceptionState {
	switch {
	case c.Status() == Completed:
		return ExceptionNeedless
	case e.Ended(today):
		return ExceptionOverdue
	}
	return ExceptionCurrent
}

// Decision is an exception with its action and how it stands.
type Decision struct {
	Exception
	State  ExceptionState
	Action Control // zero where it is not in the score
}

// Decisions are the exceptions on a day: overdue ones first, then those that
// end soonest, then by folded id. Of two for one action the later in the list
// counts.
func (s Snapshot) Decisions(list []Exception, today Date) []Decision {
	if len(list) == 0 {
		return nil
	}
	at := make(map[string]Exception, len(list))
	for _, e := range list {
		at[Fold(e.Control)] = e
	}
	decisions := make([]Decision, 0, len(at))
	for _, c := range s.Controls {
		if e, found := at[Fold(c.ID)]; found {
			decisions = append(decisions, Decision{Exception: e, State: e.On(today, c), Action: c})
			delete(at, Fold(c.ID))
		}
	}
	for _, e := range at {
		decisions = append(decisions, Decision{Exception: e, State: ExceptionNotScored})
	}
	states := ExceptionStates()
	slices.SortFunc(decisions, func(a, b Decision) int {
		return cmp.Or(
			cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)),
			cmp.Compare(a.Until.orLast(), b.Until.orLast()),
			cmp.Compare(Fold(a.Control), Fold(b.Control)),
		)
	})
	return decisions
}

// orLast is the day, or where there is none one after all others.
func (d Date) orLast() Date { return cmp.Or(d, "9999-12-31") }

// Except is the snapshot in which the actions with a current exception are not
// recommended (Control.Excepted). What Microsoft sent stays as it is.
func (s Snapshot) Except(list []Exception, today Date) Snapshot {
	excepted := make(map[string]bool, len(list))
	for _, e := range list {
		excepted[Fold(e.Control)] = !e.Ended(today)
	}
	copied := false
	for i, c := range s.Controls {
		if excepted[Fold(c.ID)] == c.Excepted {
			continue
		}
		if !copied {
			s.Controls, copied = slices.Clone(s.Controls), true
		}
		s.Controls[i].Excepted = !c.Excepted
	}
	return s
}

// Strangers are the ids of exceptions that neither the score nor the catalogue
// has, in the order of the list. Without a catalogue nothing is known of them.
func (s Snapshot) Strangers(list []Exception, catalogue []Profile) []string {
	if len(list) == 0 || len(catalogue) == 0 {
		return nil
	}
	known := make(map[string]bool, len(catalogue)+len(s.Controls))
	for _, c := range s.Controls {
		known[Fold(c.ID)] = true
	}
	for _, p := range catalogue {
		known[Fold(p.ID)] = true
	}
	var strangers []string
	for _, e := range list {
		if !known[Fold(e.Control)] {
			strangers = append(strangers, e.Control)
		}
	}
	return strangers
}
