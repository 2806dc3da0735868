package score

import (
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
)

// nan compares numbers that are not known.
var nan = cmpopts.EquateNaNs()

func TestAffected(t *testing.T) {
	none := math.NaN()
	for _, tc := range []struct {
		name, id, service string
		count, total      string
		points, most      float64
		percent           float64
		want              string
	}{
		{"exposed devices", "scid_2010", "MDATP", "15", "40", 5.63, 9, 62.56, "15 of 40 devices"},
		{"no exposed device", "SCID_2010", "MDATP", "0", "15", 10, 10, 100, "0 of 15 devices"},
		{"all devices exposed", "scid_1", "MDATP", "15", "15", 0, 10, 0, "15 of 15 devices"},
		{"users that comply", "MFARegistrationV2", "AzureAD", "25", "40", 5.63, 9, 62.5, "15 of 40 users"},
		{"the percentage is that of rounded points", "A", "AzureAD", "20", "30", 6.67, 10, 66.7, "10 of 30 users"},
		{"a percentage is not sent", "A", "MDO", "1", "3", 1.67, 5, none, "2 of 3 users"},
		{"what is counted is not known", "AATP_x", "Azure ATP", "3", "4", 3.75, 5, 75, "1 of 4 "},
		{"the percentage says otherwise", "A", "AzureAD", "0", "15", 10, 10, 100, ""},
		{"all or nothing", "A", "AzureAD", "25", "40", 0, 9, 0, ""},
		{"reported, so that all points are there", "A", "AzureAD", "25", "40", 9, 9, 100, ""},
		{"no total", "OneAdmin", "AzureAD", "1", "", 0, 1, 0, ""},
		{"no count", "A", "AzureAD", "", "40", 0, 1, 0, ""},
		{"of none", "SelfServicePasswordReset", "AzureAD", "0", "0", 1, 1, 100, ""},
		{"more than all", "scid_1", "MDATP", "16", "15", 0, 1, 0, ""},
		{"no number", "scid_1", "MDATP", "1e1", "15", 0, 1, 0, ""},
		{"negative", "scid_1", "MDATP", "-1", "15", 0, 1, 0, ""},
		{"too large", "scid_1", "MDATP", "1", "99999999999999999999", 0, 1, 0, ""},
		{"nothing to check it with", "scid_1", "MDATP", "1", "15", 0, 0, none, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := Control{ID: tc.id, Service: tc.service, Points: tc.points, Max: tc.most, MaxSource: MaxOfProfile,
				Percent: tc.percent}
			c.Tally, _ = ParseTally(tc.count, tc.total)
			got := ""
			if a, certain := c.Affected(); certain {
				got = strconv.Itoa(a.Count) + " of " + strconv.Itoa(a.Total) + " " + string(a.Unit)
			}
			if got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestUnreadPointsConfirmNothing(t *testing.T) {
	c := Control{ID: "scid_1", Tally: Tally{15, 15}, Percent: 0, Unread: true}
	if a, certain := c.Affected(); certain {
		t.Errorf("%+v", a)
	}
}

// Whatever is sent, the numbers are within the total and agree with what was
// achieved.
func FuzzTally(f *testing.F) {
	for _, seed := range []struct {
		count, total string
		percent      float64
	}{{"0", "15", 100}, {"15", "40", 62.5}, {"1", "", 0}, {"007", "9", 1}, {"٣", "9", 0}, {"1 ", "2", 50}, {"", "", 0},
		{"1000000001", "1000000001", 0}} {
		f.Add(seed.count, seed.total, seed.percent, true)
	}
	f.Fuzz(func(t *testing.T, count, total string, percent float64, exposed bool) {
		tally, ok := ParseTally(count, total)
		if ok != (tally.Total > 0) || tally.Count < 0 || tally.Count > tally.Total || tally.Total > mostTally {
			t.Fatalf("%q of %q is %+v, %t", count, total, tally, ok)
		}
		c := Control{ID: "A", Tally: tally, Percent: percent}
		if exposed {
			c.ID = "scid_1"
		}
		a, certain := c.Affected()
		if !certain {
			return
		}
		achieved := 100 - 100*float64(a.Count)/float64(a.Total)
		if !ok || a.Total != tally.Total || a.Count < 0 || a.Count > a.Total || math.Abs(achieved-percent) > 0.02 {
			t.Errorf("%q of %q at %g %%: %+v", count, total, percent, a)
		}
	})
}
