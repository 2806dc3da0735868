package score

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secure-score-reporter/internal/score/scoretest"
)

// standard is what encoding/json makes of the stored types, which is what
// stores have.
func standard(s Snapshot) ([]byte, error) {
	stored := storedSnapshot{
		Schema: Schema, TenantID: s.TenantID, Date: s.Date, Current: s.Current, Max: s.Max, Thin: s.Thin,
		ActiveUsers: s.ActiveUsers, EnabledServices: s.EnabledServices, Extra: s.Extra,
		Controls: make([]storedControl, len(s.Controls)),
	}
	for _, a := range s.Averages {
		average := storedAverage{
			Basis: a.Basis, Percent: unless(math.IsNaN(a.Percent), a.Percent), SeatsFrom: a.SeatsFrom, SeatsTo: a.SeatsTo,
		}
		for _, c := range a.Categories {
			average.Categories = append(average.Categories, storedCategoryAverage(c))
		}
		stored.Averages = append(stored.Averages, average)
	}
	for i, c := range s.Controls {
		stored.Controls[i] = storedControl{
			ID: c.ID, Title: c.Title, Category: c.Category, Service: c.Service,
			Points: c.Points, Percent: unless(math.IsNaN(c.Percent), c.Percent), Unread: c.Unread,
			Max: c.Max, MaxSource: c.MaxSource,
			State: c.State, StateBy: c.StateBy, StateAt: unless(c.StateAt.IsZero(), c.StateAt),
			StateComment: c.StateComment, StateAssigned: c.StateAssigned,
			Tally:      unless(c.Tally.Total == 0, storedTally(c.Tally)),
			LastSynced: unless(c.LastSynced.IsZero(), c.LastSynced), ImplementationStatus: c.ImplementationStatus,
			HasProfile: c.HasProfile, Deprecated: c.Deprecated, Rank: c.Rank, Cost: c.Cost, UserImpact: c.UserImpact,
			Tier: c.Tier, ActionType: c.ActionType, Threats: c.Threats, ActionURL: c.ActionURL, Extra: c.Extra,
		}
	}
	return json.Marshal(stored)
}

func unless[T any](absent bool, v T) *T {
	if absent {
		return nil
	}
	return &v
}

func checkEncoded(t interface{ Fatalf(string, ...any) }, s Snapshot) {
	want, wantErr := standard(s)
	got, err := Encode(s)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("error %v, want %v", err, wantErr)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Fatalf("(-encoding/json +Encode)\n%s", diff)
	}
}

func TestEncodedBytesAreThoseOfEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkEncoded(t, snapshots().Draw(t, "snapshot")) })
	for pass := range scoretest.Passes {
		var s Snapshot
		if err := scoretest.Fill(&s, pass, slices.Sorted(maps.Keys(notStored))...); err != nil {
			t.Fatal(err)
		}
		checkEncoded(t, s)
	}
	checkEncoded(t, Snapshot{})
	for _, text := range []string{
		"", " ", "ü", "<b>&", `"\`, "a\tb\n", "\x00\x1f\x7f", "\u2028\u2029", "\xff", "\xed\xa0\x80", "💥", "~!",
	} {
		checkEncoded(t, Snapshot{
			TenantID: text, Date: Date(text), EnabledServices: []string{text, "x", text},
			Averages: []Average{{Basis: text, Categories: []CategoryAverage{{Category: text}, {}}}, {}},
			Extra:    Undocumented{text: json.RawMessage("[1 , \"<\u2028\"]"), "a": json.RawMessage(`null`)},
			Controls: []Control{{}, {
				ID: text, Title: text, Category: text, Service: text, MaxSource: MaxSource(text), State: text,
				StateBy: text, StateComment: text, StateAssigned: text, ImplementationStatus: text, Cost: Level(text),
				UserImpact: Level(text), Tier: text, ActionType: text, Threats: []string{text, text}, ActionURL: text,
				Extra: Undocumented{},
			}},
		})
	}
	for _, x := range []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, 1.0 / 3, 1e-6, 9.99e-7, -1e-7, 1e20, 1e21, -1e21, 1e300, 5e-324,
		math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1),
	} {
		checkEncoded(t, Snapshot{Current: x})
		checkEncoded(t, Snapshot{Max: x})
		checkEncoded(t, Snapshot{Averages: []Average{{Percent: x}}})
		checkEncoded(t, Snapshot{Controls: []Control{{Points: x}, {Percent: x}}})
		checkEncoded(t, Snapshot{Controls: []Control{{Max: x}}})
	}
	for _, at := range []time.Time{
		{}, time.Unix(0, 1), time.Date(2026, 1, 2, 3, 4, 5, 600, time.FixedZone("", 3600)),
		time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		checkEncoded(t, Snapshot{Controls: []Control{{StateAt: at}, {LastSynced: at}}})
	}
	checkEncoded(t, Snapshot{ActiveUsers: -1, Controls: []Control{
		{Rank: -1, Tally: Tally{Count: -1}}, {Tally: Tally{Total: -5}}, {Tally: Tally{Count: 3, Total: 7}},
	}})
	checkEncoded(t, Snapshot{Extra: Undocumented{"broken": json.RawMessage(`{`)}})
}
