package hook

import (
	"errors"

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
