package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// Run does what the event says for each of its tenants. RequestID stands for
// this run where the event has no schedule; a retry of the same request has to
// bring the same one. Near the context's deadline nothing is begun that could
// not be finished. The result says so, and a retry begins with what is left.
func (j *Job) Run(ctx context.Context, e event.Event, requestID string) Result {
	if e.Portfolio != nil {
		return j.runPortfolio(ctx, e, requestID)
	}
	if e.Doctor != nil {
		return j.runDoctor(ctx, e)
	}
	result := Result{
		Tenants: j.inTurns(ctx, j.inOrder(ctx, j.tasks(e, requestID))), Configured: len(j.Tenants),
	}
	for _, t := range result.Tenants {
		if t.failed() {
			result.Failed++
		}
	}
	return result
}

// task is one tenant's part of a run: what is to be done. The stages read it
// and never change it.
type task struct {
	Tenant
	nth       int // in the result
	event     event.Event
	requestID string
	clock     func() time.Time
	log       *slog.Logger
	first     *place
	oneByOne  bool             // no channel beside another
	oneOfMany bool             // there are other tenants, and so a portfolio
	patience  time.Duration    // for the lock; 0 for as long as the store waits
	served    bool             // an earlier try of the event did everything
	portfolio *portfolio.Model // what the messages are about; nil for the tenant
	knownID   string           // the directory id of a tenant that is configured by a domain; empty until it is known
}

func (j *Job) tasks(e event.Event, requestID string) []task {
	var list []task
	places := make(chan struct{}, firstRuns)
	for i, t := range j.Chosen(e.Tenants) {
		first := &place{places: places}
		t = j.followed(t).InLanguageOf(e.Report)
		t.Source = queued{t.Source, first}
		list = append(list, task{
			Tenant: t, nth: i, event: e, requestID: requestID, clock: j.Now, log: j.Log.With("tenant", t.Name), first: first,
			oneByOne: j.Parallel == 1, oneOfMany: len(j.Tenants) > 1,
		})
	}
	return list
}

// InLanguageOf is the tenant with the language of the report, if it names one.
func (t Tenant) InLanguageOf(r *event.Report) Tenant {
	if r != nil && r.Language != "" {
		t.Locale = t.Locale.In(report.Language(r.Language))
	}
	return t
}

// LogFailed is the line of the log that a tenant failed. Its error is in the
// result, too.
const LogFailed = words.LogFailed

// result is what became of the task, unless there is too little time to begin.
func (k task) result(ctx context.Context, needed time.Duration) TenantResult {
	result := newResult(k.Tenant)
	err := k.enough(ctx, needed)
	switch result.begun = err == nil; {
	case err != nil && k.served:
		result.warn(warnings{words.In(k.Locale).Text(words.ServedBefore)})
		err = nil
	case err != nil:
		err = fmt.Errorf("not begun: %w", err)
	case k.Broken != nil:
		err = k.Broken
	default:
		err = guard(k.log, func() error { return k.run(ctx, &result) })
	}
	if result.busy = errors.Is(err, errBusy); result.busy {
		return result
	}
	if err != nil {
		result.fail(words.In(k.Locale), err)
		k.log.Error(LogFailed, "error", err.Error())
	}
	return result
}

// run passes through the stages with the tenant's lock.
func (k task) run(ctx context.Context, result *TenantResult) error {
	end := k.stopwatch(result)
	defer k.first.giveBack()
	if !k.event.DryRun {
		unlock, err := k.takeLock(ctx)
		if err = end("lock", nil, err); err != nil {
			return err
		}
		defer unlock()
	}
	if _, missing := k.addressed(); len(missing) > 0 {
		result.warn(warnings{words.In(k.Locale).ChannelsMissing(missing)})
	}
	first := k.readAhead(ctx)
	defer first.end()
	recipients := k.recipients(ctx)
	err := guard(k.log, func() error { return k.stages(ctx, first, recipients, result, end) })
	if err == nil || isHeldBack(err) {
		k.succeeded(ctx, recipients)
		return err
	}
	var w warnings
	if len(result.Deliveries) == 0 {
		result.Deliveries = append(result.Deliveries, k.settleAll(ctx, recipients, &w)...)
	}
	result.Deliveries = append(result.Deliveries, k.failed(ctx, recipients, err, &w)...)
	result.warn(w)
	return err
}

// heldBackError is why a run ends whose score is doubtful. It is shown in the
// result, but neither stored nor sent, so later runs do not compare with it.
type heldBackError struct{ words.Said }

func (e heldBackError) Unwrap() error { return e.Said }

func isHeldBack(err error) bool {
	_, ok := errors.AsType[heldBackError](err)
	return ok
}

// stages passes through the stages. Each takes values and returns a value; only
// this function writes the result, as far as it gets.
func (k task) stages(
	ctx context.Context, first ahead, recipients []recipient, result *TenantResult,
	end func(stage string, w warnings, err error) error,
) error {
	found, err := k.collectFrom(ctx, k.clock().UTC(), first)
	result.readID, result.knownID = score.CanonicalID(found.snapshot.TenantID), found.gate.TenantID
	if found.claimed || len(found.doubts) == 0 { // a doubtful score may be another tenant's
		k.knownID = found.gate.TenantID
	}
	if err = end("collect", found.warnings, err); doubtful(err) {
		found.doubts = []string{k.Outward(err)}
		var w warnings
		result.Deliveries = append(result.Deliveries, k.hold(ctx, recipients, found, &w)...)
		result.warn(w)
		return heldBackError{words.In(k.Locale).HeldBackRun(found.doubts)}
	}
	if err != nil {
		return err
	}
	s := found.snapshot
	k.log.Info("score read", "date", s.Date, "current", s.Current, "max", s.Max, "controls", len(s.Controls))

	healed, err := k.heal(ctx, found, recipients)
	if err != nil {
		return end("compare", healed, err)
	}
	found.warnings.add(healed...)
	compared, err := k.compareFor(ctx, found, recipients)
	if err = end("compare", slices.Concat(healed, compared.warnings), err); err != nil {
		return err
	}

	built, err := k.build(ctx, found, compared)
	if err != nil {
		return end("report", nil, err)
	}
	result.describe(built.model)
	files, fonts, err := k.draw(built.listed)
	if err = end("report", append(built.warnings, fonts...), err); err != nil {
		return err
	}

	if len(found.doubts) > 0 {
		var w warnings
		result.Deliveries = append(result.Deliveries, k.hold(ctx, recipients, found, &w)...)
		result.warn(w)
		return heldBackError{words.In(k.Locale).HeldBackRun(found.doubts)}
	}
	var w warnings
	result.Report, w, err = k.store(ctx, found, built, files)
	if err = end("store", w, err); err != nil {
		return err
	}
	defer k.keepEntry(ctx, found)()
	found.past = nil
	k.first.giveBack()

	result.Deliveries, w, err = k.notifyAll(ctx, recipients, k.situation(found, built, files, result.Report))
	result.Deliveries = append(result.Deliveries, k.noticeAll(ctx, recipients,
		append(k.conditions(found), k.ended(built.model)...), &w)...)
	return end("deliver", w, err)
}

// doubtful says that a Source read a score that cannot be right.
func doubtful(err error) bool {
	var says interface{ Doubtful() bool }
	return errors.As(err, &says) && says.Doubtful()
}

// hold notifies people that the score is held back, and finishes earlier
// messages. It returns that and the deliveries that are not tried.
func (k task) hold(ctx context.Context, recipients []recipient, c collected, w *warnings) []DeliveryResult {
	return slices.Concat(
		k.heldBack(recipients), k.settleAll(ctx, recipients, w), k.noticeAll(ctx, recipients, k.conditions(c), w))
}

// stopwatch returns a function that ends a stage: it adds the stage's time and
// warnings to the result, and returns the stage's error.
func (k task) stopwatch(result *TenantResult) func(stage string, w warnings, err error) error {
	last := k.clock()
	return func(stage string, w warnings, err error) error {
		now := k.clock()
		result.Stages = append(result.Stages, Stage{stage, now.Sub(last)})
		last = now
		result.Warnings = append(result.Warnings, w...)
		return err
	}
}

func (t Tenant) lock(ctx context.Context, owner string, log *slog.Logger) (unlock func(), err error) {
	release, err := t.Store.Lock(ctx, owner)
	if err != nil {
		return nil, err
	}
	return func() {
		if err := release(); err != nil {
			log.Warn("unlocking", "error", err.Error())
		}
	}, nil
}

// heldBack are the deliveries of a run on a doubtful score.
func (k task) heldBack(recipients []recipient) []DeliveryResult {
	list := []DeliveryResult{}
	for _, r := range recipients {
		list = append(list, r.delivery().failed(words.Said(words.In(k.Locale).Text(words.ScoreIsDoubtful))))
	}
	return list
}

func (r TenantResult) failed() bool {
	return r.Error != nil || slices.ContainsFunc(r.Deliveries, DeliveryResult.isFailed)
}
