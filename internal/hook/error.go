package hook

import (
	"errors"
	"fmt"

	"secure-score-reporter/internal/health"
)

// Error is what a channel says of a message that was not accepted. It never has
// the address.
type Error struct {
	Step  string // what was being done: posting to Teams
	Err   error  // what happened
	Fix   string // what to do about it; may be empty
	Later bool   // whether a later try may succeed with nothing changed
}

// Unread is the error of a setting, such as webhook.url, that is a reference
// which cannot be read. An outage of where it leads is over later; its error
// says what to do.
func Unread(step, setting string, err error) error {
	unread := &Error{Step: step, Err: fmt.Errorf("reading %s: %w", setting, err)}
	var says interface{ Temporary() bool }
	if unread.Later = errors.As(err, &says) && says.Temporary(); !unread.Later {
		unread.Fix = "set it, or change " + setting + " in the configuration"
	}
	return unread
}

func (e *Error) Error() string {
	text := e.Step + ": " + e.Err.Error()
	if e.Fix != "" {
		text += ": " + e.Fix
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether a later try may succeed with nothing changed.
func (e *Error) Temporary() bool { return e.Later }

// Finding is an error as a finding of the doctor.
func Finding(about string, err error) health.Finding {
	var known *Error
	if errors.As(err, &known) {
		return health.Fail(about, known.Err.Error(), known.Fix)
	}
	return health.Fail(about, err.Error(), "")
}
