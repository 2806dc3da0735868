package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// changes lists how the newest score and its catalogue differ between two days, in the words of a
// run's result, with points in hundredths.
func changes(t *testing.T, from, to string) []string {
	t.Helper()
	type side struct {
		points, max int
		state       string
		scored      bool
	}
	read := func(day string) map[string]side {
		score, profiles := newest(t, at(day))
		sides := map[string]side{}
		for _, p := range profiles {
			latest := p.Updates[0]
			for _, u := range p.Updates {
				if stamp(u) > stamp(latest) {
					latest = u
				}
			}
			sides[p.ID] = side{max: p.MaxScore, state: latest["state"].(string)}
		}
		for _, c := range score.ControlScores {
			id := c["controlName"].(string)
			s := sides[id]
			s.scored, s.points = true, cents(c["score"].(float64))
			sides[id] = s
		}
		maps.DeleteFunc(sides, func(_ string, s side) bool { return !s.scored })
		return sides
	}
	a, b := read(from), read(to)
	ids := slices.Collect(maps.Keys(a))
	for id := range b {
		if _, ok := a[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var all []string
	for _, id := range ids {
		x, y := a[id], b[id]
		var kinds []string
		switch {
		case !x.scored:
			kinds = append(kinds, "added")
		case !y.scored:
			kinds = append(kinds, "retired")
		default:
			if x.state != y.state {
				kinds = append(kinds, "status")
			}
			if x.max != y.max {
				kinds = append(kinds, "repointed")
			}
			if y.points > x.points {
				kinds = append(kinds, "improved")
			} else if y.points < x.points {
				kinds = append(kinds, "regressed")
			}
		}
		if kinds != nil {
			all = append(all, fmt.Sprintf("%s %s %d/%d -> %d/%d", id, strings.Join(kinds, "+"), x.points, x.max, y.points, y.max))
		}
	}
	return all
}

func stamp(update map[string]any) string {
	s, _ := update["updatedDateTime"].(string)
	return s
}

func TestWhatChanges(t *testing.T) {
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
			got := changes(t, test.from, test.to)
			if !slices.Equal(got, test.want) {
				t.Errorf("changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}
