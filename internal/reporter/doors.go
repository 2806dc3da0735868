package reporter

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
	"secure-score-reporter/report"
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
	answer, text := h.ask(ctx, log, id, asked, event)
	// The run may have used up its time; the answer has what was kept.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), margin)
	defer cancel()
	if err := h.Reply(ctx, asked, text); err != nil {
		log.Error("answering a slash command", "error", err.Error())
	}
	return answer, nil
}

// ask is what a command's question comes to: a run, or only a look.
func (h *Handler) ask(ctx context.Context, log *slog.Logger, id string, asked slashcommand.Request, event json.RawMessage) (Answer, string) {
	answer := Answer{Result: job.Result{Tenants: []job.TenantResult{}}}
	j, e, err := h.prepare(ctx, log, event)
	if err == nil && !j.MayAsk(asked.User) {
		log.Warn("refused", "error", "the user may not ask", "user", asked.User)
		return answer, "You are not among those who may ask here: slack.askers in the configuration names them."
	}
	if err == nil && e.Report != nil && len(e.Deliver) == 0 && asked.User != "" {
		if one, event, can := j.ToOne(e, asked.User); can {
			answer.Result = h.do(ctx, log, one, event, id)
			return answer, slackanswer.Result(answer.Result)
		}
	}
	if asked.Ask != slashcommand.Actions && asked.Ask != slashcommand.Diff {
		answer, _ = h.run(ctx, log, id, event)
		if answer.Problem != "" {
			return answer, slackanswer.Problem(answer.Problem)
		}
		return answer, slackanswer.Result(answer.Result)
	}
	if err != nil {
		log.Error("the look did not start", "error", err.Error())
		answer.Problem = err.Error()
		return answer, slackanswer.Problem(answer.Problem)
	}
	return answer, h.look(ctx, log, j, e, asked)
}

// look answers what stores and tells nothing.
func (h *Handler) look(ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, asked slashcommand.Request) string {
	draw := slackanswer.Actions
	if asked.Ask == slashcommand.Diff {
		draw = slackanswer.Diff
	}
	var parts []string
	for _, t := range j.Chosen(e.Tenants) {
		sight, err := j.Inspect(ctx, t, job.Query{Since: asked.Since, Filter: report.Filter(e.Filter)})
		if err != nil {
			log.Error("looking", "tenant", t.Name, "error", err.Error())
			parts = append(parts, slackanswer.Problem(t.Name+": "+err.Error()))
			continue
		}
		parts = append(parts, draw(sight.Model))
	}
	return strings.Join(parts, "\n\n")
}
