package score

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// told is a history in short: what each day says, a line each.
func told(h History) []string {
	var lines []string
	for _, d := range h.Days {
		line := fmt.Sprintf("%s %.2f since %s by %s:", d.After.Date, d.Percent, d.Before.Date, d.Compared)
		for _, c := range d.Changes {
			line += fmt.Sprintf(" %s %v→%v %.2f", c.ID, c.Before.Points, c.After.Points, c.Effect)
		}
		lines = append(lines, line+fmt.Sprintf(" rest %.2f", d.Unattributed))
	}
	return lines
}

func historyOf(snapshots ...Snapshot) History {
	var h History
	for _, s := range snapshots {
		h.Add(s)
	}
	return h
}

func TestHistory(t *testing.T) {
	day := func(date Date, a, b float64) Snapshot { return of(date, scored("A", a, 10), scored("B", b, 10)) }
	thin := func(s Snapshot) Snapshot {
		s.Thin = true
		return s
	}
	headline := func(date Date, points float64) Snapshot {
		return Snapshot{Date: date, Current: points, Max: 20}
	}
	unread := day("2026-11-03", 10, 0)
	unread.Controls[1].Unread, unread.Current = true, 15
	for _, tc := range []struct {
		name string
		days []Snapshot
		want []string
	}{
		{"one day", []Snapshot{day("2026-11-01", 5, 5)}, []string{"2026-11-01 0.00 since  by : rest 0.00"}},
		{"two changes on two days", []Snapshot{day("2026-11-01", 5, 5), day("2026-11-02", 10, 5), day("2026-11-03", 10, 4)},
			[]string{
				"2026-11-01 0.00 since  by : rest 0.00",
				"2026-11-02 25.00 since 2026-11-01 by 2026-11-01: A 5→10 25.00 rest 0.00",
				"2026-11-03 -5.00 since 2026-11-02 by 2026-11-02: B 5→4 -5.00 rest 0.00",
			}},
		{"thin days have the points of each action", []Snapshot{
			thin(day("2026-11-01", 5, 5)), thin(day("2026-11-02", 10, 5)), day("2026-11-03", 10, 4)},
			[]string{
				"2026-11-01 0.00 since  by : rest 0.00",
				"2026-11-02 25.00 since 2026-11-01 by 2026-11-01: A 5→10 25.00 rest 0.00",
				"2026-11-03 -5.00 since 2026-11-02 by 2026-11-02: B 5→4 -5.00 rest 0.00",
			}},
		{"a headline between: the next day has the changes of both", []Snapshot{
			day("2026-11-01", 5, 5), headline("2026-11-02", 12), day("2026-11-03", 10, 4)},
			[]string{
				"2026-11-01 0.00 since  by : rest 0.00",
				"2026-11-02 10.00 since 2026-11-01 by : rest 10.00",
				"2026-11-03 10.00 since 2026-11-02 by 2026-11-01: A 5→10 25.00 B 5→4 -5.00 rest -10.00",
			}},
		{"a headline first", []Snapshot{headline("2026-11-01", 10), day("2026-11-02", 5, 6)},
			[]string{
				"2026-11-01 0.00 since  by : rest 0.00",
				"2026-11-02 5.00 since 2026-11-01 by : rest 5.00",
			}},
		{"points that were not sent move on the day that has them", []Snapshot{
			day("2026-11-02", 10, 5), unread, day("2026-11-04", 10, 0)},
			[]string{
				"2026-11-02 0.00 since  by : rest 0.00",
				"2026-11-03 0.00 since 2026-11-02 by 2026-11-02: rest 0.00",
				"2026-11-04 -25.00 since 2026-11-03 by 2026-11-03: B 5→0 -25.00 rest 0.00",
			}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, told(historyOf(tc.days...))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if unread.Controls[1].Points != 0 {
		t.Error("a day that was added is changed")
	}
}

func TestDaysWithoutAScore(t *testing.T) {
	h := historyOf(half(1), of("2026-11-26", scored("A", 1, 10)), of("2026-11-29", scored("A", 1, 10)))
	if got := h.Days[0].Missing(); got != nil {
		t.Errorf("before the first day: %v", got)
	}
	if diff := cmp.Diff([]Date{"2026-11-27", "2026-11-28"}, h.Days[2].Missing()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if !h.Days[2].Quiet() || h.Days[1].Quiet() {
		t.Errorf("quiet: %v, %v", h.Days[1].Quiet(), h.Days[2].Quiet())
	}
	since := h.Since("2026-11-27", "2026-11-29")
	if len(since) != 1 || since[0].After.Date != "2026-11-29" {
		t.Errorf("since the 27th: %+v", since)
	}
}

func TestDriftOfADay(t *testing.T) {
	before := of("2026-11-01", scored("A", 5, 10), scored("B", 5, 10), scored("C", 5, 10))
	after := of("2026-11-02", scored("A", 5.2, 10), scored("B", 4.9, 10), scored("C", 8, 10))
	moves, drift := historyOf(before, after).Days[1].Drift()
	if len(moves) != 1 || moves[0].ID != "C" {
		t.Errorf("moves %+v", moves)
	}
	if diff := cmp.Diff(Sum{Changes: 2, Points: 0.1, Effect: 0.33}, SumOf(drift)); diff != "" {
		t.Errorf("drift (-want +got)\n%s", diff)
	}
}

// The action keeps its history under a new id, whichever one is asked for.
func TestHistoryOfOneAction(t *testing.T) {
	named := func(date Date, id string, points float64) Snapshot {
		c := scored(id, points, 10)
		c.Title, c.HasProfile = "Do it", true
		return of(date, c, scored("other", 1, 10))
	}
	gone := of("2026-11-04", scored("other", 1, 10))
	lacking := gone // Microsoft leaves out actions of old days
	lacking.Date, lacking.Thin, lacking.Max = "2026-10-31", true, 20
	days := []Snapshot{lacking, named("2026-11-01", "Do_V1", 5), named("2026-11-02", "do_v2", 7),
		{Date: "2026-11-03", Current: 8, Max: 20}, gone}
	for _, id := range []string{"do_v1", "Do_V2"} {
		h := History{Watch: id}
		for _, s := range days {
			h.Add(s)
		}
		last, standings := h.Action()
		var got []string
		for _, d := range standings {
			got = append(got, fmt.Sprintf("%s %v %v", d.Date, d.Scored, d.Points))
		}
		want := []string{"2026-11-01 true 5", "2026-11-02 true 7", "2026-11-04 false 0"}
		if diff := cmp.Diff(want, got); diff != "" || last.ID != "do_v2" {
			t.Errorf("%s: last %q (-want +got)\n%s", id, last.ID, diff)
		}
		if diff := cmp.Diff([]string{"do_v1", "do_v2"}, h.WatchedIDs()); diff != "" {
			t.Errorf("%s: ids (-want +got)\n%s", id, diff)
		}
	}
	h := History{Watch: "nosuch"}
	h.Add(days[1])
	if _, standings := h.Action(); standings != nil {
		t.Errorf("an action that never was: %+v", standings)
	}
}

// Whatever the days are, each adds up as it is printed, and all together are
// what the score moved from the first to the last.
func TestDaysOfHistoryAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h History
		date := Date("2026-08-01")
		n := rapid.IntRange(1, 8).Draw(t, "days")
		for range n {
			s := snapshots().Draw(t, "day")
			s.Date = date
			date = date.AddDays(rapid.IntRange(1, 4).Draw(t, "gap"))
			if rapid.IntRange(0, 4).Draw(t, "headline") == 0 {
				s.Controls = nil
			}
			for i := range s.Controls {
				s.Controls[i].Unread = rapid.IntRange(0, 9).Draw(t, "unread") == 0
			}
			h.Add(s)
		}
		if len(h.Days) != n {
			t.Fatalf("%d days, want %d", len(h.Days), n)
		}
		sum := 0.0
		for _, d := range h.Days {
			rest := d.Percent - d.Unattributed
			for _, c := range d.Changes {
				rest -= c.Effect
			}
			if math.Abs(rest) > exact || d.Percent != Hundredths(d.Percent) || d.Unattributed != Hundredths(d.Unattributed) {
				t.Fatalf("%s moved by %v; its changes leave %v", d.After.Date, d.Percent, rest)
			}
			sum += d.Percent
		}
		first, last := h.Days[0].After.Percent(), h.Days[n-1].After.Percent()
		if want := Hundredths(last) - Hundredths(first); math.Abs(sum-want) > exact {
			t.Fatalf("the days add up to %v, the score moved by %v", sum, want)
		}
	})
}

// Whatever is unknown on some days, and under whatever id: the moves of an
// action on all days are what it moved from the first known day to the last.
func TestNoMoveIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h History
		first, last := math.NaN(), 0.0
		version := 1
		for i := range rapid.IntRange(1, 9).Draw(t, "days") {
			day := rapid.SampledFrom([]string{"known", "unread", "headline"}).Draw(t, "day")
			if day != "headline" { // a rename is seen on a day with controls
				version += rapid.IntRange(0, 1).Draw(t, "renamed")
			}
			c := scored(fmt.Sprintf("MFAV%d", version), float64(rapid.IntRange(0, 10).Draw(t, "points")), 10)
			c.Title = "MFA"
			s := of(Date("2026-08-01").AddDays(i), c, scored("other", 5, 10))
			switch day {
			case "known":
				last = c.Points
				if math.IsNaN(first) {
					first = last
				}
			case "unread":
				s.Controls[0].Points, s.Controls[0].Unread = 0, true
			case "headline":
				s.Controls = nil
			}
			h.Add(s)
		}
		moved := 0.0
		for _, d := range h.Days {
			for _, c := range d.Changes {
				moved += c.After.Points - c.Before.Points
			}
		}
		if !math.IsNaN(first) && moved != last-first {
			t.Fatalf("moved by %v, the days say %v", last-first, moved)
		}
	})
}

// BenchmarkHistory computes the history by day, with one action's own. It is
// linear in the days.
func BenchmarkHistory(b *testing.B) {
	for _, days := range []int{100, 200, 400} {
		snapshots, _, _ := tenant(400, days)
		b.Run(fmt.Sprintf("controls=400/days=%d", days), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h := History{Watch: snapshots[0].Controls[0].ID}
				for _, s := range snapshots {
					h.Add(s)
				}
			}
		})
	}
}

// A history keeps no long texts, which would keep each day in memory, and
// changes nothing of the days that it was given.
func TestAHistoryKeepsNoLongTexts(t *testing.T) {
	action := func(points float64) Control {
		c := scored("a", points, 5)
		c.Description, c.ImplementationStatus, c.ActionURL, c.Threats = "long", "long", "https://x.example", []string{"x"}
		c.Extra, c.StateBy, c.StateComment = Undocumented{"x": []byte("1")}, "kim", "why"
		return c
	}
	before, after := of("2026-11-22", action(1)), of("2026-11-23", action(5))
	var h History
	h.Add(before)
	h.Add(after)
	want := scored("a", 5, 5)
	want.StateBy, want.StateComment = "kim", "why"
	if diff := cmp.Diff(want, h.Days[1].Changes[0].Control, nan); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(of("2026-11-23", action(5)), after, nan); diff != "" {
		t.Errorf("the day (-want +got)\n%s", diff)
	}
}
