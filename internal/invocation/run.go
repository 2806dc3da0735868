package invocation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
)

// run runs one event. There is an error where a retry of Lambda's can help.
func (h *Handler) run(ctx context.Context, log *slog.Logger, id string, payload []byte) (answer Answer, retry error) {
	j, e, err := h.prepare(ctx, log, payload)
	if err != nil {
		answer = h.notStarted(log, err)
		if !answer.wrongEvent && job.Temporary(err) {
			retry = err
		}
		return answer, retry
	}
	answer.Result = h.runJob(ctx, log, j, e, id)
	if answer.Retryable() {
		return answer, failures(answer.Result)
	}
	return answer, nil
}

// notStarted logs and counts a run that did not start.
func (h *Handler) notStarted(log *slog.Logger, err error) Answer {
	log.Error("the run did not start", "error", err.Error())
	logMetrics(log, h.Metrics.WriteFailed(h.Now()))
	var wrong event.ProblemsError
	answer := notRun(err)
	answer.wrongEvent = errors.As(err, &wrong)
	return answer
}

// nothing is the answer of an invocation that ran no event.
func nothing() Answer { return Answer{Result: job.Result{Tenants: []job.TenantResult{}}} }

// notRun is the answer of an invocation that ran no event because of a problem.
func notRun(problem error) Answer {
	answer := nothing()
	answer.Problem = problem.Error()
	return answer
}

// prepare reads the event and checks it against the configuration.
func (h *Handler) prepare(ctx context.Context, log *slog.Logger, payload []byte) (*job.Job, event.Event, error) {
	e, err := event.Parse(payload)
	if err != nil {
		return nil, e, err
	}
	configured, err := h.configured(ctx)
	if err != nil {
		return nil, e, err
	}
	j := *configured
	j.Log = log
	return &j, e, j.Check(e)
}

// configured is the job of the configuration, made once for all invocations of
// this process.
func (h *Handler) configured(ctx context.Context) (*job.Job, error) {
	if h.job == nil {
		j, err := h.Job(ctx)
		if err != nil {
			return nil, err
		}
		h.job = j
	}
	return h.job, nil
}

// runJob runs the job, and writes the metrics and the log of the run.
func (h *Handler) runJob(ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, id string) job.Result {
	result := j.Run(ctx, e, id)
	logMetrics(log, h.Metrics.Write(h.Now(), e, result))
	if result.Failed > 0 {
		h.Forget()
	}
	log.Info("run ended", "tenants", len(result.Tenants), "failed", result.Failed, "scheduledAt", e.ScheduledAt)
	return result
}

// logMetrics logs that metrics could not be written.
func logMetrics(log *slog.Logger, err error) {
	if err != nil {
		log.Warn("writing metrics", "error", err.Error())
	}
}

// failures are a run's failures in one line.
func failures(r job.Result) error {
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
	return fmt.Errorf("%d of %d tenants failed: %s", r.Failed, len(r.Tenants), strings.Join(list, "; "))
}
