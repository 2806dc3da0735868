// Package reporter is the reporter function without Lambda's wiring: it tells
// the doors apart through which an event comes, runs the job, and decides what
// Lambda is told.
//
// Doors are the event itself (a schedule, a manual invoke), a batch of SQS
// messages that hold events, and a slash command that the other function handed
// on, whose answer is posted to Slack.
//
// An invocation fails only where a retry can help. A wrong event, a wrong
// configuration and a refused sign-in are in the answer, in the log and in the
// metrics instead. A message of a queue with a wrong event goes back to the
// queue, which puts it among its dead letters, so that nothing is lost.
package reporter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/slashcommand"
)

// Handler handles invocations, one at a time, as Lambda does in one process. All
// fields are needed.
type Handler struct {
	// Job reads the configuration and makes a job of it. It is asked until it
	// first succeeds; its error says with a method Temporary() bool that returns
	// false where asking again is no use.
	Job func(ctx context.Context) (*job.Job, error)
	// Forget has secrets fetched anew. It is called after a run that failed, as a
	// secret may have been renewed.
	Forget func()
	// Reply answers a slash command.
	Reply   func(ctx context.Context, to slashcommand.Request, text string) error
	Figures metrics.Writer
	Now     func() time.Time
	Log     *slog.Logger

	job *job.Job
}

// margin is what is kept of an invocation's time for ending it in order: Lambda
// kills what runs over, and then nobody learns how far it came.
const margin = 3 * time.Second

// Handle is the handler for Lambda. The answer is the contract's result, or for
// a batch the messages that failed.
func (h *Handler) Handle(ctx context.Context, payload json.RawMessage) (any, error) {
	ctx, cancel := inTime(ctx)
	defer cancel()
	id := requestID(ctx)
	log := h.Log.With("requestId", id)
	var door struct {
		Records      []message
		SlashCommand *slashcommand.Request `json:"slashCommand"`
		Event        json.RawMessage       `json:"event"`
	}
	// What cannot be read this way is no batch and no command; the event's own
	// parser says what is wrong with it.
	_ = json.Unmarshal(payload, &door)
	switch {
	case len(door.Records) > 0:
		return h.batch(ctx, log, door.Records), nil
	case door.SlashCommand != nil:
		return h.command(ctx, log, id, *door.SlashCommand, door.Event)
	}
	answer, retry := h.run(ctx, log, id, payload)
	return answer, retry
}

// Answer is the contract's result, with what kept a run from starting at all.
type Answer struct {
	job.Result
	Problem string `json:"problem,omitempty"`

	wrongEvent bool
}

// run does one event. The error is for Lambda: there is one where a retry can
// help.
func (h *Handler) run(ctx context.Context, log *slog.Logger, id string, payload []byte) (answer Answer, retry error) {
	answer.Tenants = []job.TenantResult{}
	j, e, err := h.prepare(ctx, log, payload)
	if err != nil {
		log.Error("the run did not start", "error", err.Error())
		h.figures(log, h.Figures.WriteFailed(h.Now()))
		var wrong event.ProblemsError
		answer.Problem, answer.wrongEvent = err.Error(), errors.As(err, &wrong)
		if !answer.wrongEvent && job.Temporary(err) {
			retry = err
		}
		return answer, retry
	}
	answer.Result = h.do(ctx, log, j, e, id)
	if answer.Retryable() {
		return answer, errors.New(failures(answer.Result))
	}
	return answer, nil
}

// do runs the job, with all that belongs to a run around it.
func (h *Handler) do(ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, id string) job.Result {
	result := j.Run(ctx, e, id)
	h.figures(log, h.Figures.Write(h.Now(), e, result))
	if result.Failed > 0 {
		h.Forget()
	}
	log.Info("run ended", "tenants", len(result.Tenants), "failed", result.Failed, "scheduledAt", e.ScheduledAt)
	return result
}

func (h *Handler) prepare(ctx context.Context, log *slog.Logger, payload []byte) (*job.Job, event.Event, error) {
	e, err := event.Parse(payload)
	if err != nil {
		return nil, e, err
	}
	made, err := h.made(ctx)
	if err != nil {
		return nil, e, err
	}
	j := *made
	j.Log = log
	return &j, e, j.Check(e)
}

// made is the job, made once for all invocations of this process.
func (h *Handler) made(ctx context.Context) (*job.Job, error) {
	if h.job == nil {
		j, err := h.Job(ctx)
		if err != nil {
			return nil, err
		}
		h.job = j
	}
	return h.job, nil
}

func (h *Handler) figures(log *slog.Logger, err error) {
	if err != nil {
		log.Warn("writing metrics", "error", err.Error())
	}
}

// failures are a run's failures in one line.
func failures(r job.Result) string {
	var list []string
	for _, t := range r.Tenants {
		if t.Error != nil {
			list = append(list, t.Tenant+": "+*t.Error)
		}
		for _, d := range t.Deliveries {
			if d.Status == job.Failed && d.Error != "" {
				list = append(list, t.Tenant+": "+d.Channel+": "+d.Error)
			}
		}
	}
	return fmt.Sprintf("%d of %d tenants failed: %s", r.Failed, len(r.Tenants), strings.Join(list, "; "))
}

// inTime ends the context before Lambda ends the process.
func inTime(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	kept := min(margin, time.Until(deadline)/4)
	return context.WithDeadlineCause(ctx, deadline.Add(-kept), errors.New("the function's time is nearly up"))
}

// requestID is Lambda's, which stays the same over the retries of an invocation.
func requestID(ctx context.Context) string {
	if lc, ok := lambdacontext.FromContext(ctx); ok && lc.AwsRequestID != "" {
		return lc.AwsRequestID
	}
	return "unknown"
}
