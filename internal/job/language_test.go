package job_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// german is a world whose tenant has German reports.
func german(t *testing.T) *world {
	w := tenant(t, ours)
	w.locale = report.Locale{}.In(report.German)
	return w
}

// reasoned is an error of a source that knows its reason.
type reasoned struct{ error }

func (reasoned) Reason() string { return "permission" }

// What is said to people of an error is in their language. The error's own text
// is quoted, and called English.
func TestTheLanguageOfFailures(t *testing.T) {
	for name, tt := range map[string]struct {
		fails error
		want  string
	}{
		"with a reason": {reasoned{errors.New("Graph answers 403")},
			"eine Berechtigung fehlt (englische Fehlermeldung: „Graph answers 403“)"},
		"without one": {errors.New("disk full"), "„disk full“ (englische Fehlermeldung)"},
	} {
		t.Run(name, func(t *testing.T) {
			w := german(t)
			w.day("2026-11-16", sixty()...)
			w.well(both)
			w.source.err = tt.fails
			var r job.TenantResult
			for range 3 {
				r = w.run(both)
			}
			if r.OutwardError() != tt.want || *r.Error != tt.fails.Error() {
				t.Errorf("error %q, for people %q; want %q", *r.Error, r.OutwardError(), tt.want)
			}
			w.wantReceived(w.slack, report.Watching, report.Notified)
			if got := w.slack.received[1].Notice.Details; got != tt.want {
				t.Errorf("the notice says %q, want %q", got, tt.want)
			}
			j := w.job()
			seen, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{})
			want := tt.want + "; angezeigt wird der gespeicherte Stand vom 16. November 2026"
			if err != nil || seen.Result.Warnings[0] != want {
				t.Errorf("%v, warnings %q, want %q", err, seen.Result.Warnings, want)
			}
		})
	}
}

func TestTheLanguageOfWhatIsHeldBack(t *testing.T) {
	for name, tt := range map[string]struct {
		mistake func(w *world)
		want    string
	}{
		"another tenant's": {func(w *world) { w.from(theirs) },
			"die Bewertung gehört zu einem anderen Mandanten: Prüfen Sie auth und id von contoso in der Konfiguration"},
		"impossible": {func(w *world) { w.source.err = impossible{errors.New("A has -4 points")} },
			"die Bewertung enthält Zahlen, die es nicht geben kann (englische Fehlermeldung: „A has -4 points“)"},
		"a part": {func(w *world) { w.source.today.Partial = true },
			"Microsoft Graph hat nur einen Teil der Antwort gesendet (206); versuchen Sie es später erneut"},
	} {
		t.Run(name, func(t *testing.T) {
			w := german(t)
			w.day("2026-11-16", sixty()...)
			w.well(both)
			w.day("2026-11-17", sixty()...)
			tt.mistake(w)
			r := w.run(both)
			if want := "zurückgehalten, nichts wurde gespeichert oder gesendet: " + tt.want; r.OutwardError() != want {
				t.Errorf("error %q, want %q", r.OutwardError(), want)
			}
			if got := w.slack.received[1].Notice.Details; got != tt.want {
				t.Errorf("the notice says %q, want %q", got, tt.want)
			}
			if got := r.Deliveries[0].Error; got != "zurückgehalten: die Bewertung ist zweifelhaft" {
				t.Errorf("the delivery says %q", got)
			}
			j := w.job()
			_, err := j.Backfill(context.Background(), j.Tenants[0])
			if err == nil || name != "impossible" && !strings.HasPrefix(err.Error(), "die heutige Bewertung ist zweifelhaft: ") {
				t.Errorf("a backfill says %v", err)
			}
		})
	}
}

func TestTheLanguageOfWarnings(t *testing.T) {
	w := german(t)
	for i := range 3 {
		w.day(score.Date("2026-11-16").AddDays(i), sixty()...)
		w.well(both)
	}
	w.damaging("tenants/" + ours + "/days.json.gz")
	w.damaging("tenants/" + ours + "/snapshots/2026-11-18.json.gz")
	w.day("2026-11-19", sixty()...)
	w.source.today.Oddities = []score.Oddity{
		{Kind: score.Unreadable, Field: "lastSynced", Of: "A", Times: 3},
		{Kind: score.PartialCatalogue, Of: "299 x", Times: 1},
		{Kind: score.AverageLeftOut, Times: 1},
	}
	r := w.well(`{"report": {"period": "P1D"}}`)
	all := strings.Join(r.Warnings, "\n")
	for _, want := range []string{
		"lastSynced konnte nicht gelesen werden: A und 2 weitere",
		"Microsoft Graph hat beim Katalog nur einen Teil der Antwort gesendet (206): „299 x“ (englische Fehlermeldung)",
		"ein Durchschnitt ohne Grundlage wurde ausgelassen",
		"der Index der Tage ist beschädigt (englische Fehlermeldung: „",
		"“) und wurde aus den gespeicherten Tagen neu erstellt; ",
		"; securescore store verify zeigt alle Schäden an",
		"nicht verwendet: „tenants/" + ours + "/snapshots/2026-11-18.json.gz is damaged",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}
