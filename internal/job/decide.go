package job

import (
	"slices"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// situation is what decide knows about a run; it is the same for every channel.
type situation struct {
	now      time.Time
	snapshot score.Snapshot
	kept     *ledger.Snapshot // the same, as all ledgers have it
	unstable map[string]int   // how often a control flipped back and forth, by folded id
	alerts   Alerts
	// The message is periodic where the event asks for a report. It lacks the
	// model's lists, which whole adds; decide adds what differs by channel.
	message report.Message
	listed  func() report.Model
}

// whole is a message with the lists of the model: it is sent. A portfolio has
// none.
func (s situation) whole(m report.Message) report.Message {
	if s.listed == nil {
		return m
	}
	listed := s.listed()
	m.Model.Actions, m.Model.Top, m.Model.Unlisted = listed.Actions, listed.Top, listed.Unlisted
	return m
}

// decision is what one channel must hear, or why it hears nothing.
type decision struct {
	message   report.Message
	recovered []string // the controls of the message's recoveries, by folded id

	why  DeliveryStatus // why nothing is sent: already or unchanged; empty where the message is sent
	text string         // more about why, for the result; may be empty
	// The baseline that takes the place of the channel's although nothing is
	// sent; nil for none.
	baseline *score.Snapshot
	warning  string // for the result; may be empty
}

// decide says what a recipient must hear. It is pure: besides the situation it
// takes what was delivered there before.
func decide(s situation, r recipient) decision {
	if entry, _ := r.ledger.Find(r.key); entry.Done {
		return decision{why: Already}
	}
	m := s.message
	m.Key = r.key.Digest()
	baseline := r.baseline
	if r.key.Channel == Direct {
		baseline = nil // a message to one person announces nothing
	}
	if m.Occasion == report.Periodic {
		d := decision{message: m}
		// A report does not say again what was announced on a later day.
		if baseline == nil || baseline.Date > s.snapshot.Date {
			return d
		}
		news := s.news(*baseline)
		switch {
		case !r.lost:
			d.message.News = news
		case len(news.Changes) > 0: // else it is a channel that is new, rather than one whose ledger is gone
			d.message.News = news
			d.lost(r, s.snapshot.Date)
		}
		return d
	}
	if baseline == nil {
		m.Occasion = report.Watching
		return decision{message: m}
	}
	m.News = s.news(*baseline)
	d := s.silence(score.Diff(*baseline, s.snapshot), r)
	switch {
	case d.why != "" && r.lost: // a channel that is new, rather than one whose ledger is gone
		m.Occasion, m.News = report.Watching, nil
		return decision{message: m}
	case d.why != "":
		if d.baseline == nil {
			d.baseline = completed(*baseline, s.snapshot)
		}
		return d
	}
	m.Occasion = report.Alert
	m.Recoveries, d.recovered = recoveries(*m.News, r.ledger)
	if d.message = m; r.lost {
		d.lost(r, s.snapshot.Date)
	}
	return d
}

// lost has the message and the result say that nothing is known of earlier
// messages.
func (d *decision) lost(r recipient, now score.Date) {
	d.warning = words.In(d.message.Model.Locale).BaselineLost(r.key.To, r.baseline.Date, now)
	d.message.Model.Warnings = append(slices.Clone(d.message.Model.Warnings), d.warning)
}

// completed is a baseline with the points that Microsoft did not send then and
// does now: a later change of them is one. It is nil where there are none.
func completed(baseline, now score.Snapshot) *score.Snapshot {
	baseline.Controls = slices.Clone(baseline.Controls)
	if carried, _ := baseline.CarryOver(now); len(carried) == 0 {
		return nil
	}
	return &baseline
}

// news is what changed since a baseline, as messages show it.
func (s situation) news(since score.Snapshot) *score.Account {
	news := score.Diff(since, s.snapshot).Marked(s.unstable).Rounded()
	return &news
}

// silence is why there is no alert about a change since the baseline; the zero
// decision where there is one.
func (s situation) silence(account score.Account, r recipient) decision {
	w := words.In(s.message.Model.Locale)
	if r.baseline.Date > s.snapshot.Date {
		return decision{why: Unchanged, warning: w.SourceIsBehind(r.key.To, s.snapshot.Date, r.baseline.Date)}
	}
	if r.wants != nil && !slices.ContainsFunc(account.Changes, r.wants) {
		// The baseline of a route moves on, so that its next message is about
		// what is new then and not about the months before.
		return decision{why: Unchanged, baseline: &s.snapshot}
	}
	if !account.Matters(s.alerts.MinPoints, s.muted(r.ledger.Unstable, r.wants)) {
		return decision{why: Unchanged}
	}
	if held := s.alerts.Quiet.holds(s.now, w); held != "" {
		return decision{why: Unchanged, text: held}
	}
	return decision{}
}

// muted says which changes are no reason for an alert: one that a route does
// not want, one of a snoozed control, and the next flip of an unstable control
// where the channel was notified that it is unstable. A state that a person
// declared is a reason all the same.
func (s situation) muted(known []string, wants func(score.Change) bool) func(score.Change) bool {
	return func(c score.Change) bool {
		if wants != nil && !wants(c) {
			return true
		}
		id := score.Fold(c.ID)
		if until, snoozed := s.alerts.Snoozed[id]; snoozed && score.DateOf(s.now) <= until {
			return true
		}
		return s.unstable[id] > 0 && slices.Contains(known, id) && measured(c.Before) && measured(c.After)
	}
}

// measured says whether Microsoft set the status from what it measured.
func measured(s score.Standing) bool {
	return s.Scored && (s.Status == score.Completed || s.Status == score.ToAddress)
}

// regressed are the controls whose regression a message reports, by folded id.
func regressed(m report.Message) []string {
	if m.News == nil {
		return nil
	}
	var ids []string
	for _, c := range m.News.Changes {
		if c.Counts(score.Regressed) {
			ids = append(ids, score.Fold(c.ID))
		}
	}
	slices.Sort(ids)
	return ids
}

// recoveries are the changes that undo a regression which an earlier message
// reported, by that message, the newest first; and the controls, by folded id.
func recoveries(news score.Account, l ledger.Ledger) (list []report.Recovery, ids []string) {
	for _, entry := range slices.Backward(l.Entries) {
		if entry.Progress == "" {
			continue // there is no thread to report it in
		}
		recovery := report.Recovery{Progress: entry.Progress}
		for _, c := range news.Changes {
			id := score.Fold(c.ID)
			if c.Counts(score.Improved) && slices.Contains(entry.Regressed, id) {
				recovery.Changes, ids = append(recovery.Changes, c), append(ids, id)
			}
		}
		if len(recovery.Changes) > 0 {
			list = append(list, recovery)
		}
	}
	return list, ids
}
