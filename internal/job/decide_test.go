package job

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// mfa is a snapshot with one control worth 10 points and one that stays.
func mfa(date score.Date, points float64) score.Snapshot { return two(date, points, 10) }

// two is a snapshot with these points of two controls worth 10 points each.
func two(date score.Date, identity, apps float64) score.Snapshot {
	s := score.Snapshot{TenantID: "t", Date: date}
	for _, c := range []score.Control{
		{ID: "MFA", Category: "Identity", Points: identity}, {ID: "stays", Category: "Apps", Points: apps},
	} {
		c.Max, c.MaxSource, c.HasProfile, c.State, c.Percent = 10, score.MaxOfProfile, true, "Default", math.NaN()
		s.Controls = append(s.Controls, c)
		s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
	}
	return s
}

func declared(s score.Snapshot) score.Snapshot {
	s.Controls = slices.Clone(s.Controls)
	s.Controls[0].State = "ThirdParty"
	return s
}

func TestDecide(t *testing.T) {
	monday := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	key := ledger.Key{Tenant: "t", Channel: "slack", To: "#security", Occasion: "request", Kind: "alert"}
	direct := ledger.Key{Tenant: "t", Channel: Direct, To: "U1", Occasion: "request", Kind: "report"}
	today, fallen := mfa("2026-11-23", 10), mfa("2026-11-23", 0)
	announced := func(date score.Date, points float64) ledger.Ledger {
		return ledger.Ledger{Baseline: ledger.Keep(mfa(date, points))}
	}
	week := announced("2026-11-16", 10)
	ahead := announced("2026-11-24", 10)
	unstable, knows := map[string]int{"mfa": 2}, week
	knows.Unstable = []string{"mfa"}
	entry := key.Entry(monday)
	entry.Progress = "posted"
	pending := week.With(entry)
	entry.Done = true
	done := week.With(entry)
	reported := announced("2026-11-16", 0)
	reported.Entries = []ledger.Entry{{Digest: "earlier", Progress: "posted", Done: true, Regressed: []string{"mfa"}}}
	threadless := announced("2026-11-16", 0)
	threadless.Entries = []ledger.Entry{{Digest: "earlier", Done: true, Regressed: []string{"mfa"}}}
	twice := announced("2026-11-16", 0)
	twice.Baseline = ledger.Keep(two("2026-11-16", 0, 0))
	twice.Entries = []ledger.Entry{
		{Digest: "older", Progress: "older", Done: true, Regressed: []string{"mfa"}},
		{Digest: "newer", Progress: "newer", Done: true, Regressed: []string{"stays"}},
	}
	apps := Route{Categories: []string{"apps"}}.includes
	identity := Route{Categories: []string{"Identity"}, Kinds: []score.Kind{score.Regressed}}.includes
	type outcome struct {
		occasion  report.Occasion // empty: nothing is sent
		news      int             // changes that are new on this channel; -1 for a message without news
		recovered string
		why       DeliveryStatus
		text      string
		advance   bool
		warning   string // a part of it
	}
	alert, watching := outcome{occasion: report.Alert, news: 1}, outcome{occasion: report.Watching, news: -1}
	periodic, first := outcome{occasion: report.Periodic, news: 1}, outcome{occasion: report.Periodic, news: -1}
	silent, held := outcome{why: Unchanged}, outcome{why: Unchanged, text: "waits until the quiet hours end at 07:00"}
	lost := outcome{occasion: report.Alert, news: 1, warning: "the record of messages to #security is missing: this message compares with 16 November 2026"}
	behind := outcome{why: Unchanged, warning: "#security has been sent that of 24 November 2026"}
	quiet := Alerts{Quiet: Quiet{From: 5 * time.Hour, To: 7 * time.Hour}}
	snoozed := func(until score.Date) Alerts { return Alerts{Snoozed: map[string]score.Date{"mfa": until}} }
	for _, tt := range []struct {
		name     string
		snapshot score.Snapshot
		ledger   ledger.Ledger
		alerts   Alerts
		unstable map[string]int
		report   bool
		key      ledger.Key // the usual one if zero
		lost     bool
		wants    func(score.Change) bool
		want     outcome
	}{
		{name: "the first message of a channel", snapshot: today, want: watching},
		{name: "the first message in quiet hours", snapshot: today, alerts: quiet, want: watching},
		{name: "a regression", snapshot: fallen, ledger: week, want: alert},
		{name: "a regression, tried before", snapshot: fallen, ledger: pending, want: alert},
		{name: "delivered before", snapshot: fallen, ledger: done, want: outcome{why: Already}},
		{name: "nothing changed", snapshot: today, ledger: week, want: silent},
		{
			name: "less than minPoints", snapshot: mfa("2026-11-23", 9.9), ledger: week, alerts: Alerts{MinPoints: 0.5},
			want: silent,
		},
		{
			name: "a recovery", snapshot: today, ledger: reported,
			want: outcome{occasion: report.Alert, news: 1, recovered: "mfa"},
		},
		{name: "a recovery without a thread to report it in", snapshot: today, ledger: threadless, want: alert},
		{
			name: "two recoveries, the newer one first", snapshot: today, ledger: twice,
			want: outcome{occasion: report.Alert, news: 2, recovered: "stays mfa"},
		},
		{name: "the source is behind", snapshot: fallen, ledger: ahead, want: behind},

		{
			name: "snoozed up to today", snapshot: fallen, ledger: week, alerts: snoozed("2026-11-23"),
			want: silent,
		},
		{
			name: "snoozed up to yesterday", snapshot: fallen, ledger: week, alerts: snoozed("2026-11-22"),
			want: alert,
		},
		{name: "unstable, which is new", snapshot: fallen, ledger: week, unstable: unstable, want: alert},
		{name: "unstable, which is known", snapshot: fallen, ledger: knows, unstable: unstable, want: silent},
		{name: "no longer unstable", snapshot: fallen, ledger: knows, want: alert},
		{
			name: "known as unstable, and declared", snapshot: declared(fallen), ledger: knows, unstable: unstable,
			want: alert,
		},
		{name: "quiet hours", snapshot: fallen, ledger: week, alerts: quiet, want: held},
		{name: "nothing changed in quiet hours", snapshot: today, ledger: week, alerts: quiet, want: silent},

		{name: "a route that wants it", snapshot: fallen, ledger: week, wants: identity, want: alert},
		{
			name: "a route that wants only a part that is noise", snapshot: two("2026-11-23", 9.9, 5), ledger: week,
			wants: identity, alerts: Alerts{MinPoints: 0.5}, want: silent,
		},
		{
			name: "a route that wants something else", snapshot: fallen, ledger: week, wants: apps,
			want: outcome{why: Unchanged, advance: true},
		},
		{
			name: "a route that wants it, in quiet hours", snapshot: fallen, ledger: week, wants: identity,
			alerts: quiet, want: held,
		},
		{
			name: "a route that wants it, snoozed", snapshot: fallen, ledger: week, wants: identity,
			alerts: snoozed("2026-11-23"), want: silent,
		},
		{name: "a route's first message", snapshot: fallen, wants: apps, want: watching},
		{
			name: "a route, and the source is behind", snapshot: fallen, ledger: ahead, wants: apps,
			want: behind,
		},

		{name: "a report", snapshot: fallen, ledger: week, report: true, want: periodic},
		{
			name: "a report although nothing changed", snapshot: today, ledger: week, report: true,
			want: outcome{occasion: report.Periodic},
		},
		{
			name: "a report in quiet hours", snapshot: fallen, ledger: week, report: true, alerts: quiet,
			want: periodic,
		},
		{name: "a report as the first message", snapshot: today, report: true, want: first},
		{
			name: "t23: a report, and the source is behind", snapshot: fallen, ledger: ahead, report: true,
			want: first,
		},
		{
			name: "t19: the ledger is gone, and there is a change", snapshot: fallen, ledger: week, lost: true,
			want: lost,
		},
		{
			name: "a new channel, and there is no change", snapshot: today, ledger: week, lost: true,
			want: watching,
		},
		{
			name: "t19: the ledger is gone, and a report of a change", snapshot: fallen, ledger: week, lost: true, report: true,
			want: outcome{occasion: report.Periodic, news: 1, warning: lost.warning},
		},
		{name: "a new channel, and a report", snapshot: today, ledger: week, lost: true, report: true, want: first},
		{
			name: "a report to one person", snapshot: fallen, ledger: week, report: true, key: direct,
			want: first,
		},
		{
			name: "a report, delivered before", snapshot: fallen, ledger: done, report: true,
			want: outcome{why: Already},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := situation{now: monday, snapshot: tt.snapshot, unstable: tt.unstable, alerts: tt.alerts}
			if tt.report {
				s.message.Occasion = report.Periodic
			}
			if tt.key == (ledger.Key{}) {
				tt.key = key
			}
			r := recipient{key: tt.key, ledger: tt.ledger, wants: tt.wants, lost: tt.lost}
			if b := tt.ledger.Baseline; b != nil {
				r.baseline = &b.Snapshot
			}
			d := decide(s, r)
			got := outcome{recovered: strings.Join(d.recovered, " "), why: d.why, text: d.text, advance: d.baseline != nil}
			if d.why == "" {
				got.occasion, got.news = d.message.Occasion, -1
				if d.message.News != nil {
					got.news = len(d.message.News.Changes)
				}
				if d.message.Key != tt.key.Digest() {
					t.Errorf("the message has the key %q", d.message.Key)
				}
			}
			if (d.warning == "") != (tt.want.warning == "") || !strings.Contains(d.warning, tt.want.warning) {
				t.Errorf("warning %q, want %q", d.warning, tt.want.warning)
			}
			got.warning = tt.want.warning
			if got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

// What Microsoft's new maximum took is no regression that somebody could undo.
func TestRegressed(t *testing.T) {
	before, after := two("2026-11-16", 10, 10), two("2026-11-23", 5, 4)
	after.Controls[0].Max = 5
	news := score.Diff(before, after)
	if got := regressed(report.Message{News: &news}); !slices.Equal(got, []string{"stays"}) {
		t.Errorf("regressed are %q, want the second only", got)
	}
}
