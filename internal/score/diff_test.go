package score

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const exact = 1e-7

func TestDiffOfTheSameIsEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		if a := Diff(s, shuffled(t, s)); len(a.Changes) != 0 || a.Points != 0 || a.Percent != 0 || a.Unattributed != 0 {
			t.Fatalf("Diff(s, s) = %+v, want nothing", a)
		}
	})
}

func TestEffectsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		a := Diff(before, after)
		sum := a.Unattributed
		for _, c := range a.Changes {
			sum += c.Effect
		}
		if want := after.Percent() - before.Percent(); math.Abs(sum-want) > exact {
			t.Fatalf("effects and unattributed sum to %v, the score moved by %v", sum, want)
		}

		rounded := a.Rounded()
		cents := math.Round(rounded.Unattributed * 100)
		for i, c := range rounded.Changes {
			cents += math.Round(c.Effect * 100)
			if c.Effect != Hundredths(c.Effect) || math.Abs(c.Effect-a.Changes[i].Effect) > 0.01+exact {
				t.Fatalf("effect %v was rounded to %v", a.Changes[i].Effect, c.Effect)
			}
		}
		if cents != math.Round(rounded.Percent*100) {
			t.Fatalf("rounded effects sum to %v hundredths, the rounded change is %v", cents, rounded.Percent)
		}
	})
}

// Nothing is unattributed as long as the controls add up to the headline and
// every maximum is known.
func TestNothingIsUnattributedWhereControlsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		for _, s := range []*Snapshot{&before, &after} {
			for i := range s.Controls {
				s.Controls[i].MaxSource = MaxOfProfile
			}
			s.Current, s.Max = s.Sum(), maxima(*s)
		}
		if after.Max == 0 || before.Max == 0 {
			return
		}
		if a := Diff(before, after); math.Abs(a.Unattributed) > exact {
			t.Fatalf("unattributed %v, want 0", a.Unattributed)
		}
	})
}

func TestOrderAndCaseDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		want, got := Diff(before, after), Diff(shuffled(t, before), shuffled(t, after))
		for _, a := range []*Account{&want, &got} {
			for i := range a.Changes {
				a.Changes[i].ID = Fold(a.Changes[i].ID)
				a.Changes[i].Control = Control{}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// isExact says whether maximum and state of the control are exact.
func isExact(c Control) bool { return c.MaxSource == MaxOfProfile && c.HasProfile }

// The earlier snapshot and the account together give the later snapshot.
func TestApplyingADiffGivesTheLaterSnapshot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := snapshots().Draw(t, "before"), snapshots().Draw(t, "after")
		before.Thin, after.Thin = false, false
		if before.HeadlineOnly() || after.HeadlineOnly() {
			return // nothing is known of the controls then
		}
		a := Diff(before, after)
		got := map[string]Standing{}
		for _, c := range before.Controls {
			got[Fold(c.ID)] = standing(&c)
		}
		for _, c := range a.Changes {
			if c.After.Scored {
				got[Fold(c.ID)] = c.After
			} else {
				delete(got, Fold(c.ID))
			}
		}
		want := map[string]Standing{}
		for _, c := range after.Controls {
			want[Fold(c.ID)] = standing(&c)
		}
		// An account does not have a maximum that became known or unknown, or
		// that differs by rounding, nor a state where one side has no profile.
		for _, p := range pairs(before, after) {
			if p.before == nil || p.after == nil || isExact(*p.before) && isExact(*p.after) {
				continue
			}
			id := Fold(p.after.ID)
			if got[id].Points != want[id].Points {
				t.Fatalf("%s: points %v, want %v", id, got[id].Points, want[id].Points)
			}
			got[id] = want[id]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if !near(a.Before.Current+a.Points, a.After.Current) {
			t.Fatalf("%v + %v is not %v", a.Before.Current, a.Points, a.After.Current)
		}
	})
}

func scored(id string, points, max float64) Control {
	return Control{ID: id, Title: id, Points: points, Max: max, MaxSource: MaxOfProfile, HasProfile: true,
		State: "Default", Percent: math.NaN()}
}

func of(date Date, controls ...Control) Snapshot {
	s := Snapshot{Date: date, Controls: controls}
	s.Current, s.Max = s.Sum(), maxima(s)
	return s
}

// A score of 60 of 100 points. The effects are computed by hand.
func TestKindsAndEffects(t *testing.T) {
	base := of("2026-11-16", scored("A", 6, 10), scored("B", 54, 90))
	declared := scored("A", 10, 10)
	declared.State = "ThirdParty"
	ignored := scored("A", 6, 10)
	ignored.State = "Ignored"
	unprofiled := scored("A", 6, 0)
	unprofiled.MaxSource, unprofiled.HasProfile, unprofiled.State = MaxUnknown, false, ""
	blurred := scored("A", 6, 10.02)
	blurred.MaxSource = MaxComputed

	for _, tc := range []struct {
		name     string
		after    []Control
		kinds    []Kind
		effect   float64 // of the first change
		declared bool
	}{
		{"improved", []Control{scored("A", 10, 10), scored("B", 54, 90)}, []Kind{Improved}, 4, false},
		{"regressed", []Control{scored("A", 0, 10), scored("B", 54, 90)}, []Kind{Regressed}, -6, false},
		{"added, nothing of it done: p*10/M_after",
			[]Control{scored("A", 6, 10), scored("B", 54, 90), scored("C", 0, 10)}, []Kind{Added},
			-0.6 * 10 / 110 * 100, false},
		{"removed, with as large a share as the score", []Control{scored("B", 54, 90)}, []Kind{Retired}, 0, false},
		{"another maximum", []Control{scored("A", 6, 20), scored("B", 54, 90)}, []Kind{Repointed},
			-0.6 * 10 / 110 * 100, false},
		{"another maximum, and improved", []Control{scored("A", 20, 20), scored("B", 54, 90)},
			[]Kind{Improved, Repointed}, (14 - 0.6*10) / 110 * 100, false},
		{"declared", []Control{declared, scored("B", 54, 90)}, []Kind{Improved, StatusChanged}, 4, true},
		{"risk accepted", []Control{ignored, scored("B", 54, 90)}, []Kind{StatusChanged}, 0, false},
		{"the profile is missing today", []Control{unprofiled, scored("B", 54, 90)}, nil, 0, false},
		{"a maximum computed from a rounded percentage", []Control{blurred, scored("B", 54, 90)}, nil, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := Diff(base, of("2026-11-23", tc.after...))
			if len(a.Changes) != min(1, len(tc.kinds)) {
				t.Fatalf("%d changes: %+v", len(a.Changes), a.Changes)
			}
			if len(tc.kinds) == 0 {
				return
			}
			c := a.Changes[0]
			if diff := cmp.Diff(tc.kinds, c.Kinds); diff != "" {
				t.Error(diff)
			}
			if math.Abs(c.Effect-tc.effect) > exact {
				t.Errorf("effect %v, want %v", c.Effect, tc.effect)
			}
			if c.Declared != tc.declared {
				t.Errorf("declared %v, want %v", c.Declared, tc.declared)
			}
		})
	}
}

// A thin day has no states. So a risk that is accepted today may have been
// accepted then as well.
func TestThinDaysHaveNoStatusChanges(t *testing.T) {
	past := of("2026-09-01", scored("A", 6, 10))
	past.Thin, past.Controls[0].State = true, ""
	ignored := scored("A", 6, 10)
	ignored.State = "Ignored"
	if a := Diff(past, of("2026-11-23", ignored)); len(a.Changes) != 0 {
		t.Errorf("changes %+v, want none", a.Changes)
	}
}

func BenchmarkDiff(b *testing.B) {
	var before, after []Control
	for i := range 400 {
		id := string(rune('A'+i%26)) + string(rune('a'+i/26))
		before, after = append(before, scored(id, float64(i%10), 10)), append(after, scored(id, float64((i*7)%10), 10))
	}
	x, y := of("2026-11-16", before...), of("2026-11-23", after...)
	b.ReportAllocs()
	for b.Loop() {
		Diff(x, y).Rounded()
	}
}
