// Package health is the form in which parts of the program report whether they
// work: what was checked, the outcome, and how to fix it.
//
// It is for securescore doctor. It checks nothing itself and cannot fail.
package health

// State is the outcome of a check.
type State string

// The states.
const (
	OK      State = "ok"
	Warning State = "warning" // it works, or may work, and somebody should know
	Failed  State = "failed"
)

// Finding is the outcome of one check.
type Finding struct {
	Check   string `json:"check"`         // what was checked: store, Microsoft Graph, slack #security: scopes
	State   State  `json:"state"`         // ok, warning or failed
	Message string `json:"message"`       // the outcome, a sentence without its full stop
	Fix     string `json:"fix,omitempty"` // what to do; absent where there is nothing to do
	Brief   string `json:"-"`             // the message where a line has to be enough; empty for the message
}

// Pass is the finding that something works.
func Pass(check, message string) Finding {
	return Finding{Check: check, State: OK, Message: message}
}

// Warn is the finding that something may not work as expected.
func Warn(check, message, fix string) Finding {
	return Finding{Check: check, State: Warning, Message: message, Fix: fix}
}

// Fail is the finding that something does not work.
func Fail(check, message, fix string) Finding {
	return Finding{Check: check, State: Failed, Message: message, Fix: fix}
}
