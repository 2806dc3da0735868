// Package invocation handles the invocations of the reporter function, without
// Lambda's wiring: it tells the triggers apart, runs the job and decides what
// Lambda gets back.
//
// The triggers are the event itself (a manual invoke), an attempt at one by
// the schedules' state machine, a batch of SQS messages that each hold an
// event, and a slash command from the other function, whose answer goes to
// Slack. A user is believed only in the last, and only where the other function
// sealed it.
//
// A command is judged in this order: is it sealed; can the configuration be
// read; does it ask for the help, which everybody may read; may this user ask,
// here; is the question right. Whatever goes wrong, nothing is answered but why
// the command is refused, and until it is known that the user may ask, not even
// that. A question that is right is answered twice: at once that the score is
// being read, and with the result.
//
// What a person invokes fails only where a retry of Lambda's can help: the
// answer has the rest. A wrong event, a wrong configuration and a refused
// sign-in are in the answer, in the log and in the metrics instead.
//
// Nobody reads the answer to an attempt or a message. Both are done only where
// everything was done. Else the attempt fails, and the state machine tries
// again for eight hours. A message goes back to its queue and is tried as long;
// then it is sent to the dead letters with the cause. One that is no event is
// sent there at once.
package invocation

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/slashcommand"
)

// Handler handles invocations, one at a time, as Lambda does in one process.
// All fields are needed.
type Handler struct {
	// Job reads the configuration and makes a job of it. It is called again when
	// the job is some minutes old, and after a run that failed. Where another try
	// is of no use its error has a method Temporary that returns false.
	Job func(ctx context.Context) (*job.Job, error)
	// Forget makes the next run fetch secrets again. It is called after a
	// run that failed and when the job is old, because a secret may have been
	// renewed.
	Forget func()
	// SigningSecret is as in secrets.Rotating.Accepts: it says whether a
	// message fits Slack's signing secret.
	SigningSecret func(ctx context.Context, fits func(secret string) bool) (bool, error)
	// Reply answers a slash command.
	Reply func(ctx context.Context, to slashcommand.Request, text string) error
	Queue Queue
	// Mask masks secrets in a cause that goes to the dead letters.
	Mask    func(text string) string
	Metrics metrics.Writer
	Now     func() time.Time
	Log     *slog.Logger

	job      *job.Job
	read     time.Time // when the job was made
	commands slashcommand.Seen
}

// Answer is the result that docs/reference/result.md describes, with the reason
// why a run did not start.
type Answer struct {
	job.Result
	Problem string `json:"problem,omitempty"`

	failure    error // why not everything was done; nil where it was
	retryHelps bool  // with nothing changed
}

// retry is the failure where a retry of Lambda's can help.
func (a Answer) retry() (Answer, error) {
	if a.retryHelps {
		return a, a.failure
	}
	return a, nil
}

// Handle is the handler for Lambda. The answer is an Answer, for an attempt how
// many tenants were served, or for a batch the messages that failed.
func (h *Handler) Handle(ctx context.Context, payload json.RawMessage) (any, error) {
	ctx, cancel := withMargin(ctx)
	defer cancel()
	id := requestID(ctx)
	log := h.Log.With("requestId", id)
	// A payload that is no object is no batch and no command. The event's own
	// parser says what is wrong with it.
	var trigger struct{ Records, SlashCommand json.RawMessage }
	_ = json.Unmarshal(payload, &trigger)
	if trigger.SlashCommand != nil {
		return answerOf(h.sealed(ctx, log, trigger.SlashCommand))
	}
	if trigger.Records != nil {
		list, err := messages(trigger.Records)
		if err != nil {
			return h.notStarted(log, err), nil
		}
		return h.batch(ctx, log, list), nil
	}
	if a := dispatch.ParseAttempt(payload); a != nil {
		return h.attempt(ctx, log, id, a)
	}
	return answerOf(h.run(ctx, log, id, payload).retry())
}

// attempted is the answer to an attempt. It and the error are short, because a
// state machine takes no more than 256 KiB and does not try again after more.
type attempted struct {
	Tenants int `json:"tenants"`
}

// attempt runs an event for the schedules' state machine.
func (h *Handler) attempt(ctx context.Context, log *slog.Logger, id string, a *dispatch.Attempt) (any, error) {
	if e, err := event.Parse(a.Event); err == nil && e.Doctor != nil {
		return nil, h.notStarted(log, unread()).failure
	}
	answer := h.run(ctx, log, cmp.Or(a.ID, id), a.Event)
	if err := answer.failure; err != nil {
		return nil, shortError{plaintext.Clip(err.Error(), maxCause), err}
	}
	return attempted{len(answer.Tenants)}, nil
}

// unread is the problem of an event that is only for its answer, where the
// answer is not read.
func unread() error {
	var problems event.ProblemsError
	problems.Add("doctor", "invoke the function with it: a schedule or a queue does not read the answer")
	return problems
}

// shortError is an error of which only the beginning is shown.
type shortError struct {
	text string
	error
}

func (e shortError) Error() string { return e.text }
func (e shortError) Unwrap() error { return e.error }

// answerOf makes any answer of one kind.
func answerOf(a Answer, err error) (any, error) { return a, err }

// margin is the part of an invocation's time that is kept for an orderly end.
// Lambda ends the process when the time is over, and then the log does not say
// how far the run came.
const margin = 3 * time.Second

// withMargin ends the context before Lambda ends the process.
func withMargin(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	kept := min(margin, time.Until(deadline)/4)
	return context.WithDeadlineCause(ctx, deadline.Add(-kept), errors.New("the function's time is nearly up"))
}

// requestID is Lambda's. It stays the same when Lambda retries an invocation.
func requestID(ctx context.Context) string {
	if lc, ok := lambdacontext.FromContext(ctx); ok && lc.AwsRequestID != "" {
		return lc.AwsRequestID
	}
	return "unknown"
}
