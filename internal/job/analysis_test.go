package job_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/result"
)

// days are what the store keeps of each day.
func (w *world) days() []score.Day {
	w.t.Helper()
	days, _, err := store.ForTenant(w.bucket, "t").Days(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return days
}

// Where only Microsoft's names changed there is no alert; the next message
// reports it.
func TestARenameIsNoNewsByItself(t *testing.T) {
	w := newWorld(t)
	old := control("MFAV1", 5, 10)
	old.Title, old.Service, old.Category = "MFA", "AzureAD", "Apps"
	renamed := old
	renamed.ID, renamed.Category = "MFAV2", "Identity"
	w.day("2026-11-16", old, control("b", 5, 10))
	w.well(`{"deliver":["slack"]}`)

	w.day("2026-11-17", renamed, control("b", 5, 10))
	r := w.well(`{"deliver":["slack"]}`)
	if r.Deliveries[0].Status != job.Unchanged || len(r.Changes) != 1 {
		t.Fatalf("%+v, %+v", r.Deliveries, r.Changes)
	}
	c := r.Changes[0]
	if c.RenamedFrom != "MFAV1" || c.MovedFrom != "Apps" || len(c.Kinds) != 0 || c.Kinds == nil || c.Effect != 0 {
		t.Errorf("%+v", c)
	}

	w.day("2026-11-18", renamed, control("b", 9, 10))
	r = w.well(`{"deliver":["slack"]}`)
	w.want(r, job.Sent)
	if len(r.Changes) != 2 || !strings.Contains(r.Why, "Microsoft renamed 1 action") {
		t.Errorf("%+v, %s", r.Deliveries, r.Why)
	}
}

func TestAnalysisInTheResult(t *testing.T) {
	w := newWorld(t)
	declared, accepted := control("declared", 10, 10), control("accepted", 0, 20)
	declared.State, accepted.State = "ThirdParty", "Ignored"
	steady := func(points float64) []score.Control {
		return []score.Control{declared, accepted, control("a", points, 40), control("b", 40, 50)}
	}
	for i, points := range []float64{8, 20, 8} {
		w.day(score.Date("2026-11-16").AddDays(i), steady(points)...)
		w.well(`{}`)
	}
	w.day("2026-11-19", steady(30)...)
	w.source.today.Catalogue = []score.Profile{
		{ID: "a", Service: "EXO", Max: 40}, {ID: "outside", Service: "EXO", Max: 7},
	}
	r := w.well(`{"report":{"period":"2026-11-16","formats":["csv"]}}`)

	if s := r.Analysis.Split; s == nil || *s != (result.Split{Earned: 70, Declared: 10, Accepted: 20, Open: 20}) {
		t.Errorf("split %+v", s)
	}
	var views []float64
	for _, v := range r.Analysis.Views {
		views = append(views, v.Points)
	}
	if !slices.Equal(views, []float64{80, 80, 100, 120}) {
		t.Errorf("views %v", views)
	}
	unsteady := []result.Unsteady{{Control: "a", Title: "Do a", Gained: 34, Lost: 12, Net: 22, Turns: 2}}
	if !slices.Equal(r.Analysis.Unsteady, unsteady) {
		t.Errorf("unsteady %+v", r.Analysis.Unsteady)
	}
	if z := r.ZoneChange; z == nil || z.Before != score.Bad || z.After != score.Okay {
		t.Errorf("zone change %+v", z)
	}
	outside := 0
	for _, s := range r.Analysis.Scopes {
		outside += s.Outside
	}
	if outside != 1 {
		t.Errorf("scopes %+v", r.Analysis.Scopes)
	}
	var moves []score.Moves
	for _, d := range w.days() {
		moves = append(moves, d.Moves)
	}
	want := []score.Moves{
		{}, {Since: "2026-11-16", Gained: 12}, {Since: "2026-11-17", Lost: 12}, {Since: "2026-11-18", Gained: 22},
	}
	if !slices.Equal(moves, want) {
		t.Errorf("moves %+v, want %+v", moves, want)
	}
}

// corrupt spoils a stored snapshot.
func (w *world) corrupt(date score.Date) {
	w.t.Helper()
	key := "tenants/t/snapshots/" + string(date) + ".json.gz"
	object, err := w.bucket.Get(context.Background(), key)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.bucket.Put(context.Background(), key, []byte("spoilt"), bucket.IfVersion(object.Version))
	if err != nil {
		w.t.Fatal(err)
	}
}

// A day that cannot be read is named, and the run goes on without it.
func TestAnUnreadableDayBeforeIsAWarning(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("a", 5, 10))
	w.well(`{"deliver":["slack"]}`)
	w.day("2026-11-17", control("a", 5, 10))
	w.well(`{}`)
	w.corrupt("2026-11-17")
	w.day("2026-11-18", control("a", 9, 10))
	r := w.well(`{"deliver":["slack"]}`)
	w.want(r, job.Sent)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "since 17 November 2026 are left out of the trend") {
		t.Errorf("%+v, warnings %q", r.Deliveries, r.Warnings)
	}
}

// A report looks for what moved there and back on at most 31 stored days
// between its two scores.
func TestThereAndBackOnManyDays(t *testing.T) {
	for between, want := range map[int]int{31: 1, 32: 0} {
		w := newWorld(t)
		w.store = newValues()
		first := score.Date("2026-09-01")
		for day := range between + 2 {
			points := 8.0
			if day == 5 {
				points = 40
			}
			w.day(first.AddDays(day), control("a", points, 40))
			if day <= between {
				w.well(`{}`)
			}
		}
		r := w.well(`{"report": {"period": "2026-09-01", "formats": []}}`)
		if r.Since.Date != first || len(r.Analysis.Unsteady) != want {
			t.Errorf("%d days between: since %s, unsteady %+v, want %d",
				between, r.Since.Date, r.Analysis.Unsteady, want)
		}
	}
}
