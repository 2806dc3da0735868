package invocation

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/plaintext"
)

// Queue is where messages come from, and where the dead letters go.
type Queue interface {
	// Batch sends at most ten messages, and returns those that were refused.
	Batch(ctx context.Context, messages []dispatch.Message) ([]dispatch.Refusal, error)
	// Hide keeps a message out of sight for so long.
	Hide(ctx context.Context, receipt string, pause time.Duration) error
	// Bury sends a message to the dead letters.
	Bury(ctx context.Context, m dispatch.Message) error
}

// Limits of what a message says about itself, in characters. The ids of SQS
// have 36 and a cause is a line, but anyone who may invoke the function can
// send anything.
const (
	loggedID = 100
	maxCause = 1000
)

// message is one of a batch from SQS.
type message struct {
	ID         string `json:"messageId"`
	Receipt    string `json:"receiptHandle"`
	Body       string `json:"body"`
	Source     string `json:"eventSource"`
	Attributes struct {
		Received string `json:"ApproximateReceiveCount"`
	} `json:"attributes"`
	Sender map[string]struct {
		Value string `json:"stringValue"`
	} `json:"messageAttributes"`
}

// request stands for the request that a message comes from. It is the same for
// copies of a message, dead letters too.
func (m message) request() string {
	return dispatch.BoundedID(cmp.Or(m.Sender[dispatch.RequestID].Value, m.ID))
}

// try is how often the message was received, this time included.
func (m message) try() int {
	n, _ := strconv.Atoi(m.Attributes.Received)
	return max(n, 1)
}

// dead is the message as a dead letter.
func (m message) dead(cause string) dispatch.Message {
	attributes := map[string]string{
		dispatch.Cause: cause, dispatch.Tries: strconv.Itoa(m.try()),
		dispatch.RequestID: m.request(),
	}
	if part := plaintext.Clip(m.Sender[dispatch.Part].Value, loggedID); part != "" {
		attributes[dispatch.Part] = part
	}
	return dispatch.Message{Body: m.Body, Attributes: attributes}
}

// messages reads a batch from SQS. Other services send records too, and there
// is no event in them.
func messages(records json.RawMessage) ([]message, error) {
	var list []message
	var problems event.ProblemsError
	if err := json.Unmarshal(records, &list); err != nil || len(list) == 0 {
		problems.Add("Records", "is no list of messages from SQS")
		return nil, problems
	}
	for _, m := range list {
		if m.Source != "aws:sqs" || m.ID == "" {
			problems.Add("Records", "has records that are no messages from SQS; "+
				"subscribe a queue to the other service, with the event as the message")
			return nil, problems
		}
	}
	return list, nil
}

// batchAnswer names the messages that the queue keeps. SQS needs the list even
// if it is empty.
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
type batchAnswer struct {
	Failures []batchFailure `json:"batchItemFailures"`
}

type batchFailure struct {
	ID string `json:"itemIdentifier"`
}

// batch runs each message's event. The queue keeps those that are to be tried
// again.
func (h *Handler) batch(ctx context.Context, log *slog.Logger, messages []message) batchAnswer {
	answer := batchAnswer{Failures: []batchFailure{}}
	for _, m := range messages {
		log := log.With("messageId", plaintext.Clip(m.ID, loggedID))
		err := h.message(ctx, log, m)
		if err != nil && !h.ended(ctx, log, m, err) {
			answer.Failures = append(answer.Failures, batchFailure{m.ID})
		}
	}
	return answer
}

// poisonError is the error of a message that nothing can make an event of.
type poisonError struct{ error }

func (e poisonError) Unwrap() error { return e.error }

// message runs a message's event, or gives each of its tenants a message of its
// own. The error says what was not done.
func (h *Handler) message(ctx context.Context, log *slog.Logger, m message) error {
	e, err := event.Parse([]byte(m.Body))
	if err == nil && e.Doctor != nil {
		err = unread()
	}
	if err != nil {
		return poisonError{h.notStarted(log, err).failure}
	}
	fits := whole(e)
	if m.Sender[dispatch.Part].Value != "" {
		fits = part(e)
	}
	j, err := h.prepare(ctx, log, fits)
	if err != nil {
		return h.notStarted(log, err).failure
	}
	if len(e.Tenants) != 1 && len(j.Tenants) > 1 && e.Portfolio == nil {
		return h.split(ctx, log, m, j.Tenants)
	}
	return h.ran(ctx, log, j, e, m.request()).failure
}

// ended puts a message off that failed, or makes it a dead letter. The queue
// forgets it only if it is that.
func (h *Handler) ended(ctx context.Context, log *slog.Logger, m message, why error) bool {
	// The run may have used up its time; the margin is left for this.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), margin)
	defer cancel()
	cause := cmp.Or(plaintext.Clip(h.Mask(why.Error()), maxCause), "unknown")
	if poison := (poisonError{}); m.try() >= dispatch.MaxTries || errors.As(why, &poison) {
		err := h.Queue.Bury(ctx, m.dead(cause))
		if err == nil {
			log.Error("given up, now among the dead letters", "cause", cause, "tries", m.try())
			return true
		}
		log.Error("the queue keeps the message", "error", err.Error())
	}
	pause := dispatch.Pause(m.ID, m.try())
	if err := h.Queue.Hide(ctx, m.Receipt, pause); err != nil {
		log.Warn("the message comes back when the queue's visibility timeout is over", "error", err.Error())
		return false
	}
	log.Info("put off", "cause", cause, "tries", m.try(), "pause", fmt.Sprint(pause))
	return false
}
