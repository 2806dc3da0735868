package job

import (
	"context"
	"errors"
	"slices"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Checker is a channel that can say whether it would work. It sends nothing,
// unless sendTest asks for a message that says that it is a test.
type Checker interface {
	Check(ctx context.Context, sendTest bool) []health.Finding
}

// Examined says what was found out about one of several tenants. Of two with
// one score it is wrong with that for which it is called last: so several
// goroutines may examine tenants, but one calls for them in their order.
type Examined func() []health.Finding

// examined is what was found out about a tenant on its own.
type examined struct {
	job          *Job
	name, id     string // of the tenant, and of its score
	signIn, rest []health.Finding
	complete     bool // there was time for the sign-in
}

func (e examined) findings() []health.Finding {
	list := slices.Clone(e.signIn)
	if other := e.job.twin(e.id, e.name); other != "" {
		list = append(list, health.Fail(words.MicrosoftGraph, words.English.TwoTenants(e.id, other), ""))
	}
	return append(list, e.rest...)
}

// check is one of the things that the doctor tries.
type check func() []health.Finding

// inTurn makes checks one after the other. A panic in one is its finding. Once
// the time is up the others are not made: a check that had no time to end would
// blame what it checks, and its findings are left out. Complete is false then.
func (j *Job) inTurn(ctx context.Context, name string, checks ...check) (list []health.Finding, complete bool) {
	for _, try := range checks {
		var found []health.Finding
		err := guard(j.Log.With("checked", name), func() error {
			if ctx.Err() == nil {
				found = try()
			}
			return nil
		})
		if ctx.Err() != nil {
			return append(list, health.Fail(words.CheckTenant, words.NotChecked, words.FixNotChecked)), false
		}
		if err != nil {
			found = append(found, health.Fail(words.CheckTenant, err.Error(), ""))
		}
		list = append(list, found...)
	}
	return list, true
}

// inEnglish is the tenant as doctor and the store speak of it: findings are
// about settings, as errors are.
func inEnglish(t Tenant) Tenant {
	t.Locale = t.Locale.In(report.English)
	return t
}

// Examine tries all that a run of the tenant would need, and goes on after a
// failure. It leaves nothing in the store, and sends nothing without tests.
func (j *Job) Examine(ctx context.Context, t Tenant, tests *Tests) Examined {
	if t.Broken != nil {
		return func() []health.Finding { return broken(t) }
	}
	t = inEnglish(t)
	e, known, err := j.examineSignIn(ctx, t)
	if !e.complete {
		return e.findings
	}
	checks := []check{
		func() []health.Finding { return t.checkStore(ctx, known, err) },
		func() []health.Finding { return t.checkNoise(ctx, known) },
		func() []health.Finding { return t.checkAppearance(ctx) },
		t.checkAddressees,
	}
	e.rest, _ = j.inTurn(ctx, t.Name, append(checks, t.channelChecks(ctx, tests)...)...)
	return e.findings
}

// ExaminePortfolio tries the portfolio's channels, and reads what was sent on
// them.
func (j *Job) ExaminePortfolio(ctx context.Context, tests *Tests) []health.Finding {
	t := inEnglish(j.Portfolio.stored())
	ledgers := func() []health.Finding { return t.checkLedgers(ctx, "store") }
	list, _ := j.inTurn(ctx, t.Name, append([]check{ledgers}, t.channelChecks(ctx, tests)...)...)
	return list
}

// checkAddressees warns where no channel is set.
func (t Tenant) checkAddressees() []health.Finding {
	if len(t.Channels) > 0 {
		return nil
	}
	message, fix := words.In(t.Locale).Nobody()
	return []health.Finding{health.Warn("channels", message, fix)}
}

func (t Tenant) channelChecks(ctx context.Context, tests *Tests) (checks []check) {
	for _, c := range t.allChannels() {
		checks = append(checks, func() []health.Finding { return tests.check(ctx, c) })
	}
	return checks
}

// ExamineSignIn tries the tenant's sign-in and its permission, by reading the
// score.
func (j *Job) ExamineSignIn(ctx context.Context, t Tenant) Examined {
	if t.Broken != nil {
		return func() []health.Finding { return broken(t) }
	}
	e, _, _ := j.examineSignIn(ctx, inEnglish(t))
	return e.findings
}

// examineSignIn returns what is known of the tenant too, and why its store
// cannot be read.
func (j *Job) examineSignIn(ctx context.Context, t Tenant) (e examined, known collected, err error) {
	e = examined{job: j, name: t.Name}
	e.signIn, e.complete = j.inTurn(ctx, t.Name, func() (found []health.Finding) {
		known, err = t.known(ctx, j.Now().UTC(), score.DateOf(j.Now()))
		known.claimed = known.claimed || err != nil // a store that fails is the finding of checkStore
		found, e.id = t.checkSource(ctx, known)
		return found
	})
	return e, known, err
}

func broken(t Tenant) []health.Finding {
	return []health.Finding{health.Fail(words.CheckConfiguration, t.Broken.Error(), words.FixConfiguration)}
}

// allChannels are the tenant's own channels and its routes.
func (t Tenant) allChannels() []Channel {
	channels := slices.Clone(t.Channels)
	for _, route := range t.routes() {
		channels = append(channels, route)
	}
	return channels
}

// checkSource reads the score, which takes the sign-in and the permission, and
// judges it as a run would. The id is the score's; it is empty where the score
// is another tenant's.
func (t Tenant) checkSource(ctx context.Context, known collected) (findings []health.Finding, id string) {
	const check = words.MicrosoftGraph
	w := words.In(t.Locale)
	reading, err := t.Source.Today(ctx)
	if err == nil {
		err = t.accept(ctx, &known, reading)
	}
	if err != nil {
		return []health.Finding{health.Fail(check, err.Error(), "")}, ""
	}
	s := known.snapshot
	findings = []health.Finding{health.Pass(check, w.MayRead(s, len(reading.Catalogue)))}
	findings[0].Brief = w.SignedIn(s)
	id = score.CanonicalID(s.TenantID)
	for _, f := range known.gate.Faults(s) {
		findings = append(findings, health.Fail(check, w.Fault(f, s), words.FaultFix(f)))
		if f == score.OtherTenant {
			id = ""
		}
	}
	if age := report.AgeHours(s.Date, known.now); age >= staleHours {
		message, fix := w.OldScore(age / 24)
		findings = append(findings, health.Warn(check, message, fix))
	}
	if reading.Partial {
		message, fix := w.Partial()
		findings = append(findings, health.Warn(check, message, fix))
	}
	return append(findings, t.checkExceptions(known)...), id
}

// lockWait is how long the doctor waits for another run to end.
const lockWait = 20 * time.Second

// checkStore reads what every run reads, takes the lock, and writes, reads back
// and deletes an object. Err is why the store cannot be read.
func (t Tenant) checkStore(ctx context.Context, known collected, err error) []health.Finding {
	const check = "store"
	w := words.In(t.Locale)
	if err != nil {
		return []health.Finding{t.unreadable(check, err)}
	}
	findings := slices.Concat(t.checkDays(ctx, known, check), t.checkLedgers(ctx, check), t.checkWriting(ctx, check))
	if slices.ContainsFunc(findings, func(f health.Finding) bool { return f.State == health.Failed }) {
		return findings
	}
	newest := score.Date("")
	days := known.stored()
	if len(days) > 0 {
		newest = days[len(days)-1]
	}
	return append([]health.Finding{health.Pass(check, w.StoreWorks(len(days), newest))}, findings...)
}

// unreadable is the finding that an object of the store cannot be used, or that
// the store cannot be read.
func (t Tenant) unreadable(check string, err error) health.Finding {
	w := words.In(t.Locale)
	if f, ok := damageIn(err); ok {
		return health.Fail(check, w.Damaged(damage.One(f)), w.FixDamage([]damage.Finding{f}))
	}
	return storeFailed(check, err, err.Error(), words.StoreUnreadable)
}

// storeFailed is the finding about an error of the store. Where the store knows
// better what to do, it says so.
func storeFailed(check string, err error, message, fix string) health.Finding {
	var cause interface {
		Advice() (problem, advice string)
	}
	if errors.As(err, &cause) {
		if problem, advice := cause.Advice(); advice != "" {
			message, fix = problem, advice
		}
	}
	return health.Fail(check, message, fix)
}

// damageIn is the damage that an error of the store is about.
func damageIn(err error) (damage.Finding, bool) {
	var damaged interface{ Damage() damage.Finding }
	if errors.As(err, &damaged) {
		return damaged.Damage(), true
	}
	return damage.Finding{}, false
}

// checkDays reads the history and the newest day. Most damage there harms no
// run.
func (t Tenant) checkDays(ctx context.Context, known collected, check string) []health.Finding {
	w := words.In(t.Locale)
	_, damaged, err := t.Store.Days(ctx)
	if err == nil && len(known.snapshots) > 0 {
		newest := known.snapshots[len(known.snapshots)-1]
		if f, ok := t.damagedDay(ctx, known.gate, newest); ok && !slices.ContainsFunc(damaged, f.Same) {
			damaged = append(damaged, f)
		}
	}
	switch {
	case err != nil:
		return []health.Finding{t.unreadable(check, err)}
	case len(damaged) > 0:
		return []health.Finding{health.Warn(check, w.HistoryDamaged(damaged), w.FixDamage(damaged))}
	}
	return nil
}

// damagedDay is what is wrong with a stored day, if anything is.
func (t Tenant) damagedDay(ctx context.Context, gate score.Gate, date score.Date) (damage.Finding, bool) {
	s, err := t.Store.Snapshot(ctx, date)
	if err != nil {
		return damageIn(err)
	}
	f := damage.Finding{Part: damage.Snapshot, Kind: damage.Impossible, Date: date}
	faults := gate.Faults(s)
	if slices.Contains(faults, score.OtherTenant) {
		f.Kind = damage.Foreign
	}
	return f, slices.ContainsFunc(faults, score.Fault.OfHeadline)
}

// checkLedgers reads what was sent on each channel.
func (t Tenant) checkLedgers(ctx context.Context, check string) (findings []health.Finding) {
	w := words.In(t.Locale)
	for _, c := range t.allChannels() {
		l, _, err := t.ledger(ctx, c)
		if err != nil {
			message, fix := w.LedgerUnreadable(c.To(), err)
			if f, ok := damageIn(err); ok {
				message, fix = w.LedgerDamaged(c.To(), f)
			}
			findings = append(findings, health.Fail(check, message, fix))
		}
		for _, entry := range l.Owed() {
			if _, err := t.Store.Draft(ctx, ledgerName(c), entry.Digest); err != nil {
				findings = append(findings, t.restUnreadable(check, c, err))
			}
		}
	}
	return findings
}

func (t Tenant) restUnreadable(check string, c Channel, err error) health.Finding {
	w := words.In(t.Locale)
	message, fix := w.RestUnreadable(c.To(), err), words.StoreUnreadable
	if f, ok := damageIn(err); ok {
		fix = w.FixDamage([]damage.Finding{f})
	} else if errors.Is(err, ledger.ErrNoDraft) {
		message, fix = w.RestMissing(c.To())
	}
	return health.Warn(check, message, fix)
}

func (t Tenant) checkWriting(ctx context.Context, check string) []health.Finding {
	w := words.In(t.Locale)
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	unlock, err := t.Store.Lock(ctx, "doctor")
	if err == nil {
		err = unlock()
	}
	message, fix := w.StoreReadOnly(err)
	if err == nil {
		err = t.Store.Probe(ctx)
		message, fix = w.StoreNotWritable(err)
	}
	if err == nil {
		return nil
	}
	return []health.Finding{storeFailed(check, err, message, fix)}
}

// noiseDays is how far back checkNoise looks.
const noiseDays = 30

// checkNoise tries the threshold of alerts on the last days.
func (t Tenant) checkNoise(ctx context.Context, known collected) []health.Finding {
	dates := known.stored()
	if len(dates) == 0 {
		return nil // checkStore reports it
	}
	from := dates[len(dates)-1].AddDays(-noiseDays)
	var list []score.Snapshot
	for _, date := range slices.Compact(dates) {
		if date < from {
			continue
		}
		if s, err := t.anyDay(ctx, known, date); err == nil && !s.HeadlineOnly() {
			list = append(list, s)
		}
	}
	calmer, found := score.Calmer(list, t.Alerts.MinPoints)
	if !found {
		return nil
	}
	message, fix := words.In(t.Locale).Drifts(calmer, t.Alerts.MinPoints)
	return []health.Finding{health.Warn("alerts", message, fix)}
}

func (t Tenant) checkAppearance(ctx context.Context) (findings []health.Finding) {
	var w warnings
	t.appearance(ctx, &w)
	for _, warning := range w {
		findings = append(findings, health.Warn("report", warning, words.In(t.Locale).ReportWithout()))
	}
	return findings
}
