package damage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
)

func TestGroups(t *testing.T) {
	day := func(part damage.Part, kind damage.Kind, date score.Date, detail string) damage.Finding {
		return damage.Finding{Part: part, Kind: kind, Date: date, Detail: detail}
	}
	claim := damage.Finding{Part: damage.Claim, Kind: damage.Unreadable}
	for _, tt := range []struct {
		name string
		list []damage.Finding
		want []damage.Group
	}{
		{"nothing", nil, nil},
		{"days with the same", []damage.Finding{
			day(damage.History, damage.Foreign, "2026-11-01", "x"), day(damage.History, damage.Foreign, "2026-11-03", "x"),
		}, []damage.Group{{
			Finding: day(damage.History, damage.Foreign, "2026-11-01", "x"),
			Last:    day(damage.History, damage.Foreign, "2026-11-03", "x"), Findings: 2,
		}}},
		{"days with something else", []damage.Finding{
			day(damage.History, damage.Foreign, "2026-11-01", "x"), day(damage.History, damage.Foreign, "2026-11-02", "y"),
		}, []damage.Group{
			damage.One(day(damage.History, damage.Foreign, "2026-11-01", "x")),
			damage.One(day(damage.History, damage.Foreign, "2026-11-02", "y")),
		}},
		{"numbers that differ", []damage.Finding{
			day(damage.Index, damage.Differs, "2026-11-01", "1"), day(damage.Index, damage.Differs, "2026-11-02", "2"),
		}, []damage.Group{{
			Finding: day(damage.Index, damage.Differs, "2026-11-01", ""),
			Last:    day(damage.Index, damage.Differs, "2026-11-02", "2"), Findings: 2,
		}}},
		{"what are no days", []damage.Finding{claim, claim}, []damage.Group{damage.One(claim), damage.One(claim)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, damage.Groups(tt.list)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
