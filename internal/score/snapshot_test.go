package score

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestNormalizeKeepsTheFirstOfTwo(t *testing.T) {
	s := Snapshot{Controls: []Control{scored("b", 1, 2), scored("a", 3, 4), scored("A", 1, 2), scored("B", 2, 2),
		scored("c", 1, 2)}}
	if diff := cmp.Diff([]string{"A", "B"}, s.Normalize()); diff != "" {
		t.Errorf("dropped (-want +got)\n%s", diff)
	}
	if got := ids(s.Controls); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("kept %v", got)
	}
}

func TestMismatchShare(t *testing.T) {
	for _, tc := range []struct {
		name          string
		sum, headline float64
		want          float64
	}{
		{"the same", 98, 98, 0},
		{"two percent below", 98, 100, 0.02},
		{"two percent above", 100, 98, 0.02},
		{"no headline", 98, 0, 1},
		{"no controls", 0, 98, 1},
		{"no controls and a headline of one point", 0, 1, 1},
		{"neither", 0, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := of("2026-11-23", scored("A", tc.sum, 100))
			s.Current = tc.headline
			if got := s.MismatchShare(); math.Abs(got-tc.want) > exact || math.IsNaN(got) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestWithoutProfile(t *testing.T) {
	bare, other := scored("a", 1, 2), scored("c", 1, 2)
	bare.HasProfile, other.HasProfile = false, false
	if got := of("2026-11-23", bare, scored("b", 1, 2), other).WithoutProfile(); !slices.Equal(got,
		[]string{"a", "c"}) {
		t.Errorf("got %v, want a and c", got)
	}
}

func TestLeft(t *testing.T) {
	for _, tc := range []struct {
		name    string
		control Control
		want    float64
	}{
		{"a part", scored("A", 6.67, 10), 3.33},
		{"all", scored("A", 0, 10), 10},
		{"nothing", scored("A", 10, 10), 0},
		{"more points than the maximum", scored("A", 12, 10), 0},
		{"an unknown maximum", Control{Points: 3}, 0},
		{"an unknown maximum, whatever the number", Control{Points: 3, Max: 10}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.control.Left(); got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestHundredths(t *testing.T) {
	for x, want := range map[float64]float64{0.005: 0.01, -0.005: -0.01, 0.004: 0, -0.004: 0, 6.666: 6.67, 12: 12} {
		if got := Hundredths(x); got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("Hundredths(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestPercentOfNoMaximum(t *testing.T) {
	for _, tc := range []struct{ points, maximum, want float64 }{{5, 0, 0}, {5, -1, 0}, {0.25, 0.5, 50}, {5, 10, 50}} {
		if got := (Snapshot{Current: tc.points, Max: tc.maximum}).Percent(); got != tc.want {
			t.Errorf("%v of %v points are %v %%, want %v", tc.points, tc.maximum, got, tc.want)
		}
	}
}

func TestDates(t *testing.T) {
	if got := Date("2026-02-28").AddDays(1); got != "2026-03-01" {
		t.Errorf("the day after is %s", got)
	}
	if got := Date("").Time(); !got.IsZero() {
		t.Errorf("no date is at %v", got)
	}
	if got := DateOf(time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("west", -3600))); got != "2026-11-24" {
		t.Errorf("the UTC day is %s", got)
	}
	if _, err := ParseDate("23.11.2026"); err == nil ||
		!strings.Contains(err.Error(), `"23.11.2026" is not a date like 2026-11-23`) {
		t.Errorf("ParseDate: %v", err)
	}
}

func TestFoldedFormsCompareWithoutBeingMade(t *testing.T) {
	texts := []string{
		"", " ", "a", "A", "aB", "ab", "ab ", " ab", "a b", "a\u00a0", "ab\u2003", "É", "é", "aé", "aÉ", "az", "~",
		"a\x00", "\xff", "a\xff", "K", "\u212a", "a\t",
	}
	for _, a := range texts {
		for _, b := range texts {
			if got, want := compareFolded(a, b), strings.Compare(Fold(a), Fold(b)); got != want {
				t.Errorf("%q and %q: %d, want %d", a, b, got, want)
			}
		}
	}
}
