package score

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// unread is a control whose score Microsoft did not send.
func unread(id string, max float64) Control {
	c := scored(id, 0, max)
	c.Unread = true
	return c
}

// The points of an action whose id got another version are known under the
// other id, on an earlier day as on a later one.
func TestANullScoreIsCarriedOverAcrossARename(t *testing.T) {
	now, known := unread("MFAV2", 10), scored("MFAV1", 5, 10)
	for _, other := range []string{"MFAV1", "MFAV3"} {
		known.ID = other
		now.Title, known.Title = "MFA", "MFA"
		s := of("2026-11-26", now)
		carried, unknown := s.CarryOver(of("2026-11-25", known))
		if !slices.Equal(carried, []string{"MFAV2"}) || unknown != nil || s.Controls[0].Points != 5 {
			t.Errorf("carried %v from %s, unknown %v", carried, other, unknown)
		}
	}
}

// "T9: one control with a null score, the headline unchanged": no change, and
// the points add up.
func TestT9ANullScoreIsCarriedOver(t *testing.T) {
	yesterday, today := half(60), half(60)
	yesterday.Date = "2026-11-25"
	yesterday.Controls[7].Percent = 50
	today.Controls[7] = unread("c07", 10)
	gate := Gate{TenantID: ours, Today: "2026-11-26", Had: true}

	if a := Diff(yesterday, today); len(a.Changes) != 0 || a.Unattributed != 0 {
		t.Errorf("before it is carried over: %+v", a)
	}
	if flipped := today.Flipped(yesterday); flipped != nil {
		t.Errorf("flipped %v", flipped)
	}
	carried, unknown := today.CarryOver(yesterday)
	if !slices.Equal(carried, []string{"c07"}) || unknown != nil {
		t.Errorf("carried %v, unknown %v", carried, unknown)
	}
	want := scored("c07", 5, 10)
	want.Percent = 50
	if diff := cmp.Diff(want, today.Controls[7]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if a := Diff(yesterday, today); len(a.Changes) != 0 || a.Unattributed != 0 || today.Sum() != today.Current {
		t.Errorf("%+v, sum %v", a, today.Sum())
	}
	if faults := gate.Faults(today); faults != nil {
		t.Errorf("faults %v", faults)
	}
}

func TestCarryOver(t *testing.T) {
	computed := Control{ID: "x", Points: 3, Percent: 30, Max: 10, MaxSource: MaxComputed}
	for _, tc := range []struct {
		name            string
		earlier         []Control
		today           Control
		want            Control // points, percentage and maximum only
		carried, remain bool
	}{
		{"a score that was sent", []Control{scored("x", 5, 10)}, scored("x", 4, 10), scored("x", 4, 10), false, false},
		{"none, known before", []Control{scored("a", 1, 2), scored("X", 5, 10)}, unread("x", 10), scored("x", 5, 10),
			true, false},
		{"none, and another maximum", []Control{scored("x", 5, 10)}, unread("x", 8), scored("x", 5, 10), true, false},
		{"none, and no maximum", []Control{computed}, Control{ID: "x", Unread: true, Percent: math.NaN()}, computed, true,
			false},
		{"none, and no maximum before", []Control{{ID: "x", Points: 3, Percent: math.NaN()}}, unread("x", 10),
			scored("x", 3, 10), true, false},
		{"none before either", []Control{unread("x", 10)}, unread("x", 10), unread("x", 10), false, true},
		{"new", nil, unread("x", 10), unread("x", 10), false, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := of("2026-11-26", tc.today)
			carried, unknown := s.CarryOver(of("2026-11-25", tc.earlier...))
			if (carried != nil) != tc.carried || (unknown != nil) != tc.remain {
				t.Errorf("carried %v, unknown %v", carried, unknown)
			}
			for _, id := range slices.Concat(carried, unknown) {
				if id != tc.today.ID {
					t.Errorf("names %q", id)
				}
			}
			ignored := cmpopts.IgnoreFields(Control{}, "ID", "Title", "State", "HasProfile")
			if diff := cmp.Diff(tc.want, s.Controls[0], ignored, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Each control is carried over for itself, and has no points of its own to
// show.
func TestSeveralUnknownScores(t *testing.T) {
	s := of("2026-11-26", unread("a", 10), unread("b", 10), scored("c", 1, 2), unread("d", 10))
	before := of("2026-11-25", scored("b", 5, 10), scored("d", 6, 10))
	ignored := s.Controls[1]
	ignored.State = "Ignored"
	changed := of("2026-11-26", ignored)
	for _, c := range []Change{Diff(of("2026-11-25", scored("b", 5, 10)), changed).Changes[0],
		Diff(changed, of("2026-11-27", scored("b", 5, 10))).Changes[0]} {
		if c.Before.Points != 5 || c.After.Points != 5 || !c.Has(StatusChanged) {
			t.Errorf("%+v", c)
		}
	}
	carried, unknown := s.CarryOver(before)
	if !slices.Equal(carried, []string{"b", "d"}) || !slices.Equal(unknown, []string{"a"}) || s.Sum() != 12 {
		t.Errorf("carried %v, unknown %v, %v points", carried, unknown, s.Sum())
	}
}

// What a control got while its score was unknown is explained once it is known,
// or is not attributed where it was never known.
func TestAnUnknownScoreComesBack(t *testing.T) {
	first := of("2026-11-24", scored("A", 5, 10), scored("B", 5, 10))
	second := of("2026-11-25", scored("A", 5, 10), unread("B", 10))
	second.Current = 13 // B has 8, which nobody knows
	second.CarryOver(first)
	third := of("2026-11-26", scored("A", 5, 10), scored("B", 8, 10))
	a := Diff(second, third)
	if len(a.Changes) != 1 || a.Changes[0].OwnPoints != 3 || math.Abs(a.Unattributed+15) > exact {
		t.Errorf("%+v", a)
	}
	never := of("2026-11-25", scored("A", 5, 10), unread("B", 10))
	a = Diff(never, third)
	if len(a.Changes) != 0 || math.Abs(a.Unattributed-a.Percent) > exact || a.Points != 8 {
		t.Errorf("%+v", a)
	}
}

func TestAnUnknownScoreIsNotToDo(t *testing.T) {
	c := unread("A", 10)
	c.Percent = 100
	if c.Left() != 0 || c.Status() != ToAddress {
		t.Errorf("%v points left, %s", c.Left(), c.Status())
	}
	full := unread("A", 0)
	if full.Status() != ToAddress {
		t.Errorf("of no maximum: %s", full.Status())
	}
}

// Whatever is unknown, an unknown score is neither a gain nor a loss, and the
// effects and what no control explains add up to the change.
func TestUnknownScoresMoveNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		unknown := map[string]bool{}
		for _, s := range []Snapshot{before, after} {
			for i := range s.Controls {
				if c := &s.Controls[i]; rapid.Bool().Draw(t, "unread") {
					c.Points, c.Unread = 0, true
					unknown[Fold(c.ID)] = true
				}
			}
		}
		a := Diff(before, after)
		sum := a.Unattributed
		for _, c := range a.Changes {
			sum += c.Effect
			if unknown[Fold(c.ID)] && (c.Has(Improved) || c.Has(Regressed) || c.OwnPoints != 0) {
				t.Fatalf("an unknown score moved: %+v", c)
			}
		}
		if math.Abs(sum-a.Percent) > exact {
			t.Fatalf("effects and unattributed are %v, the score moved by %v", sum, a.Percent)
		}
		for _, id := range after.Flipped(before) {
			if unknown[id] {
				t.Fatalf("an unknown score flipped: %s", id)
			}
		}
		for _, id := range func() []string { c, _ := after.CarryOver(before); return c }() {
			if !unknown[Fold(id)] {
				t.Fatalf("a known score was carried over: %s", id)
			}
		}
	})
}
