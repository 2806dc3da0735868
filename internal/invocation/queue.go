package invocation

import (
	"context"
	"encoding/json"
	"log/slog"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/plaintext"
)

// loggedID is how many characters of a message's id the log has. Those of SQS
// have 36, but whoever may invoke the function can send any.
const loggedID = 100

// message is one of a batch from SQS.
type message struct {
	ID     string `json:"messageId"`
	Body   string `json:"body"`
	Source string `json:"eventSource"`
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

// batch runs each message's event. The message's id takes the place of the
// request's, so that a message that comes twice delivers once.
func (h *Handler) batch(ctx context.Context, log *slog.Logger, messages []message) batchAnswer {
	answer := batchAnswer{Failures: []batchFailure{}}
	for _, m := range messages {
		result, retry := h.run(ctx, log.With("messageId", plaintext.Clip(m.ID, loggedID)), m.ID, []byte(m.Body))
		if retry != nil || result.wrongEvent {
			answer.Failures = append(answer.Failures, batchFailure{m.ID})
		}
	}
	return answer
}
