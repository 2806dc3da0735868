package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
)

// pending is a ledger whose delivery with the key is tried.
func pending(p Pending) Ledger {
	earlier := entry(Key{Occasion: "earlier"}, monday.AddDate(0, 0, -1), "posted", true)
	earlier.Regressed = []string{"mfa", "old"}
	return Ledger{}.Announced(Keep(score.Snapshot{Date: "2026-11-22"}), []string{"flaps"}).With(earlier).
		Begin(key.Entry(monday), p)
}

func stepOf(n int, progress string, complete bool) Step {
	return Step{Digest: key.Digest(), N: n, At: monday.Add(time.Minute), Progress: progress, Complete: complete}
}

// alert is what the delivery of an alert is about to announce.
func alert() Pending {
	return Pending{
		Snapshot: Keep(score.Snapshot{Date: "2026-11-23"}), Unstable: []string{"b"}, Regressed: []string{"mfa"},
		Recovered: []string{"old"},
	}
}

// With the first step of a message the baseline moves; later ones only say how
// far it came.
func TestAccepted(t *testing.T) {
	for _, tc := range []struct {
		name  string
		p     Pending
		steps []Step
		want  string // baseline, unstable, Regressed of the earlier one, and the delivery
	}{
		{"nothing", alert(), nil, "2026-11-22 [flaps] [mfa old] [] | 0 \"\" owed false done false []"},
		{"a message with a rest", alert(), []Step{stepOf(1, "1", false)},
			"2026-11-23 [b] [] [] | 1 \"1\" owed true done false [mfa]"},
		{"the rest too", alert(), []Step{stepOf(2, "2", true), stepOf(1, "1", false)},
			"2026-11-23 [b] [] [] | 2 \"2\" owed false done true [mfa]"},
		{"only the last step is known", alert(), []Step{stepOf(3, "3", false)},
			"2026-11-23 [b] [] [] | 3 \"3\" owed true done false [mfa]"},
		{"an older step after a newer one", alert(), []Step{stepOf(2, "2", false), stepOf(2, "x", true)},
			"2026-11-23 [b] [] [] | 2 \"2\" owed true done false [mfa]"},
		{"a step of another delivery", alert(), []Step{{Digest: "other", N: 1, At: monday, Complete: true}},
			"2026-11-22 [flaps] [mfa old] [] | 0 \"\" owed false done false []"},
		{"a notice", Pending{Trouble: "stale"}, []Step{stepOf(1, "1", true)},
			"2026-11-22 [flaps] [mfa old] [stale] | 1 \"1\" owed false done true []"},
		{"a notice that it is over", Pending{Trouble: "stale", Over: true}, []Step{stepOf(1, "1", true)},
			"2026-11-22 [flaps] [mfa old] [] | 1 \"1\" owed false done true []"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := pending(tc.p)
			if !before.Open() {
				t.Error("what is pending is not open")
			}
			l, changed := before.Completed(tc.steps)
			e, _ := l.Find(key)
			var troubles []string
			for _, x := range l.Troubles {
				troubles = append(troubles, x.Kind)
			}
			got := fmt.Sprintf("%s %v %v %v | %d %q owed %t done %t %v", l.Baseline.Date, l.Unstable,
				l.Entries[0].Regressed, troubles, e.Steps, e.Progress, e.Owed, e.Done, e.Regressed)
			if got != tc.want || !changed || l.Pending != nil || l.Open() != e.Owed {
				t.Errorf("%s\nwant %s\nchanged %t, pending %+v, open %t", got, tc.want, changed, l.Pending, l.Open())
			}
			if again, changed := l.Completed(tc.steps); changed || cmp.Diff(l, again, byForm) != "" {
				t.Errorf("the same steps again change it: %s", cmp.Diff(l, again, byForm))
			}
		})
	}
}

// With a notice the ledger has the exceptions that are overdue; without, it has
// those of before.
func TestEndedExceptionsAreAccepted(t *testing.T) {
	for name, tc := range map[string]struct{ told, want []string }{
		"none":             {nil, []string{"old"}},
		"one":              {[]string{"a 2026-11-01"}, []string{"a 2026-11-01"}},
		"one, and the old": {[]string{"a 2026-11-01", "old"}, []string{"a 2026-11-01", "old"}},
	} {
		l := Ledger{Ended: []string{"old"}}.Begin(key.Entry(monday), Pending{Ended: tc.told})
		l, changed := l.Accepted(stepOf(1, "1", true))
		if !changed || !slices.Equal(l.Ended, tc.want) {
			t.Errorf("%s: changed %t, ended %q, want %q", name, changed, l.Ended, tc.want)
		}
	}
}

// The first delivery of all is announced as any other. What it was about to
// announce is not pending any more.
func TestTheFirstDeliveryIsAccepted(t *testing.T) {
	l, changed := Ledger{}.Begin(key.Entry(monday), alert()).Accepted(stepOf(1, "1", true))
	if e, _ := l.Find(key); !changed || !e.Done || l.Pending != nil || l.Baseline == nil {
		t.Errorf("changed %t, %+v", changed, l)
	}
}

func TestNext(t *testing.T) {
	l := pending(alert())
	for want := 1; want < 4; want++ {
		if got := l.Next(key.Digest()); got != want {
			t.Errorf("the next step is %d, want %d", got, want)
		}
		l, _ = l.Accepted(stepOf(want, "x", false))
	}
	if got := l.Next("unknown"); got != 1 {
		t.Errorf("the first step is %d", got)
	}
}

// A notice can have the key of an earlier one of the day. The earlier one's
// step, if it was left over, does not count for it.
func TestAnOldStepIsNotTakenForNew(t *testing.T) {
	old := stepOf(1, "old", true)
	l, _ := pending(Pending{Trouble: "stale", Over: true}).Completed([]Step{old})
	again := l.Begin(key.Entry(monday), Pending{Trouble: "stale"})
	if l, _ = again.Completed([]Step{old}); l.Has("stale") {
		t.Error("the step of the earlier notice counts for the later one")
	}
	if l, _ = again.Completed([]Step{old, stepOf(2, "new", true)}); !l.Has("stale") {
		t.Error("the step of the later notice does not count")
	}
}

// A step that is damaged in any way is no step.
func TestADamagedStepIsRefused(t *testing.T) {
	want := stepOf(12, "{\"ts\":\"1\"}\nand more", true)
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeStep(data)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Fatalf("error %v (-want +got)\n%s", err, diff)
	}
	for n := range data {
		zeros := append(bytes.Clone(data[:n]), make([]byte, len(data)-n)...)
		flipped := bytes.Clone(data)
		flipped[n] ^= 4
		for _, damaged := range [][]byte{data[:n], zeros, flipped, append(bytes.Clone(data), 'x')} {
			if s, err := DecodeStep(damaged); err == nil {
				t.Fatalf("%q is the step %+v", damaged, s)
			}
		}
	}
}

// sealed is a stored step with these lines.
func sealed(lines string) []byte {
	return fmt.Appendf(nil, "%s\n%08x\n", lines, crc32.ChecksumIEEE([]byte(lines)))
}

func TestDecodeStepRefuses(t *testing.T) {
	const at = "2026-11-23T06:00:00Z"
	if _, err := DecodeStep(sealed("1 abc 1 " + at + " owed\nx")); err != nil {
		t.Fatal(err)
	}
	for _, lines := range []string{
		"", "1", "0 abc 1 " + at + " owed\nx", "01 abc 1 " + at + " owed\nx", "1  1 " + at + " owed\nx",
		"1 abc 0 " + at + " owed\nx", "1 abc x " + at + " owed\nx", "1 abc 1 today owed\nx", "1 abc 1 " + at + " lost\nx",
		"1 abc 1 " + at + " owed more\nx", "2", "1 abc 1 " + at + " owed\n" + strings.Repeat("x", mostStep),
	} {
		future := lines == "2"
		if _, err := DecodeStep(sealed(lines)); err == nil || errors.Is(err, score.ErrFromTheFuture) != future {
			t.Errorf("DecodeStep(%.40q) = %v, want an error, from a newer program: %t", lines, err, future)
		}
	}
	for _, s := range []Step{
		{}, {Digest: "a b", N: 1}, {Digest: "a\n", N: 1}, {Digest: "a", N: 0},
		{Digest: "a", N: 1, Progress: strings.Repeat("x", mostStep)},
	} {
		if data, err := s.Encode(); err == nil {
			t.Errorf("%.40q was encoded", data)
		}
	}
}

func FuzzDecodeStep(f *testing.F) {
	seed, err := stepOf(1, "{}", false).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add(sealed("1 a 2 2026-11-23T06:00:00.5+01:00 done\n\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, form := range [][]byte{data, sealed(string(data))} {
			s, err := DecodeStep(form)
			if err != nil {
				continue
			}
			again, err := s.Encode()
			if err != nil {
				t.Fatalf("%+v cannot be encoded: %v", s, err)
			}
			if back, err := DecodeStep(again); err != nil || cmp.Diff(s, back) != "" {
				t.Fatalf("error %v: %s", err, cmp.Diff(s, back))
			}
		}
	})
}
