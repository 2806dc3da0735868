package invocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// sealed handles a slash command. Only one that the slash command's function
// has sealed is believed: anybody else could name any user, and have the answer
// sent to a workspace of their own.
func (h *Handler) sealed(ctx context.Context, log *slog.Logger, payload json.RawMessage) (Answer, error) {
	var s slashcommand.Sealed
	_ = json.Unmarshal(payload, &s) // what does not fit holds no seal
	request, err := h.open(ctx, s)
	if failed, ok := errors.AsType[secretError](err); ok {
		if job.Temporary(err) { // Lambda tries again while Slack takes answers
			log.Error(failed.Error())
			return nothing(), err
		}
		return h.notStarted(log, err), nil
	}
	if err != nil {
		log.Warn("refused", "error", err.Error())
		logMetrics(log, h.Metrics.WriteCommand(h.Now(), metrics.Refused))
		return notRun(fmt.Errorf("the slash command was refused: %w", err)), nil
	}
	if !h.commands.Add(request.ID, h.Now()) {
		err := errors.New("already: the same slash command was answered before")
		log.Warn("refused", "error", err.Error(), "user", request.User)
		return notRun(err), nil
	}
	return h.command(ctx, log, request), nil
}

var errUnsealed = errors.New("the slash command's function did not seal it")

// secretError: the signing secret cannot be read.
type secretError struct{ error }

func (e secretError) Unwrap() error { return e.error }

// open is the request in a seal. The signing secret is not even read for a
// payload that has none.
func (h *Handler) open(ctx context.Context, s slashcommand.Sealed) (slashcommand.Request, error) {
	if s.Request == "" || s.Seal == "" {
		return slashcommand.Request{}, errUnsealed
	}
	genuine, err := h.SigningSecret(ctx, s.Holds)
	if err != nil {
		return slashcommand.Request{}, secretError{
			fmt.Errorf("reading the signing secret of the slash command: %w", err)}
	}
	if !genuine {
		return slashcommand.Request{}, errUnsealed
	}
	return s.Open(h.Now())
}

// command does what a slash command asks for and sends the answer to Slack. It
// never fails the invocation: a retry would answer minutes later.
func (h *Handler) command(ctx context.Context, log *slog.Logger, request slashcommand.Request) Answer {
	answer, text := h.answer(ctx, log, request)
	h.reply(ctx, log, request, text)
	return answer
}

// reply sends a text to Slack, also where the run has used up its time: the
// margin is left for the answer.
func (h *Handler) reply(ctx context.Context, log *slog.Logger, request slashcommand.Request, text string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), margin)
	defer cancel()
	if err := h.Reply(ctx, request, text); err != nil {
		log.Error("answering a slash command", "error", err.Error())
	}
}

var errRefused = errors.New("the user may not send commands there")

// answer is the result of a command, and the text for Slack. Everybody may read
// the help, which is in no tenant's language. A user who may not ask for more
// does not learn what is wrong with the question.
func (h *Handler) answer(ctx context.Context, log *slog.Logger, request slashcommand.Request) (Answer, string) {
	configured, err := h.configured(ctx)
	if err != nil {
		return h.notStarted(log, err), slackanswer.Unavailable()
	}
	general := words.In(configured.LocaleOf(nil))
	question, err := slashcommand.Parse(request.Text)
	if errors.Is(err, slashcommand.ErrHelp) {
		return nothing(), slackanswer.Help(general)
	}
	asker := job.Asker{User: request.User, Team: request.Team, Channel: request.Channel}
	if !configured.MayAsk(asker) {
		return h.refuse(log, request, metrics.Refused, errRefused), slackanswer.Refusal(general)
	}
	w := words.In(configured.LocaleOf(question.Event.Tenants))
	if what, ok := errors.AsType[slashcommand.MisunderstoodError](err); ok {
		return h.refuse(log, request, metrics.Wrong, err), slackanswer.Misunderstood(w, what(w))
	}
	e, asked, err := read(configured, question)
	if err != nil {
		return h.refuse(log, request, metrics.Wrong, err), slackanswer.Problem(w, w.Failure("", err.Error()))
	}
	j := *configured
	j.Log = log
	if asked != nil {
		return nothing(), h.inspect(ctx, log, &j, e, asked)
	}
	return h.runCommand(ctx, log, &j, e, request)
}

// look answers a question about one tenant that stores and sends nothing.
type look func(ctx context.Context, j *job.Job, t job.Tenant) (text string, err error)

// read checks what an asker who may ask wants: an event, and a look where
// nothing is to be run.
func read(j *job.Job, question slashcommand.Question) (event.Event, look, error) {
	written, err := json.Marshal(question.Event)
	if err != nil {
		return event.Event{}, nil, err
	}
	e, err := event.Parse(written)
	if err != nil {
		return e, nil, err
	}
	if err := j.Check(e); err != nil {
		return e, nil, err
	}
	query := job.Query{Since: question.Since, Filter: e.Filter}
	switch question.Ask {
	case slashcommand.Actions:
		return e, inspecting(query, slackanswer.Actions), query.Check()
	case slashcommand.Diff:
		return e, inspecting(query, slackanswer.Diff), query.Check()
	case slashcommand.History:
		asked := job.HistoryQuery{Period: question.Since}
		return e, func(ctx context.Context, j *job.Job, t job.Tenant) (string, error) {
			found, err := j.History(ctx, t, asked)
			return slackanswer.History(found), err
		}, asked.Check()
	}
	return e, nil, nil
}

func inspecting(query job.Query, draw func(report.Model) string) look {
	return func(ctx context.Context, j *job.Job, t job.Tenant) (string, error) {
		found, err := j.Inspect(ctx, t, query)
		return draw(found.Model), err
	}
}

// refuse logs and counts a command that is not run.
func (h *Handler) refuse(log *slog.Logger, request slashcommand.Request, metric string, why error) Answer {
	log.Warn("the command was not run", "error", why.Error(), "user", request.User, "team", request.Team,
		"channel", request.Channel)
	logMetrics(log, h.Metrics.WriteCommand(h.Now(), metric))
	return notRun(fmt.Errorf("the slash command was not run: %w", why))
}

// runCommand runs the event of a command. Its deliveries have the key of
// Slack's request, so a copy of it delivers nothing again.
func (h *Handler) runCommand(
	ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, request slashcommand.Request,
) (Answer, string) {
	if e.Report != nil && len(e.Deliver) == 0 {
		if direct, directEvent, ok := j.ToOne(e, request.User); ok {
			j, e = direct, directEvent
		}
	}
	answer := Answer{Result: h.runJob(ctx, log, j, e, request.ID)}
	return answer, slackanswer.Result(words.In(j.LocaleOf(e.Tenants)), answer.Result, func(tenant string) report.Locale {
		return j.LocaleOf([]string{tenant})
	})
}

// inspect answers commands that store and send nothing.
func (h *Handler) inspect(
	ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, asked look,
) string {
	var parts []string
	failed := false
	tenants := j.Chosen(e.Tenants)
	for _, t := range tenants[:min(len(tenants), slackanswer.MaxTenants)] {
		text, err := asked(ctx, j, t)
		if err != nil {
			log.Error("inspecting a tenant", "tenant", t.Name, "error", err.Error())
			w := words.In(t.Locale)
			parts = append(parts, slackanswer.Problem(w, t.Name+w.Colon(t.Outward(err))))
			failed = true
			continue
		}
		parts = append(parts, text)
	}
	if failed {
		h.forget()
	}
	return slackanswer.Tenants(words.In(j.LocaleOf(e.Tenants)), parts, len(tenants))
}
