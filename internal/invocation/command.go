package invocation

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
)

// command does what a slash command asks for and sends the answer to Slack. It
// never fails the invocation: a retry would answer minutes later.
func (h *Handler) command(
	ctx context.Context, log *slog.Logger, id string, request slashcommand.Request, payload json.RawMessage,
) Answer {
	answer, text := h.answer(ctx, log, id, request, payload)
	// The run may have used up its time; the margin is left for the answer.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), margin)
	defer cancel()
	if err := h.Reply(ctx, request, text); err != nil {
		log.Error("answering a slash command", "error", err.Error())
	}
	return answer
}

// answer is the result of a command, and the text for Slack.
func (h *Handler) answer(
	ctx context.Context, log *slog.Logger, id string, request slashcommand.Request, payload json.RawMessage,
) (Answer, string) {
	answer := Answer{Result: job.Result{Tenants: []job.TenantResult{}}}
	j, e, err := h.prepare(ctx, log, payload)
	if err == nil && !j.MayAsk(request.User) {
		log.Warn("refused", "error", "the user may not send commands", "user", request.User)
		return answer, slackanswer.Refusal()
	}
	if err == nil && e.Report != nil && len(e.Deliver) == 0 && request.User != "" {
		if direct, directEvent, ok := j.ToOne(e, request.User); ok {
			answer.Result = h.runJob(ctx, log, direct, directEvent, id)
			return answer, slackanswer.Result(answer.Result)
		}
	}
	if request.Ask != slashcommand.Actions && request.Ask != slashcommand.Diff {
		answer, _ = h.run(ctx, log, id, payload)
		if answer.Problem != "" {
			return answer, slackanswer.Problem(answer.Problem)
		}
		return answer, slackanswer.Result(answer.Result)
	}
	if err != nil {
		log.Error("the command was not run", "error", err.Error())
		answer.Problem = err.Error()
		return answer, slackanswer.Problem(answer.Problem)
	}
	return answer, h.inspect(ctx, log, j, e, request)
}

// inspect answers commands that store and send nothing.
func (h *Handler) inspect(
	ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, request slashcommand.Request,
) string {
	draw := slackanswer.Actions
	if request.Ask == slashcommand.Diff {
		draw = slackanswer.Diff
	}
	var parts []string
	for _, t := range j.Chosen(e.Tenants) {
		found, err := j.Inspect(ctx, t, job.Query{Since: request.Since, Filter: e.Filter})
		if err != nil {
			log.Error("inspecting a tenant", "tenant", t.Name, "error", err.Error())
			parts = append(parts, slackanswer.Problem(t.Name+": "+err.Error()))
			continue
		}
		parts = append(parts, draw(found.Model))
	}
	return strings.Join(parts, "\n\n")
}
