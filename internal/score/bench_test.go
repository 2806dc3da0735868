package score

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// tenant is a tenant with a number of controls and of days.
func tenant(controls, days int) ([]Snapshot, []Day, []Profile) {
	var list []Control
	for i := range controls {
		c := scored(fmt.Sprintf("Control%03dV1", i), float64(i%10), 10)
		c.Title, c.Category, c.Service = c.ID, []string{"Identity", "Data", "Apps"}[i%3],
			[]string{"AzureAD", "EXO", "MDO", "MDATP"}[i%4]
		c.Cost, c.UserImpact, c.Rank = []Level{Low, Moderate, High, Unknown}[i%4], []Level{Low, Moderate, High}[i%3], i
		list = append(list, c)
	}
	var catalogue []Profile
	for _, c := range list {
		catalogue = append(catalogue, Profile{ID: c.ID, Service: c.Service, Max: c.Max},
			Profile{ID: c.ID + "x", Service: c.Service, Max: 5})
	}
	var snapshots []Snapshot
	var history []Day
	for d := range days {
		i := d % len(list)
		list[i].Points = float64((int(list[i].Points) + 3) % 11)
		s := of(Date("2025-06-01").AddDays(d), slices.Clone(list)...)
		snapshots, history = append(snapshots, s), append(history, s.Day())
	}
	return snapshots, history, catalogue
}

// BenchmarkAnalysis computes everything that a report of one week has.
func BenchmarkAnalysis(b *testing.B) {
	for _, size := range []struct{ controls, days int }{{100, 400}, {200, 400}, {400, 100}, {400, 200}, {400, 400},
		{800, 400}, {400, 800}} {
		snapshots, history, catalogue := tenant(size.controls, size.days)
		s := snapshots[len(snapshots)-1]
		b.Run(fmt.Sprintf("controls=%d/days=%d", size.controls, size.days), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				since := snapshots[len(snapshots)-8]
				Diff(since, s).Rounded().ByCause()
				Reversals(snapshots[len(snapshots)-8:])
				Categories(since.InCategoriesOf(s))
				Actions(s)
				PlanFor(s, 80)
				s.Views()
				s.Split()
				Scopes(s, catalogue)
				s.Comparisons()
				s.Stale(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
				TrendOf(history, history[0].Date, s.Date)
				ProgressTo(s, history, 80, "2027-06-30")
			}
		})
	}
}

// BenchmarkDays computes the history from the snapshots.
func BenchmarkDays(b *testing.B) {
	snapshots, _, _ := tenant(400, 400)
	b.ReportAllocs()
	for b.Loop() {
		for i := 1; i < len(snapshots); i++ {
			snapshots[i].DayAfter(snapshots[i-1])
		}
	}
}

// fullSnapshot is a tenant's day with everything that Microsoft sends about a
// control.
func fullSnapshot(controls int) Snapshot {
	snapshots, _, _ := tenant(controls, 1)
	s := snapshots[0]
	at := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	for i := range s.Controls {
		c := &s.Controls[i]
		c.Title = fmt.Sprintf("Ensure that setting %d & its parts are <on>", i)
		c.Percent, c.HasProfile, c.LastSynced, c.Tally = c.Points*10, true, at, Tally{i % 40, 40}
		c.State, c.Tier, c.ActionType = "Default", "Core", "Config"
		c.Threats = []string{"Account breach", "Data exfiltration"}
		c.ImplementationStatus = fmt.Sprintf("You have %d of 40 users registered.", i%40)
		c.ActionURL = fmt.Sprintf("https://security.microsoft.com/action?id=%d&tid=%s", i, s.TenantID)
		c.Extra = Undocumented{"on": []byte(`"true"`)}
	}
	return s
}

func BenchmarkEncode(b *testing.B) {
	s := fullSnapshot(234)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data, err := Encode(fullSnapshot(234))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
