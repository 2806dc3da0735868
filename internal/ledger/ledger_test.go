package ledger

import (
	"bytes"
	stdcmp "cmp"
	"errors"
	"math"
	"slices"
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

// entry is a delivery with a key.
func entry(k Key, at time.Time, progress string, done bool) Entry {
	e := k.Entry(at)
	e.Progress, e.Done = progress, done
	return e
}

func ledgerOf(baseline *Snapshot, unstable []string, entries ...Entry) Ledger {
	return Ledger{Baseline: baseline, Entries: entries, Unstable: unstable}
}

// byValue compares the snapshots of ledgers, and byForm how they are stored.
var (
	byValue = cmp.Transformer("value", func(s Snapshot) score.Snapshot { return s.Snapshot })
	byForm  = cmp.Comparer(func(a, b Snapshot) bool {
		data, err := b.stored()
		return err == nil && a.Is(data)
	})
)

func TestEveryPartOfAKeyCounts(t *testing.T) {
	others := []Key{key, key, key, key, key}
	others[0].Tenant, others[1].Channel, others[2].To, others[3].Occasion, others[4].Kind = "u", "email", "#other",
		"x", "report"
	l := Ledger{}.With(entry(key, monday, "p", true))
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
	first := Ledger{}.With(entry(key, monday, "", false))
	second := first.With(entry(key, monday, "posted", true))
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
	posted := entry(key, monday, "posted", true)
	posted.Regressed = []string{"a"}
	full := Ledger{}.Announced(Keep(score.Snapshot{Date: "2026-11-22"}), []string{"flaps"}).
		With(posted).
		With(entry(second, monday.AddDate(0, 0, 1).In(east), "", false))
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
	owed := first
	owed.Owed, owed.Done = true, false
	baseline, newer := Keep(score.Snapshot{Date: "2026-11-22"}), Keep(score.Snapshot{Date: "2026-11-23"})
	flaps := []string{"flaps"}
	for _, tc := range []struct {
		name      string
		got, want Ledger
	}{
		{"as it was made", full, ledgerOf(baseline, flaps, first, last)},
		{"another entry", full.With(entry(second, last.At, "sent", true)), ledgerOf(baseline, flaps, first, done)},
		{"another baseline", full.Announced(newer, nil), ledgerOf(newer, nil, first, last)},
		{"since the first entry", full.Since(monday), ledgerOf(baseline, flaps, first, last)},
		{"since a second later", full.Since(monday.Add(time.Second)), ledgerOf(baseline, flaps, last)},
		{"since a second later, and owed", Ledger{}.With(owed).Since(monday.Add(time.Second)), ledgerOf(nil, nil, owed)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.got, byForm); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A control is regressed in the last entry that announced it, until it
// recovers.
func TestForget(t *testing.T) {
	first, second := entry(key, monday, "", true), entry(key, monday, "", true)
	first.Regressed = []string{"a", "b", "c"}
	second.Digest, second.Regressed = "second", []string{"b", "d"}
	got := Ledger{}.With(first).Forget([]string{"a", "b", "d"}, second).With(second)
	if diff := cmp.Diff([]string{"c"}, got.Entries[0].Regressed); diff != "" {
		t.Errorf("the first entry (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b", "d"}, got.Forget([]string{"b"}, second).Entries[1].Regressed); diff != "" {
		t.Errorf("the entry itself (-want +got)\n%s", diff)
	}
	before := Ledger{}.With(first)
	before.Forget([]string{"a"}, second)
	if diff := cmp.Diff([]string{"a", "b", "c"}, before.Entries[0].Regressed); diff != "" {
		t.Errorf("the ledger that was given has changed (-want +got)\n%s", diff)
	}
}

// The baseline never moves back to an older day.
func TestAnnounced(t *testing.T) {
	l := Ledger{}.Announced(Keep(score.Snapshot{Date: "2026-11-23"}), []string{"flaps"})
	if got := l.Announced(Keep(score.Snapshot{Date: "2026-11-21"}), nil); got.Baseline.Date != "2026-11-23" ||
		len(got.Unstable) != 1 {
		t.Errorf("baseline %s, unstable %q", got.Baseline.Date, got.Unstable)
	}
	if got := l.Announced(Keep(score.Snapshot{Date: "2026-11-23", Current: 5}), nil); got.Baseline.Current != 5 {
		t.Error("the same day again is no new baseline")
	}
}

func TestOwed(t *testing.T) {
	owed, done := entry(key, monday, "1", false), entry(key, monday, "1", true)
	owed.Digest, owed.Owed = "owed", true
	tried := key.Entry(monday)
	tried.Digest = "tried"
	got := Ledger{}.With(done).With(owed).With(tried).Owed()
	if diff := cmp.Diff([]Entry{owed}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A channel knows of a trouble from the notice that it began to the one that it
// is over.
func TestTroubles(t *testing.T) {
	later := monday.AddDate(0, 0, 1).In(time.FixedZone("east", 3600))
	stale := Ledger{}.Notified("stale", false, monday)
	both := stale.Notified("failing", false, later)
	again := both.Notified("stale", false, later)
	over := again.Notified("failing", true, later)
	for _, tc := range []struct {
		name string
		got  Ledger
		want []Trouble
	}{
		{"one", stale, []Trouble{{"stale", monday}}},
		{"another", both, []Trouble{{"stale", monday}, {"failing", later.UTC()}}},
		{"the first again", again, []Trouble{{"failing", later.UTC()}, {"stale", later.UTC()}}},
		{"the other is over", over, []Trouble{{"stale", later.UTC()}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.got.Troubles); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for _, kind := range []string{"stale", "failing", "heldBack"} {
				want := slices.ContainsFunc(tc.want, func(x Trouble) bool { return x.Kind == kind })
				if tc.got.Has(kind) != want {
					t.Errorf("has %s: %v", kind, tc.got.Has(kind))
				}
			}
		})
	}
}

func TestFailed(t *testing.T) {
	l := Ledger{}.Failed("monday").Failed("tuesday")
	if l.Failures != 2 || l.LastFailed != "tuesday" {
		t.Errorf("%d failures, the last on %q", l.Failures, l.LastFailed)
	}
	if l = l.Failed(""); l.Failures != 0 || l.LastFailed != "" {
		t.Errorf("after a run that did not fail: %d failures, the last on %q", l.Failures, l.LastFailed)
	}
}

func TestEveryFieldSurvivesTheStore(t *testing.T) {
	for pass := range scoretest.Passes {
		var want Ledger
		var baseline, pending score.Snapshot
		// Package score does not store these two fields.
		err := stdcmp.Or(
			scoretest.Fill(&want, pass, "Baseline", "Pending.Snapshot"),
			scoretest.Fill(&baseline, pass, "Controls.Description", "Controls.Excepted"),
			scoretest.Fill(&pending, pass, "Controls.Description", "Controls.Excepted"),
		)
		if err != nil {
			t.Fatal(err)
		}
		pending.Current++
		want.Baseline, want.Pending.Snapshot = Keep(baseline), Keep(pending)
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, byValue); diff != "" {
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
	data, err := Encode(Ledger{}.Announced(Keep(score.Snapshot{Current: math.NaN()}), nil))
	if err == nil || !strings.Contains(err.Error(), "encoding ledger: baseline") {
		t.Errorf("Encode = %s, %v, want an error about the baseline", data, err)
	}
	data, err = Encode(Ledger{Pending: &Pending{Snapshot: Keep(score.Snapshot{Current: math.NaN()})}})
	if err == nil || !strings.Contains(err.Error(), "encoding ledger: pending") {
		t.Errorf("Encode = %s, %v, want an error about what is pending", data, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for data, future := range map[string]bool{
		"": false, "{}": false, `{"schema":1,"deliveries":1}`: false, `{"schema":9}`: true,
		`{"schema":1,"baseline":{"schema":9}}`: true, `{"schema":1,"baseline":{}}`: false,
		`{"schema":1,"baseline":1}`: false, `{"schema":1,"pending":1}`: false,
		`{"schema":1,"pending":{"snapshot":{"schema":9}}}`: true, `{"schema":1,"pending":{"snapshot":{}}}`: false,
	} {
		if _, err := Decode([]byte(data)); err == nil || errors.Is(err, score.ErrFromTheFuture) != future {
			t.Errorf("Decode(%s) = %v, want an error, from a newer program: %t", data, err, future)
		}
	}
}

func FuzzDecode(f *testing.F) {
	entry := Key{Tenant: "t", Channel: "slack", To: "#a", Occasion: "x", Kind: "alert"}.Entry(time.Unix(0, 0))
	known := Keep(score.Snapshot{Date: "2026-11-23", Max: 10})
	seed, err := Encode(Ledger{}.Begin(entry, Pending{Snapshot: known}).Announced(known, []string{"a"}))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"schema":1,"deliveries":[{"at":"2026-11-23T06:00:00+01:00","owed":true,"progress":"x"}],` +
		`"troubles":[{"kind":"stale"}],"failures":-1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Decode(data)
		if err != nil {
			return
		}
		once, err := Encode(l)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		again, err := Decode(once)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		twice, err := Encode(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("round trip changed the bytes (%v):\n%s\n%s", err, once, twice)
		}
		for _, owed := range l.Owed() {
			if found := l.With(owed); len(found.Entries) > len(l.Entries) {
				t.Fatalf("an entry of the ledger was added to it again: %+v", owed)
			}
		}
	})
}

// Two ledgers that store a snapshot alike have one snapshot, which was decoded
// once. What is stored otherwise is another one, and so is what cannot be
// stored.
func TestASnapshotIsDecodedOnce(t *testing.T) {
	known, other := Keep(score.Snapshot{Date: "2026-11-23", Max: 10}), Keep(score.Snapshot{Date: "2026-11-23", Max: 11})
	never := Keep(score.Snapshot{Date: "2026-11-23", Max: math.NaN()})
	data, err := Encode(Ledger{Pending: &Pending{Snapshot: other}}.Announced(known, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name                      string
		known                     []*Snapshot
		sameBaseline, samePending bool
	}{
		{"nothing is known", nil, false, false},
		{"only what cannot be stored", []*Snapshot{never}, false, false},
		{"the baseline", []*Snapshot{never, known}, true, false},
		{"what is pending", []*Snapshot{other}, false, true},
		{"both", []*Snapshot{known, other}, true, true},
	} {
		l, err := Decode(data, tc.known...)
		if err != nil {
			t.Fatal(err)
		}
		if (l.Baseline == known) != tc.sameBaseline || (l.Pending.Snapshot == other) != tc.samePending {
			t.Errorf("%s: baseline %p of %p, pending %p of %p", tc.name, l.Baseline, known, l.Pending.Snapshot, other)
		}
		again, err := Encode(l)
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: %v\n%s\nwant %s", tc.name, err, again, data)
		}
	}
}

// A snapshot that is only copied keeps what its ledger stores, in whatever form
// an earlier program wrote it.
func TestABaselineIsStoredAsItWasRead(t *testing.T) {
	l, err := Decode([]byte(`{"schema":1,"deliveries":[],"baseline":{"schema":1, "date":"2026-11-23", "controls":null}}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := Encode(l.Failed("monday"))
	want := `{"schema":1,"deliveries":[],"failures":1,"lastFailed":"monday",` +
		`"baseline":{"schema":1, "date":"2026-11-23", "controls":null}}`
	if err != nil || string(data) != want {
		t.Errorf("%v: %s\nwant %s", err, data, want)
	}
}
