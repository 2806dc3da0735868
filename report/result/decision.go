package result

import (
	"secure-score-reporter/internal/score"
)

// Decision is who set the status of an action, as Microsoft has it.
type Decision struct {
	By         string `json:"by,omitempty"`         // the person who set it
	AssignedTo string `json:"assignedTo,omitempty"` // the person it is assigned to
	At         string `json:"at,omitempty"`         // when it was set, RFC 3339
	Comment    string `json:"comment,omitempty"`    // the comment of that person
}

// DecisionOf is who set the status of an action; nil where nothing is known.
func DecisionOf(c score.Control) *Decision {
	d := Decision{By: c.StateBy, AssignedTo: c.StateAssigned, Comment: c.StateComment}
	if !c.StateAt.IsZero() {
		d.At = c.StateAt.UTC().Format("2006-01-02T15:04:05Z")
	}
	if d == (Decision{}) {
		return nil
	}
	return &d
}

// decided is who changed the status of an action; nil for another change.
func decided(c score.Change) *Decision {
	if !c.StatusSet() {
		return nil
	}
	return DecisionOf(c.Control)
}

// Exception is an exception of the configuration, with its action.
type Exception struct {
	Control string     `json:"control"`          // Microsoft's id of the action, as in the configuration
	Title   string     `json:"title"`            // Microsoft's title of the action; empty where it is not known
	Reason  string     `json:"reason"`           // why the organisation lives with it
	Owner   string     `json:"owner,omitempty"`  // who is responsible
	Ticket  string     `json:"ticket,omitempty"` // where it was decided
	Until   score.Date `json:"until,omitempty"`  // the last day; absent where it has no end
	// Current, overdue (it has ended and the action is not completed), notNeeded
	// (the action is completed) or notScored (the action is not in the score).
	State   score.ExceptionState `json:"state"`
	Status  score.Status         `json:"status,omitempty"`  // Microsoft's; absent where the action is not scored
	Points  *float64             `json:"points"`            // points achieved; null where the action is not scored
	Max     *float64             `json:"max"`               // points that can be achieved; null where that is not known
	Decided *Decision            `json:"decided,omitempty"` // what Microsoft records beside it
}

// ExceptionOf puts an exception into the form of the result.
func ExceptionOf(d score.Decision) *Exception {
	r := Exception{
		Control: d.Control, Title: d.Action.Title, Reason: d.Reason, Owner: d.Owner, Ticket: d.Ticket,
		Until: d.Until, State: d.State, Decided: DecisionOf(d.Action),
	}
	if d.State == score.ExceptionNotScored {
		return &r
	}
	points, most := d.Action.Points, d.Action.Max
	r.Status, r.Points = d.Action.Status(), &points
	if d.Action.MaxKnown() {
		r.Max = &most
	}
	return &r
}
