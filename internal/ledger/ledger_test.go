package ledger

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/score/scoretest"
)

var (
	monday = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	key    = Key{Tenant: "t", Channel: "slack", To: "#security", Occasion: "2026-11-23T06:00:00Z", Kind: "alert"}
)

func TestEveryPartOfAKeyCounts(t *testing.T) {
	others := []Key{key, key, key, key, key}
	others[0].Tenant, others[1].Channel, others[2].To, others[3].Occasion, others[4].Kind = "u", "email", "#other",
		"x", "report"
	l := Ledger{}.With(key, monday, "p", true)
	if e, found := l.Find(key); !found || !e.Done || e.Progress != "p" {
		t.Errorf("entry %+v, found %v", e, found)
	}
	for _, other := range others {
		if _, found := l.Find(other); found {
			t.Errorf("%+v has the same entry as %+v", other, key)
		}
	}
}

func TestWithReplacesAndLeavesTheOldOne(t *testing.T) {
	first := Ledger{}.With(key, monday, "", false)
	second := first.With(key, monday, "posted", true)
	if len(second.Entries) != 1 || !second.Entries[0].Done || first.Entries[0].Done {
		t.Errorf("the first is %+v, want it unchanged; the second %+v, want it done", first, second)
	}
}

func TestSinceForgetsOldEntriesOnly(t *testing.T) {
	l := Ledger{}.Announced(score.Snapshot{Date: "2026-11-22"}, nil).With(key, monday, "",
		true).Since(monday.Add(time.Second))
	if len(l.Entries) != 0 || l.Baseline == nil {
		t.Errorf("%+v, want the baseline without the old entry", l)
	}
}

func TestEveryFieldSurvivesTheStore(t *testing.T) {
	for pass := range scoretest.Passes {
		var want Ledger
		// see package score: it is not stored
		if err := scoretest.Fill(&want, pass, "Baseline.Controls.Description"); err != nil {
			t.Fatal(err)
		}
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("pass %d: a field does not survive (-want +got)\n%s", pass, diff)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for data, future := range map[string]bool{
		"": false, "{}": false, `{"schema":1,"deliveries":1}`: false, `{"schema":9}`: true,
		`{"schema":1,"baseline":{"schema":9}}`: true, `{"schema":1,"baseline":{}}`: false,
	} {
		if _, err := Decode([]byte(data)); err == nil || errors.Is(err, score.ErrFromTheFuture) != future {
			t.Errorf("Decode(%s) = %v, want an error, from a newer program: %t", data, err, future)
		}
	}
}
