package job_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// thinDays are days of Microsoft's history on which the action "a" gains a
// tenth of a point a day, the last of them today.
func thinDays(first score.Date, days int) (list []score.Snapshot) {
	for i := range days {
		list = append(list, thin(first.AddDays(i), float64(i)/10))
	}
	return list
}

// "G11: first report, 90 days just read; D-7 is 3.5 points lower: compared with
// D-7", as if the days had been stored before.
func TestG11TheFirstReportCompares(t *testing.T) {
	const weekly = `{"deliver": ["slack"], "report": {"period": "P7D", "formats": []}}`
	headline := func(list []score.Snapshot, dates ...score.Date) []score.Snapshot {
		for i := range list {
			for _, date := range dates {
				if list[i].Date == date {
					list[i].Controls = nil
				}
			}
		}
		return list
	}
	for _, tt := range []struct {
		name    string
		doc     string
		history []score.Snapshot
		since   score.Date // empty: compared with nothing
		delta   float64    // points
		warning string
	}{
		{"G11: D-7 is 3.5 points lower", weekly, thinDays("2026-08-20", 90), "2026-11-10", 0.8, ""},
		{"D-7 is missing: the newest day before it", weekly,
			append(thinDays("2026-10-01", 40), thinDays("2026-11-14", 4)...), "2026-11-09", 5.1, ""},
		{"of D-7 only the headline is known", weekly, headline(thinDays("2026-11-01", 17), "2026-11-10"), "2026-11-09", 8.2,
			"the actions of 10 November 2026 are not known"},
		{"nothing as old", weekly, thinDays("2026-11-15", 3), "2026-11-15", 9,
			"no score as old as 10 November 2026 is stored; the report compares with 15 November 2026"},
		{"Microsoft keeps nothing", weekly, nil, "", 0, ""},
		{"an alert compares with nothing", `{"deliver": ["slack"]}`, thinDays("2026-08-20", 90), "", 0, ""},
		{"neither does a run without channels", `{}`, thinDays("2026-08-20", 90), "", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tenant(t, ours)
			w.day("2026-11-17", control("a", 9, 10))
			w.source.history = tt.history
			r := w.well(tt.doc)
			var since score.Date
			if r.Since != nil {
				since = r.Since.Date
				if r.Delta.Points != tt.delta || len(r.Changes) != 1 || r.Changes[0].Cause == "" {
					t.Errorf("%v points, changes %+v, want %v points", r.Delta.Points, r.Changes, tt.delta)
				}
			}
			if since != tt.since {
				t.Errorf("compared with %q, want %q", since, tt.since)
			}
			if n := len(saying(r.Warnings, tt.warning)); tt.warning != "" && n != 1 || tt.warning == "" && len(r.Warnings) > 0 {
				t.Errorf("warnings %q, want one that says %q", r.Warnings, tt.warning)
			}
			if strings.Contains(tt.doc, "deliver") && !strings.Contains(tt.doc, "report") {
				w.wantReceived(w.slack, report.Watching)
			}
		})
	}
}

// moved is what a history says, a line for each day, oldest first.
func moved(days []score.HistoryDay) []string {
	lines := []string{}
	for _, d := range days {
		line := fmt.Sprintf("%s since %s %.2f:", d.After.Date, d.Before.Date, d.Percent)
		for _, c := range d.Changes {
			line += fmt.Sprintf(" %s %.2f", c.ID, c.Effect)
		}
		if d.Unattributed != 0 {
			line += fmt.Sprintf(" rest %.2f", d.Unattributed)
		}
		lines = append(lines, line)
	}
	return lines
}

// The history is the days that Microsoft kept at the first run, the stored ones
// and the score as it is now.
func TestHistoryOfTheTenant(t *testing.T) {
	for _, tt := range []struct {
		name   string
		stored bool // what was read is stored
		query  job.HistoryQuery
		want   []string
	}{
		{"thin days, whole days and now", true, job.HistoryQuery{Period: "2026-11-12"}, []string{
			"2026-11-12 since 2026-11-11 0.00:",
			"2026-11-13 since 2026-11-12 10.00: a 10.00",
			"2026-11-16 since 2026-11-13 20.00: a 20.00",
			"2026-11-17 since 2026-11-16 -10.00: a -10.00",
		}},
		{"a duration counts back from the last day, and with it", true, job.HistoryQuery{Period: "P2D"}, []string{
			"2026-11-16 since 2026-11-13 20.00: a 20.00",
			"2026-11-17 since 2026-11-16 -10.00: a -10.00",
		}},
		{"until a day", true, job.HistoryQuery{Period: "P2D", Until: "2026-11-13"}, []string{
			"2026-11-12 since 2026-11-11 0.00:",
			"2026-11-13 since 2026-11-12 10.00: a 10.00",
		}},
		{"all there is, the first day with nothing before it", true, job.HistoryQuery{}, []string{
			"2026-11-11 since  0.00:",
			"2026-11-12 since 2026-11-11 0.00:",
			"2026-11-13 since 2026-11-12 10.00: a 10.00",
			"2026-11-16 since 2026-11-13 20.00: a 20.00",
			"2026-11-17 since 2026-11-16 -10.00: a -10.00",
		}},
		{"nothing is stored: the days that Microsoft keeps", false, job.HistoryQuery{Period: "2026-11-13"}, []string{
			"2026-11-13 since 2026-11-12 10.00: a 10.00",
			"2026-11-17 since 2026-11-13 10.00: a 10.00",
		}},
		{"no day in the period", true, job.HistoryQuery{Period: "2026-11-14", Until: "2026-11-15"}, []string{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tenant(t, ours)
			w.day("2026-11-16", control("a", 5, 10))
			w.source.history = []score.Snapshot{thin("2026-11-13", 3), thin("2026-11-12", 2), thin("2026-11-11", 2)}
			if tt.stored {
				w.well(`{}`)
			}
			w.day("2026-11-17", control("a", 4, 10))
			j := w.job()
			h, err := j.History(t.Context(), j.Tenants[0], tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, moved(h.Days)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A day that is held back is left out, and so is one that cannot be read: the
// next day has the changes of both.
func TestHistoryWithoutDoubtfulDays(t *testing.T) {
	w := tenant(t, ours)
	for i, date := range []score.Date{"2026-11-11", "2026-11-12", "2026-11-13"} {
		w.day(date, control("a", float64(i), 10))
		w.well(`{}`)
	}
	w.damaging("tenants/" + ours + "/snapshots/2026-11-12.json.gz")
	w.day("2026-11-14", control("a", 9, 10))
	w.source.today.Snapshot.Current = 2 // the actions have 9
	j := w.job()
	h, err := j.History(t.Context(), j.Tenants[0], job.HistoryQuery{Control: "A"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-11-11 since  0.00:", "2026-11-13 since 2026-11-11 20.00: a 20.00"}
	if diff := cmp.Diff(want, moved(h.Days)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(saying(h.Warnings, "12 November 2026 is left out of the history")) != 1 {
		t.Errorf("warnings %q", h.Warnings)
	}
	if len(h.Standings) != 2 || h.Standings[1].Points != 2 || h.Action.ID != "a" {
		t.Errorf("standings %+v of %q", h.Standings, h.Action.ID)
	}
}

func TestHistoryOfAWrongPeriod(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-11", control("a", 1, 10))
	j := w.job()
	for want, q := range map[string]job.HistoryQuery{
		"neither":                    {Period: "weekly"},
		"is after the last":          {Period: "2026-11-12", Until: "2026-11-11"},
		"no day at or before":        {Until: "2026-11-11"},
		"a period of no days":        {Period: "P0D"},
		"the shortest is P1D":        {Period: event.Period("P0W")},
		"neither an ISO 8601 durati": {Period: "2026-02-30"},
	} {
		if _, err := j.History(t.Context(), j.Tenants[0], q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", q, err, want)
		}
	}
}

// A report with a form that shows the history reads the days that it shows,
// each once, and no others; a report without one reads only the days of its
// period.
func TestWhatTheHistoryOfAReportCosts(t *testing.T) {
	w := tenant(t, ours)
	objects := &counted{Bucket: w.bucket}
	w.store = store.ForTenant(objects, ours)
	w.source.history = thinDays("2026-08-20", 60)
	first := score.Date("2026-10-19")
	for i := range 36 {
		w.day(first.AddDays(i), control("a", float64(i%10), 10))
		w.well(`{}`)
	}
	for _, tt := range []struct {
		name   string
		report string
		want   int // days
	}{
		{"no form that shows it", `"formats": ["csv"]`, 7},                         // D-7 to D-1
		{"the summary", `"formats": ["pdf"]`, 7},                                   // the same
		{"the full edition", `"formats": ["pdf"], "edition": "full"`, 30},          // D-30 to D-1
		{"the full edition without a file", `"formats": [], "edition": "full"`, 7}, // in an email
		{"the page", `"formats": ["html"]`, 30},
	} {
		t.Run(tt.name, func(t *testing.T) {
			objects.reset()
			last := first.AddDays(36)
			w.day(last, control("a", 6, 10))
			r := w.well(`{"dryRun": true, "report": {"period": "P7D", ` + tt.report + `}}`)
			if len(r.Warnings) > 0 {
				t.Errorf("warnings %q", r.Warnings)
			}
			for day, n := range objects.days {
				most := 1
				if day == string(last.AddDays(-1)) {
					most = 2 // for the trend, too
				}
				if n > most {
					t.Errorf("%s was read %d times", day, n)
				}
			}
			if len(objects.days) != tt.want {
				t.Errorf("%d days were read, want %d: %v", len(objects.days), tt.want, objects.days)
			}
		})
	}
}
