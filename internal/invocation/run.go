package invocation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
)

// run runs one event. The id stands for the request.
func (h *Handler) run(ctx context.Context, log *slog.Logger, id string, payload []byte) Answer {
	e, err := event.Parse(payload)
	if err != nil {
		return h.notStarted(log, err)
	}
	j, err := h.prepare(ctx, log, whole(e))
	if err != nil {
		return h.notStarted(log, err)
	}
	return h.ran(ctx, log, j, e, id)
}

// ran runs an event that fits the job.
func (h *Handler) ran(ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, id string) Answer {
	answer := Answer{Result: h.runJob(ctx, log, j, e, id)}
	if answer.Failed > 0 {
		answer.failure, answer.retryHelps = failures(answer.Result), answer.Retryable()
	}
	return answer
}

// notStarted logs and counts a run that did not start.
func (h *Handler) notStarted(log *slog.Logger, err error) Answer {
	h.forget()
	log.Error("the run did not start", "error", err.Error())
	logMetrics(log, h.Metrics.WriteFailed(h.Now()))
	var wrong event.ProblemsError
	answer := notRun(err)
	answer.failure = err
	answer.retryHelps = !errors.As(err, &wrong) && job.Temporary(err)
	return answer
}

// forget has the next run read the configuration and its secrets again: after a
// failure somebody may have corrected them.
func (h *Handler) forget() {
	h.Forget()
	h.job = nil
}

// nothing is the answer of an invocation that ran no event.
func nothing() Answer { return Answer{Result: job.Result{Tenants: []job.TenantResult{}}} }

// notRun is the answer of an invocation that ran no event because of a problem.
func notRun(problem error) Answer {
	answer := nothing()
	answer.Problem = problem.Error()
	return answer
}

// prepare is the job of the configuration that the event fits, with the log of
// one event. Where it does not fit one that was read earlier, that is read
// again: a tenant may be new.
func (h *Handler) prepare(ctx context.Context, log *slog.Logger, fits fit) (*job.Job, error) {
	earlier := h.job != nil
	j, err := h.checked(ctx, log, fits)
	if err != nil && earlier {
		h.forget()
		return h.checked(ctx, log, fits)
	}
	return j, err
}

// fit says whether an event fits a job.
type fit func(*job.Job) error

// whole is the fit of an event as it came.
func whole(e event.Event) fit { return func(j *job.Job) error { return j.Check(e) } }

// part is the fit of an event that was written for more tenants than it names:
// the run leaves out the channels that they lack.
func part(e event.Event) fit { return func(j *job.Job) error { return j.CheckPart(e) } }

func (h *Handler) checked(ctx context.Context, log *slog.Logger, fits fit) (*job.Job, error) {
	configured, err := h.configured(ctx)
	if err != nil {
		return nil, err
	}
	j := *configured
	j.Log = log
	return &j, fits(&j)
}

// keptFor is how long a process works with the configuration and the secrets
// that it read. What is corrected or revoked counts after that, however warm
// the function is kept.
const keptFor = 5 * time.Minute

// configured is the job of the configuration, for all invocations of this
// process until one fails or it is old. A clock that was set back makes it old,
// too.
func (h *Handler) configured(ctx context.Context) (*job.Job, error) {
	now := h.Now()
	if h.job != nil && now.Sub(h.read).Abs() >= keptFor {
		h.forget()
	}
	if h.job == nil {
		j, err := h.Job(ctx)
		if err != nil {
			return nil, err
		}
		h.job, h.read = j, now
	}
	return h.job, nil
}

// runJob runs the job, and writes the metrics and the log of the run.
func (h *Handler) runJob(ctx context.Context, log *slog.Logger, j *job.Job, e event.Event, id string) job.Result {
	result := j.Run(ctx, e, id)
	logMetrics(log, h.Metrics.Write(h.Now(), e, result))
	if result.Failed > 0 {
		h.forget()
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
	if p := r.Portfolio; p != nil {
		return fmt.Errorf("the portfolio failed: %s", strings.Join(p.Failures(), "; "))
	}
	return fmt.Errorf("%d of %d tenants failed: %s", r.Failed, len(r.Tenants), strings.Join(list, "; "))
}
