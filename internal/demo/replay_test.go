package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// side is what a control is on one day, with points in hundredths.
type side struct {
	points, max int
	state       string
	scored      bool
}

// sides reads the scored controls of a day.
func sides(t *testing.T, day string) map[string]side {
	t.Helper()
	score, profiles := newest(t, at(day))
	all := map[string]side{}
	for _, p := range profiles {
		latest := p.Updates[0]
		for _, u := range p.Updates {
			if stamp(u) > stamp(latest) {
				latest = u
			}
		}
		all[p.ID] = side{max: p.MaxScore, state: latest["state"].(string)}
	}
	for _, c := range score.ControlScores {
		id := c["controlName"].(string)
		s := all[id]
		s.scored, s.points = true, cents(c["score"].(float64))
		all[id] = s
	}
	maps.DeleteFunc(all, func(_ string, s side) bool { return !s.scored })
	return all
}

// kinds are the kinds of change from a to b, in the words of a run's result.
func kinds(a, b side) []string {
	switch {
	case !a.scored:
		return []string{"added"}
	case !b.scored:
		return []string{"retired"}
	}
	var list []string
	if a.state != b.state {
		list = append(list, "status")
	}
	if a.max != b.max {
		list = append(list, "repointed")
	}
	switch {
	case b.points > a.points:
		list = append(list, "improved")
	case b.points < a.points:
		list = append(list, "regressed")
	}
	return list
}

// changes lists the differences between two days.
func changes(t *testing.T, from, to string) []string {
	t.Helper()
	before, after := sides(t, from), sides(t, to)
	ids := map[string]bool{}
	for id := range before {
		ids[id] = true
	}
	for id := range after {
		ids[id] = true
	}
	var all []string
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		a, b := before[id], after[id]
		if k := kinds(a, b); k != nil {
			all = append(all, fmt.Sprintf("%s %s %d/%d -> %d/%d",
				id, strings.Join(k, "+"), a.points, a.max, b.points, b.max))
		}
	}
	return all
}

func stamp(update map[string]any) string {
	s, _ := update["updatedDateTime"].(string)
	return s
}

func TestChanges(t *testing.T) {
	tests := []struct {
		name, from, to string
		want           []string
	}{
		{"quiet day", "2026-11-16", "2026-11-17", nil},
		{"every kind", "2026-11-17", "2026-11-18", []string{
			"AdminStrongSignInV2 improved 667/10 -> 1000/10",
			"LegacyProtocolBlockV1 retired 772/8 -> 0/0",
			"LegacyProtocolBlockV2 added 0/0 -> 772/8",
			"aad_agent_identity_review added 0/0 -> 0/5",
			"aad_banned_words_onprem status+improved 0/5 -> 500/5",
			"aad_pim_eligible repointed+improved 250/5 -> 400/8",
			"mdo_dmarc_reject status+improved 0/5 -> 500/5",
			"scid_7008 improved 216/9 -> 468/9",
			"scid_7038 status+regressed 144/8 -> 0/8",
			"scid_7118 retired 304/4 -> 0/0",
			"scid_7120 regressed 655/10 -> 495/10",
			"scid_7210 added 0/0 -> 210/8",
			"spo_sharing_known_guests regressed 400/4 -> 0/4",
		}},
		{"day after", "2026-11-18", "2026-11-19", nil},
		{"recovery", "2026-11-19", "2026-11-20", []string{
			"scid_7026 regressed 506/6 -> 487/6",
			"scid_7079 regressed 239/8 -> 221/8",
			"spo_sharing_known_guests improved 0/4 -> 400/4",
		}},
		{"drift", "2026-11-20", "2026-11-21", []string{
			"scid_7007 regressed 720/9 -> 713/9",
			"scid_7008 improved 468/9 -> 504/9",
			"scid_7023 regressed 809/9 -> 795/9",
			"scid_7125 regressed 314/7 -> 300/7",
		}},
		{"Sunday", "2026-11-21", "2026-11-22", nil},
		{"weekly report's day", "2026-11-22", "2026-11-23", []string{
			"aad_admin_phishproof improved 175/7 -> 438/7",
			"mdo_imp_users improved 416/8 -> 528/8",
			"scid_7065 improved 261/9 -> 306/9",
			"scid_7120 improved 495/10 -> 550/10",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := changes(t, test.from, test.to)
			if !slices.Equal(got, test.want) {
				t.Errorf("changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}
