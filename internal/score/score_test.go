package score

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestStatus(t *testing.T) {
	for _, tc := range []struct {
		state  string
		points float64
		want   Status
	}{
		{"Default", 0, ToAddress},
		{"", 6.67, ToAddress},
		{"default", 10, Completed},
		{"Ignored", 0, RiskAccepted},
		{"ignored ", 10, RiskAccepted},
		{"ThirdParty", 10, ThirdParty},
		{"thirdparty", 0, ThirdParty},
		{"Reviewed", 10, AlternateMitigation},
		{"Planned", 0, Planned},
		{"SomethingNew", 3, "SomethingNew"},
	} {
		t.Run(tc.state, func(t *testing.T) {
			c := scored("A", tc.points, 10)
			c.State = tc.state
			if got := c.Status(); got != tc.want {
				t.Errorf("Status = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestStatusWithoutMaximum(t *testing.T) {
	c := Control{Points: 3, Percent: 100}
	if c.Status() != Completed {
		t.Error("100 % is completed, whatever the maximum")
	}
	c.Percent = math.NaN()
	if c.Status() != ToAddress {
		t.Error("nothing says that it is completed")
	}
}

func TestZones(t *testing.T) {
	z := Zones{Good: 80, Okay: 60}
	for percent, want := range map[float64]Zone{0: Bad, 59.99: Bad, 59.995: Okay, 60: Okay, 79.994: Okay, 80: Good, 100: Good} {
		if got := z.Of(percent); got != want {
			t.Errorf("Of(%v) = %v, want %v", percent, got, want)
		}
	}
}

func TestProductName(t *testing.T) {
	for service, want := range map[string]string{
		"AzureAD": "Microsoft Entra ID", "MDATP": "Microsoft Defender for Endpoint", "MDA_SNOW": "Microsoft Defender for Cloud Apps (ServiceNow)",
		"MDA_Brandnew": "Microsoft Defender for Cloud Apps (Brandnew)", "SomethingElse": "SomethingElse", "": "",
	} {
		if got := ProductName(service); got != want {
			t.Errorf("ProductName(%q) = %q, want %q", service, got, want)
		}
	}
}

func TestCategoriesSumToTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		var points float64
		var controls int
		for _, c := range Categories(s) {
			points += c.Points
			controls += c.Controls
		}
		if Hundredths(points) != s.Sum() || controls != len(s.Controls) {
			t.Fatalf("categories have %v points of %d controls, the score has %v of %d", points, controls, s.Sum(), len(s.Controls))
		}
	})
}

func TestRankingIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		want, got := Actions(s), Actions(shuffled(t, s))
		for i := range want {
			if Fold(want[i].ID) != Fold(got[i].ID) {
				t.Fatalf("place %d is %s or %s, as the controls come", i, want[i].ID, got[i].ID)
			}
		}
	})
}

func TestRanking(t *testing.T) {
	cheap, dear, unknown := scored("cheap", 0, 5), scored("dear", 0, 5), scored("unknown", 0, 5)
	cheap.Cost, dear.Cost, unknown.Cost = Low, High, Unknown
	accepted, retired := scored("accepted", 0, 10), scored("retired", 0, 10)
	accepted.State, retired.Deprecated = "Ignored", true
	s := of("2026-11-23", scored("done", 10, 10), accepted, retired, dear, unknown, cheap, scored("big", 0, 9))
	var ids []string
	for _, c := range Actions(s) {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"big", "cheap", "unknown", "dear", "accepted", "retired", "done"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestNormalizeKeepsTheFirstOfTwo(t *testing.T) {
	s := of("2026-11-23", scored("b", 1, 2), scored("A", 1, 2), scored("B", 2, 2))
	if diff := cmp.Diff([]string{"B"}, s.Normalize()); diff != "" {
		t.Error(diff)
	}
	if len(s.Controls) != 2 || s.Controls[0].ID != "A" || s.Controls[1].Points != 1 {
		t.Errorf("controls are %+v", s.Controls)
	}
}

func TestMismatchShare(t *testing.T) {
	s := of("2026-11-23", scored("A", 98, 100))
	for current, want := range map[float64]float64{98: 0, 100: 0.02, 0: 1} {
		s.Current = current
		if got := s.MismatchShare(); math.Abs(got-want) > exact {
			t.Errorf("headline %v: %v, want %v", current, got, want)
		}
	}
}

func TestSinceKeepsTheLaterOfTwo(t *testing.T) {
	day := func(date Date, current float64) Day { return Day{Headline: Headline{Date: date, Current: current}} }
	got := Since([]Day{day("2026-11-03", 3), day("2026-11-01", 1), day("2026-11-03", 4), day("2026-10-01", 9)}, "2026-11-01", "2026-11-30")
	dates := slices.Collect(func(yield func(float64) bool) {
		for _, d := range got {
			yield(d.Current)
		}
	})
	if diff := cmp.Diff([]float64{1, 4}, dates); diff != "" {
		t.Error(diff)
	}
}
