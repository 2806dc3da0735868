// Package dispatch gives each tenant of an event a message of its own, so that
// one tenant's trouble holds up no other, and says when a message that failed
// is tried again.
//
// All messages of one event have its scheduledAt, so a tenant that gets two is
// served once: the delivery of the second says already. That is why a
// dispatcher that was killed half-way simply sends all of them again.
//
// The package knows no queue; sqsqueue is one. Handle fails where a message
// could not be sent. What runs it has to try again.
package dispatch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// Dispatcher sends the messages of events. All fields are needed.
type Dispatcher struct {
	// Tenants reads the configuration.
	Tenants func(context.Context) ([]Tenant, error)
	Sender  Sender
	// Overdue counts the tenants without a good run. It is called for schedules.
	Overdue func(context.Context) error
	Log     *slog.Logger
}

// Attempt is an event as the schedules' state machine sends it. All attempts of
// one execution have the same ID, which stands for the request.
type Attempt struct {
	ID    string          `json:"id"`
	Event json.RawMessage `json:"event"`
}

// ParseAttempt is the attempt in a payload; nil where there is none.
func ParseAttempt(payload []byte) *Attempt {
	var p struct{ Attempt *Attempt }
	_ = json.Unmarshal(payload, &p) // the event's own parser says what is wrong with the payload
	return p.Attempt
}

// Answer says what was sent.
type Answer struct {
	Messages int `json:"messages"`
}

// Handle is the handler for Lambda: it dispatches an event, or an attempt at
// one. The answer is an Answer.
func (d Dispatcher) Handle(ctx context.Context, payload json.RawMessage) (any, error) {
	requestID := "unknown"
	if lc, ok := lambdacontext.FromContext(ctx); ok {
		requestID = lc.AwsRequestID
	}
	attempt := ParseAttempt(payload)
	if attempt != nil {
		payload, requestID = attempt.Event, cmp.Or(attempt.ID, requestID)
	}
	log := d.Log.With("requestId", requestID)
	tenants, err := d.Tenants(ctx)
	if err != nil {
		return nil, logged(log, err)
	}
	messages, err := Split(payload, tenants, requestID)
	if err != nil {
		return nil, logged(log, err)
	}
	if err := d.Sender.Send(ctx, messages); err != nil {
		return nil, logged(log, err)
	}
	log.Info("dispatched", "messages", len(messages))
	if attempt != nil {
		if err := d.Overdue(ctx); err != nil { // every tenant has its message all the same
			log.Warn("writing metrics", "error", err.Error())
		}
	}
	return Answer{Messages: len(messages)}, nil
}

func logged(log *slog.Logger, err error) error {
	log.Error("dispatching", "error", err.Error())
	return err
}

// Sender sends messages in batches. Both fields are needed.
type Sender struct {
	// Batch sends at most ten messages, and returns those that the queue
	// refused. With an error none may count as sent.
	Batch func(context.Context, []Message) ([]Refusal, error)
	Pause func(context.Context, time.Duration) error
}

// rounds is how often a message is sent before Send fails, and between is the
// pause before the second round; it doubles.
const (
	rounds  = 4
	between = 200 * time.Millisecond
)

// Send sends the messages, and those that were refused again.
func (s Sender) Send(ctx context.Context, messages []Message) error {
	all := len(messages)
	var refused []Refusal
	for round := range rounds {
		if round > 0 {
			if err := s.Pause(ctx, between<<(round-1)); err != nil {
				return fmt.Errorf("sending messages: %w", err)
			}
		}
		if refused = s.round(ctx, messages); len(refused) == 0 {
			return nil
		}
		messages = nil
		for _, r := range refused {
			messages = append(messages, r.Message)
		}
	}
	return fmt.Errorf("sending messages: %d of %d were not sent: %s", len(refused), all, refused[0].Why)
}

// round sends each message once, and returns what is left. After a batch that
// could not be sent at all it does not try the others.
func (s Sender) round(ctx context.Context, messages []Message) (left []Refusal) {
	why := ""
	for _, batch := range Batches(messages) {
		var refused []Refusal
		if why == "" {
			var err error
			if refused, err = s.Batch(ctx, batch); err != nil {
				why = err.Error()
			}
		}
		if why != "" {
			refused = nil
			for _, m := range batch {
				refused = append(refused, Refusal{m, why})
			}
		}
		left = append(left, refused...)
	}
	return left
}

// Wait is a pause for a Sender.
func Wait(ctx context.Context, pause time.Duration) error {
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
