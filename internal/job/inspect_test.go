package job_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
)

func TestLookingBackKnowsNothingOfLater(t *testing.T) {
	w := newWorld(t)
	for i, points := range []float64{5, 6, 7} {
		w.day(score.Date("2026-11-16").AddDays(i), control("a", points, 10))
		w.well(`{}`)
	}
	j := w.job()
	got, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{At: "2026-11-17"})
	if err != nil {
		t.Fatal(err)
	}
	m := got.Model
	if m.Date != "2026-11-17" || m.Since.Date != "2026-11-16" || m.Account.Points != 1 || len(m.Trend.Days) != 2 {
		t.Errorf("%s since %s: %v, %d days", m.Date, m.Since.Date, m.Account.Points, len(m.Trend.Days))
	}
	for _, at := range []job.Query{{At: "2026-11-17", Since: "2026-11-18"}, {Since: "2026-11-18"}} {
		_, err := j.Inspect(context.Background(), j.Tenants[0], at)
		if err == nil || !strings.Contains(err.Error(), "(2026-11-18) must be before") {
			t.Errorf("%+v: %v", at, err)
		}
	}
	got, err = j.Inspect(context.Background(), j.Tenants[0], job.Query{At: "2026-11-16"})
	if err != nil || got.Model.Since != nil {
		t.Errorf("the first day is compared with %+v (%v)", got.Model.Since, err)
	}
	if len(w.days()) != 3 {
		t.Error("a look stored something")
	}
}

// thin is a day as Microsoft's history has it.
func thin(date score.Date, points float64) score.Snapshot {
	s := snapshot(date, control("a", points, 10))
	s.Thin = true
	return s
}

// Where nothing is stored, the days that Microsoft keeps are compared with.
func TestInspectAnEmptyStore(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kept   []score.Date
		since  event.Period
		want   score.Date // empty: compared with nothing
		oldest bool
	}{
		{"the day before", []score.Date{"2026-11-10", "2026-11-15"}, "", "2026-11-15", false},
		{
			"the newest of several up to the start", []score.Date{"2026-11-10", "2026-11-13", "2026-11-15"},
			"P2D", "2026-11-13", false,
		},
		{"nothing as old", []score.Date{"2026-11-12", "2026-11-13"}, "P7D", "2026-11-12", true},
		{"today only", []score.Date{"2026-11-16"}, "", "", false},
		{"nothing", nil, "", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.day("2026-11-16", control("a", 5, 10))
			for _, date := range tt.kept {
				w.source.history = append(w.source.history, thin(date, 4))
			}
			j := w.job()
			got, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{Since: tt.since})
			if err != nil {
				t.Fatal(err)
			}
			var since score.Date
			if got.Model.Since != nil {
				since = got.Model.Since.Date
			}
			if since != tt.want || got.Model.SinceIsOldest != tt.oldest {
				t.Errorf("compared with %q, oldest %t; want %q, %t", since, got.Model.SinceIsOldest, tt.want, tt.oldest)
			}
		})
	}
}

// A wrong period is found before anything is read.
func TestInspectChecksThePeriodFirst(t *testing.T) {
	w := newWorld(t)
	w.source.before = func() { t.Error("the source was asked") }
	j := w.job()
	_, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{Since: "yesterday"})
	if err == nil || !strings.Contains(err.Error(), "neither an ISO 8601 duration") {
		t.Errorf("error %v", err)
	}
}

// A stored day that is not as old as was asked for is named as the oldest.
func TestInspectNothingAsOld(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-15", control("a", 4, 10))
	w.well(`{}`)
	w.day("2026-11-16", control("a", 5, 10))
	j := w.job()
	got, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{Since: "P30D"})
	if err != nil || got.Model.Since.Date != "2026-11-15" || !got.Model.SinceIsOldest {
		t.Errorf("compared with %+v, oldest %t (%v)", got.Model.Since, got.Model.SinceIsOldest, err)
	}
}

func TestBackfill(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-15", control("a", 4, 10))
	w.well(`{}`)
	w.day("2026-11-16", control("a", 5, 10))
	w.source.history = []score.Snapshot{
		thin("2026-11-16", 5), thin("2026-11-15", 3), thin("2026-11-14", 3), thin("2026-11-13", 2),
		thin("2026-10-01", 1),
	}
	j := w.job()
	j.Tenants[0].Retention = period.Period{Days: 30}
	got, err := j.Backfill(context.Background(), j.Tenants[0])
	want := job.Backfilled{Tenant: "contoso", Kept: 5, Stored: 2, First: "2026-11-13", Last: "2026-11-14"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, -want +got\n%s", err, diff)
	}
	again, err := j.Backfill(context.Background(), j.Tenants[0])
	if err != nil || again.Stored != 0 || again.Kept != 5 {
		t.Errorf("the second time: %+v (%v)", again, err)
	}
	stored, err := w.store.Snapshot(context.Background(), "2026-11-15")
	if err != nil || stored.Thin || stored.Current != 4 {
		t.Errorf("a stored day is now %+v (%v)", stored, err)
	}
}

// A backfill does not make a first run one that compares, unless a report is
// asked for.
func TestAFirstRunAfterABackfill(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("a", 5, 10))
	w.source.history = []score.Snapshot{thin("2026-11-15", 3)}
	j := w.job()
	if _, err := j.Backfill(context.Background(), j.Tenants[0]); err != nil {
		t.Fatal(err)
	}
	for doc, want := range map[string]bool{`{"dryRun": true}`: false, `{"dryRun": true, "report": {"formats": []}}`: true} {
		if r := w.well(doc); (r.Since != nil) != want {
			t.Errorf("%s: compared with %+v", doc, r.Since)
		}
	}
}

// A score that cannot be read is replaced by the newest stored one.
func TestInspectWithoutTheSource(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-15", control("a", 4, 10))
	w.well(`{}`)
	w.day("2026-11-16", control("a", 5, 10))
	w.source.err = context.DeadlineExceeded
	j := w.job()
	got, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{})
	if err != nil || got.Model.Date != "2026-11-15" {
		t.Fatalf("%s (%v)", got.Model.Date, err)
	}
	if !slices.Equal(got.Model.Doubts, got.Model.Warnings[:1]) {
		t.Errorf("doubts %q, warnings %q", got.Model.Doubts, got.Model.Warnings)
	}
	if !strings.HasSuffix(got.Result.Warnings[0], "showing what was stored on 15 November 2026") {
		t.Errorf("warnings %q", got.Result.Warnings)
	}
	if got.Unread == nil || got.Unread.Error() != got.Result.Warnings[0] {
		t.Errorf("why it was not read: %v", got.Unread)
	}
}
