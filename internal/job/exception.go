package job

import (
	"slices"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// DecisionResult is who set the status of an action, as Microsoft has it.
type DecisionResult struct {
	By         string `json:"by,omitempty"`         // the person who set it
	AssignedTo string `json:"assignedTo,omitempty"` // the person it is assigned to
	At         string `json:"at,omitempty"`         // when it was set, RFC 3339
	Comment    string `json:"comment,omitempty"`    // the comment of that person
}

// DecisionOf is who set the status of an action; nil where nothing is known.
func DecisionOf(c score.Control) *DecisionResult {
	d := DecisionResult{By: c.StateBy, AssignedTo: c.StateAssigned, Comment: c.StateComment}
	if !c.StateAt.IsZero() {
		d.At = c.StateAt.UTC().Format("2006-01-02T15:04:05Z")
	}
	if d == (DecisionResult{}) {
		return nil
	}
	return &d
}

// decided is who changed the status of an action; nil for another change.
func decided(c score.Change) *DecisionResult {
	if !c.StatusSet() {
		return nil
	}
	return DecisionOf(c.Control)
}

// ExceptionResult is an exception of the configuration, with its action.
type ExceptionResult struct {
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
	Decided *DecisionResult      `json:"decided,omitempty"` // what Microsoft records beside it
}

// ExceptionOf puts an exception into the form of the result.
func ExceptionOf(d score.Decision) *ExceptionResult {
	r := ExceptionResult{
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

// overdue are the exceptions that have ended and whose action is not completed.
func overdue(list []score.Decision) []score.Decision {
	return slices.DeleteFunc(slices.Clone(list), func(d score.Decision) bool {
		return d.State != score.ExceptionOverdue
	})
}

// endings is the notice of exceptions that ended and that a channel was not
// notified of; empty where there are none. Once it is accepted the ledger has
// them too. It forgets none: an action that is completed for some days is then
// overdue again, which is no news.
func endings(l ledger.Ledger, ended []score.Decision) []dueNotice {
	var fresh []score.Decision
	keys := slices.Clone(l.Ended)
	for _, d := range ended {
		if key := endingKey(d); !slices.Contains(l.Ended, key) {
			fresh, keys = append(fresh, d), append(keys, key)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	slices.Sort(keys)
	return []dueNotice{{
		report.Notice{Trouble: report.ExceptionEnded, Ended: fresh}, ledger.Pending{Ended: keys},
	}}
}

// endingKey is the key under which the ledger has that an exception ended. One
// that is extended and ends again has another.
func endingKey(d score.Decision) string { return score.Fold(d.Control) + " " + string(d.Until) }

// checkExceptions reads the exceptions of the configuration against the score.
func (t Tenant) checkExceptions(known collected) (findings []health.Finding) {
	const check = "exceptions"
	if ids := known.snapshot.Strangers(t.Exceptions, known.catalogue); len(ids) > 0 {
		findings = append(findings, health.Warn(check, words.StrangeExceptions(ids), words.FixExceptions))
	}
	late := overdue(known.snapshot.Decisions(t.Exceptions, score.DateOf(known.now)))
	if len(late) > 0 {
		findings = append(findings, health.Warn(check, words.OverdueExceptions(late), words.FixOverdue))
	}
	return findings
}
