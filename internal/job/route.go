package job

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

// Route is a further channel that is alerted of some changes only. It decides when
// its people are told, not what: the message tells the whole change of the score, so
// that it adds up. Reports do not go there.
type Route struct {
	Channel
	Categories []string     // of these, ignoring case; empty for any
	Kinds      []score.Kind // of these; empty for any
}

// Wants tells whether a change is a reason to tell the route's people.
func (t Route) Wants(c score.Change) bool {
	category := len(t.Categories) == 0 || slices.ContainsFunc(t.Categories, func(name string) bool { return score.Fold(name) == score.Fold(c.Category) })
	return category && (len(t.Kinds) == 0 || slices.ContainsFunc(t.Kinds, c.Has))
}

// Check has the channel say whether it would work.
func (t Route) Check(ctx context.Context, sendTest bool) []health.Finding {
	if checker, ok := t.Channel.(Checker); ok {
		return checker.Check(ctx, sendTest)
	}
	return nil
}

// bookOf is the name of a channel's ledger: its own name, and for a route one that
// goes with the recipient.
func bookOf(c Channel) string {
	if _, ok := c.(Route); !ok {
		return c.Name()
	}
	sum := sha256.Sum256([]byte(c.To()))
	return c.Name() + "-" + hex.EncodeToString(sum[:6])
}

// receivers are the channels that the event tells: those that it names, and for
// alerts the routes under the same names.
func (r *run) receivers() []Channel {
	var list []Channel
	for _, name := range r.event.Deliver {
		channel, _ := r.tenant.channel(name) // Check saw to it that there is one
		list = append(list, channel)
		if r.event.Report != nil {
			continue
		}
		for _, route := range r.tenant.Routes {
			if route.Name() == name {
				list = append(list, route)
			}
		}
	}
	return list
}

// passesBy moves a route's baseline on where nothing that it wants has changed: its
// next message then tells of what is new, and not of the months before.
func (r *run) passesBy(ctx context.Context, channel Channel, book ledger.Ledger) (bool, error) {
	route, ok := channel.(Route)
	if !ok || book.Baseline == nil || book.Baseline.Date > r.reading.Snapshot.Date {
		return false, nil
	}
	if slices.ContainsFunc(score.Diff(*book.Baseline, r.reading.Snapshot).Changes, route.Wants) {
		return false, nil
	}
	if r.event.DryRun {
		return true, nil
	}
	return true, r.tenant.Store.PutLedger(ctx, bookOf(channel), book.Announced(r.reading.Snapshot, r.unstable()))
}
