package words_test

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// What is wrong in a store, its effect and the remedy, one line each.
func TestDamage(t *testing.T) {
	const domain, guid = "tenants/contoso.example/", "tenants/11111111-1111-1111-1111-111111111111/"
	for _, tt := range []struct {
		name  string
		found damage.Finding
		want  string
	}{
		{"a ledger", damage.Finding{Part: damage.Ledger, Kind: damage.Unreadable, Detail: "it is empty"},
			"damaged: it is empty | this channel gets no messages | restore it from a backup, or run securescore store rebuild"},
		{"a snapshot", damage.Finding{Part: damage.Snapshot, Kind: damage.Unreadable, Date: "2026-11-26"},
			"damaged | 26 November 2026 is not used in comparisons, and may be missing in the trend | " +
				"restore it from a backup, or run securescore store rebuild"},
		{"of a newer version", damage.Finding{Part: damage.Snapshot, Kind: damage.Newer, Date: "2026-11-26"},
			"written by a newer version of this program | this version cannot use it; use the newer version | " +
				"use the newer version of this program"},
		{"the index", damage.Finding{Part: damage.Index, Kind: damage.Missing},
			"missing | none; the next run makes it again | nothing to do: the next run repairs it"},
		{"a draft that is gone", damage.Finding{Part: damage.Draft, Kind: damage.Missing},
			"missing | the rest of a message is not sent; the next run gives it up | nothing to do: the next run repairs it"},
		{"the id of a domain", damage.Finding{Part: damage.Identity, Kind: damage.Unreadable, Object: domain + "id.json.gz"},
			"damaged | no run of this tenant knows whose score it reads, so nothing is stored or sent | " +
				"restore it from a backup, or run securescore store rebuild"},
		{"the id of a GUID", damage.Finding{Part: damage.Identity, Kind: damage.Unreadable, Object: guid + "id.json.gz"},
			"damaged | none; the configuration has this tenant's id | " +
				"restore it from a backup, or run securescore store rebuild"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var w words.Words
			g := damage.One(tt.found)
			got := w.Damage(g) + " | " + w.DamageEffect(g) + " | " + w.FixDamage([]damage.Finding{tt.found})
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// A notice that is over promises what is true: alerts have had the changes, or
// will.
func TestNoticeThatIsOver(t *testing.T) {
	for trouble, want := range map[report.Trouble]string{
		report.HeldBack: "Alerts have every change since the last score that was used.",
		report.Failing:  "Alerts have every change since the last run that succeeded.",
	} {
		if got := (words.Words{}).NoticeText(report.Notice{Trouble: trouble, Over: true}); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q at its end", trouble, got, want)
		}
	}
}
