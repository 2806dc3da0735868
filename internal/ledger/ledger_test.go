package ledger

import (
	"errors"
	"math"
	"strings"
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

// Messages carry the digest and the store keeps it, so it must stay the same:
// the first half of the SHA-256 of the parts, with a zero byte between them.
func TestDigest(t *testing.T) {
	if got, want := key.Digest(), "1db19ea6ce1c27cf8abc3f54ee956699"; got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	other := key
	other.Tenant = " T"
	if other.Digest() != key.Digest() {
		t.Error("the id of a tenant counts in any case")
	}
}

func TestEveryChangeKeepsTheRest(t *testing.T) {
	second := key
	second.Occasion = "2026-11-24T06:00:00Z"
	east := time.FixedZone("east", 3600)
	full := Ledger{}.Announced(score.Snapshot{Date: "2026-11-22"}, []string{"flaps"}).
		With(key, monday, "posted", true).
		With(second, monday.AddDate(0, 0, 1).In(east), "", false).
		WithRegressed(key, []string{"a"}, nil)
	first := Entry{
		Digest: key.Digest(), To: "#security", Occasion: "2026-11-23T06:00:00Z", Kind: "alert",
		At: monday, Progress: "posted", Done: true, Regressed: []string{"a"},
	}
	last := Entry{
		Digest: second.Digest(), To: "#security", Occasion: "2026-11-24T06:00:00Z", Kind: "alert",
		At: time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC),
	}
	done := last
	done.Progress, done.Done = "sent", true
	baseline, newer := &score.Snapshot{Date: "2026-11-22"}, score.Snapshot{Date: "2026-11-23"}
	flaps := []string{"flaps"}
	for _, tc := range []struct {
		name      string
		got, want Ledger
	}{
		{"as it was made", full, Ledger{baseline, []Entry{first, last}, flaps}},
		{"another entry", full.With(second, last.At, "sent", true), Ledger{baseline, []Entry{first, done}, flaps}},
		{"another baseline", full.Announced(newer, nil), Ledger{&newer, []Entry{first, last}, nil}},
		{"since the first entry", full.Since(monday), Ledger{baseline, []Entry{first, last}, flaps}},
		{"since a second later", full.Since(monday.Add(time.Second)), Ledger{baseline, []Entry{last}, flaps}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A control is regressed in the last entry that announced it, until it
// recovers.
func TestWithRegressed(t *testing.T) {
	second := key
	second.Occasion = "2026-11-24T06:00:00Z"
	before := Ledger{}.With(key, monday, "", true).WithRegressed(key, []string{"a", "b", "c"}, nil).
		With(second, monday, "", true)
	after := before.WithRegressed(second, []string{"b", "d"}, []string{"a"})
	for _, tc := range []struct {
		name   string
		ledger Ledger
		first  []string
		second []string
	}{
		{"before", before, []string{"a", "b", "c"}, nil},
		{"after b and d regressed and a recovered", after, []string{"c"}, []string{"b", "d"}},
		{"after d recovered as well", after.WithRegressed(key, []string{"c"}, []string{"d"}),
			[]string{"c"}, []string{"b"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := [][]string{tc.ledger.Entries[0].Regressed, tc.ledger.Entries[1].Regressed}
			if diff := cmp.Diff([][]string{tc.first, tc.second}, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestEveryFieldSurvivesTheStore(t *testing.T) {
	for pass := range scoretest.Passes {
		var want Ledger
		// Package score does not store the description.
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

func TestAnEmptyLedgerIsStored(t *testing.T) {
	data, err := Encode(Ledger{})
	if want := `{"schema":1,"deliveries":[]}`; err != nil || string(data) != want {
		t.Fatalf("stored as %s, %v, want %s", data, err, want)
	}
	got, err := Decode(data)
	if diff := cmp.Diff(Ledger{Entries: []Entry{}}, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got)\n%s", err, diff)
	}
}

func TestEncodeRefusesWhatJSONCannotHold(t *testing.T) {
	data, err := Encode(Ledger{}.Announced(score.Snapshot{Current: math.NaN()}, nil))
	if err == nil || !strings.Contains(err.Error(), "encoding ledger: baseline") {
		t.Errorf("Encode = %s, %v, want an error about the baseline", data, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for data, future := range map[string]bool{
		"": false, "{}": false, `{"schema":1,"deliveries":1}`: false, `{"schema":9}`: true,
		`{"schema":1,"baseline":{"schema":9}}`: true, `{"schema":1,"baseline":{}}`: false,
		`{"schema":1,"baseline":1}`: false,
	} {
		if _, err := Decode([]byte(data)); err == nil || errors.Is(err, score.ErrFromTheFuture) != future {
			t.Errorf("Decode(%s) = %v, want an error, from a newer program: %t", data, err, future)
		}
	}
}
