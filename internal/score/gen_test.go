package score

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"pgregory.net/rapid"
)

// controls draws any list of controls with distinct folded ids, in any order.
func controls() *rapid.Generator[[]Control] {
	return rapid.Custom(func(t *rapid.T) []Control {
		ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 12), 0, 12, rapid.ID).Draw(t, "ids")
		var list []Control
		for _, id := range ids {
			list = append(list, control(t, fmt.Sprintf("Control%dV2", id)))
		}
		return list
	})
}

func control(t *rapid.T, id string) Control {
	c := Control{
		ID: id, Title: rapid.String().Draw(t, "title"),
		Category: rapid.SampledFrom([]string{"Identity", "Apps", "", "Account"}).Draw(t, "category"),
		Points:   float64(rapid.IntRange(0, 1000).Draw(t, "points")) / 100, Percent: math.NaN(),
		HasProfile: rapid.Bool().Draw(t, "profile"),
		Cost:       ParseLevel(rapid.SampledFrom([]string{"low", "Medium", "HIGH", "null", ""}).Draw(t, "cost")),
		UserImpact: ParseLevel(rapid.SampledFrom([]string{"low", "Medium", "HIGH", "None", ""}).Draw(t, "impact")),
		Rank:       rapid.IntRange(0, 5).Draw(t, "rank"),
	}
	if rapid.Bool().Draw(t, "has percent") {
		c.Percent = float64(rapid.IntRange(0, 100).Draw(t, "percent"))
	}
	switch c.MaxSource = rapid.SampledFrom([]MaxSource{MaxUnknown, MaxOfProfile, MaxComputed}).Draw(t,
		"max source"); c.MaxSource {
	case MaxUnknown:
	default:
		c.Max = float64(rapid.IntRange(0, 1000).Draw(t, "max")) / 100
	}
	if c.HasProfile {
		c.State = rapid.SampledFrom([]string{"Default", "", "Ignored", "ThirdParty", "Reviewed",
			"InventedState"}).Draw(t, "state")
	}
	if rapid.Bool().Draw(t, "synced") {
		c.LastSynced = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "sync"), 0).UTC()
	}
	if rapid.Bool().Draw(t, "extra") {
		c.Extra = Undocumented{rapid.String().Draw(t, "property"): json.RawMessage(rapid.SampledFrom([]string{
			`"false"`, `null`, `1e400`, `-0`, `{"a":[1,null,{"a":"ü","a":2}]}`, `"\u003c\ud800"`, "\"\xff\"",
		}).Draw(t, "value"))}
	}
	return c
}

// snapshots draws a snapshot. Its headline can differ from the sum of the
// controls.
func snapshots() *rapid.Generator[Snapshot] {
	return rapid.Custom(func(t *rapid.T) Snapshot {
		s := Snapshot{
			TenantID: "t", Date: Date("2026-11-01").AddDays(rapid.IntRange(0, 60).Draw(t, "day")),
			Controls: controls().Draw(t, "controls"),
			Thin:     rapid.Bool().Draw(t, "thin"), ActiveUsers: rapid.IntRange(0, 9).Draw(t, "users"),
		}
		s.Current, s.Max = s.Sum(), maxima(s)
		if rapid.Bool().Draw(t, "headline is off") {
			s.Current += float64(rapid.IntRange(-300, 300).Draw(t, "off")) / 100
			s.Max += float64(rapid.IntRange(0, 50).Draw(t, "off"))
		}
		s.Averages = []Average{{Basis: BasisAllTenants, Percent: math.NaN()}}
		return s
	})
}

func maxima(s Snapshot) float64 {
	var sum float64
	for _, c := range s.Controls {
		sum += c.Max
	}
	return sum
}

// shuffled is the snapshot with its controls in another order and its ids in
// another case.
func shuffled(t *rapid.T, s Snapshot) Snapshot {
	s.Controls = rapid.Permutation(s.Controls).Draw(t, "order")
	for i := range s.Controls {
		if rapid.Bool().Draw(t, "upper") {
			s.Controls[i].ID = strings.ToUpper(s.Controls[i].ID)
		}
	}
	return s
}
