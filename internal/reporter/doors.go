package reporter

import (
	"context"
	"encoding/json"
	"log/slog"

	"secure-score-reporter/internal/slashcommand"
)

// message is one of a batch from SQS.
type message struct {
	ID   string `json:"messageId"`
	Body string `json:"body"`
}

// batchAnswer names the messages that the queue is to keep. An empty list is a
// batch that was done; SQS wants the list to be there.
type batchAnswer struct {
	Failures []batchFailure `json:"batchItemFailures"`
}

type batchFailure struct {
	ID string `json:"itemIdentifier"`
}

// batch does each message's event. The message's id stands for the request, so
// that a message which comes twice delivers once.
func (h *Handler) batch(ctx context.Context, log *slog.Logger, messages []message) batchAnswer {
	answer := batchAnswer{Failures: []batchFailure{}}
	for _, m := range messages {
		result, retry := h.run(ctx, log.With("messageId", m.ID), m.ID, []byte(m.Body))
		if retry != nil || result.wrongEvent {
			answer.Failures = append(answer.Failures, batchFailure{m.ID})
		}
	}
	return answer
}

// command does what a slash command asks for, and answers where it came from. It
// never fails the invocation: somebody waits for an answer now, not in a minute.
func (h *Handler) command(ctx context.Context, log *slog.Logger, id string, asked slashcommand.Request, event json.RawMessage) (any, error) {
	answer, _ := h.run(ctx, log, id, event)
	text := slashcommand.Answer(answer.Result)
	if answer.Problem != "" {
		text = slashcommand.Problem(answer.Problem)
	}
	// The run may have used up its time; the answer has what was kept.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), margin)
	defer cancel()
	if err := h.Reply(ctx, asked, text); err != nil {
		log.Error("answering a slash command", "error", err.Error())
	}
	return answer, nil
}
