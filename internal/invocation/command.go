package invocation

import (
	"context"
	"encoding/json"
	"log/slog"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
	"secure-score-reporter/report"
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
	inspects := request.Ask == slashcommand.Actions || request.Ask == slashcommand.Diff
	j, e, err := h.prepare(ctx, log, payload)
	switch {
	case err != nil && inspects:
		log.Error("the command was not run", "error", err.Error())
		answer.Problem = err.Error()
		return answer, slackanswer.Problem(answer.Problem)
	case err != nil:
		answer = h.notStarted(log, err)
		return answer, slackanswer.Problem(answer.Problem)
	case !j.MayAsk(request.User):
		log.Warn("refused", "error", "the user may not send commands", "user", request.User)
		return answer, slackanswer.Refusal()
	case inspects:
		return answer, h.inspect(ctx, log, j, e, request)
	}
	if e.Report != nil && len(e.Deliver) == 0 && request.User != "" {
		if direct, directEvent, ok := j.ToOne(e, request.User); ok {
			j, e = direct, directEvent
		}
	}
	answer.Result = h.runJob(ctx, log, j, e, id)
	return answer, slackanswer.Result(answer.Result, func(tenant string) report.Locale {
		for _, t := range j.Tenants {
			if t.Name == tenant {
				return t.Locale
			}
		}
		return report.Locale{}
	})
}

// inspect answers commands that store and send nothing.
func (h *Handler) inspect(
	ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, request slashcommand.Request,
) string {
	draw := slackanswer.Actions
	if request.Ask == slashcommand.Diff {
		draw = slackanswer.Diff
	}
	query := job.Query{Since: request.Since, Filter: e.Filter}
	if err := query.Check(); err != nil {
		log.Error("the command was not run", "error", err.Error())
		return slackanswer.Problem(err.Error())
	}
	var parts []string
	failed := false
	tenants := j.Chosen(e.Tenants)
	for _, t := range tenants[:min(len(tenants), slackanswer.MaxTenants)] {
		found, err := j.Inspect(ctx, t, query)
		if err != nil {
			log.Error("inspecting a tenant", "tenant", t.Name, "error", err.Error())
			parts = append(parts, slackanswer.Problem(t.Name+": "+t.Outward(err)))
			failed = true
			continue
		}
		parts = append(parts, draw(found.Model))
	}
	if failed {
		h.Forget()
	}
	return slackanswer.Tenants(parts, len(tenants))
}
