package score

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const (
	ours   = "11111111-2222-4333-8444-55555555abcd"
	theirs = "99999999-2222-4333-8444-555555555555"
)

// half is a day with a number of controls, each with 5 of 10 points.
func half(n int) Snapshot {
	var list []Control
	for i := range n {
		list = append(list, scored(fmt.Sprintf("C%02d", i), 5, 10))
	}
	s := of("2026-11-26", list...)
	s.TenantID = ours
	return s
}

// headlineOf is a day of which only the score is known.
func headlineOf(current, maximum float64) Snapshot {
	return Snapshot{TenantID: ours, Date: "2026-11-19", Current: current, Max: maximum, Thin: true}
}

func TestGate(t *testing.T) {
	gate := Gate{TenantID: ours, Today: "2026-11-26", Had: true}
	domain := Gate{TenantID: "contoso.onmicrosoft.com", Today: "2026-11-26", Had: true}
	empty := Gate{TenantID: ours, Today: "2026-11-26"}
	with := func(s Snapshot, change func(*Snapshot)) Snapshot { change(&s); return s }
	id := func(id string) Snapshot { return with(half(60), func(s *Snapshot) { s.TenantID = id }) }
	on := func(date Date) Snapshot { return with(half(60), func(s *Snapshot) { s.Date = date }) }
	headline := func(current, maximum float64) Snapshot {
		return with(half(60), func(s *Snapshot) { s.Current, s.Max = current, maximum })
	}
	unknown := func(n int) Snapshot { // with n more controls of 0 points whose maximum is unknown
		s := half(60)
		for i := range n {
			s.Controls = append(s.Controls, Control{ID: fmt.Sprintf("U%d", i)})
		}
		return s
	}
	thin := func(s Snapshot) Snapshot { s.Thin = true; return s }
	for _, tc := range []struct {
		name string
		gate Gate
		day  Snapshot
		want []Fault
	}{
		{"sound", gate, half(60), nil},
		{"t1: the score of another tenant", gate, id(theirs), []Fault{OtherTenant}},
		{"t1: its own id in another form", gate, id(" " + strings.ToUpper(ours) + "\t"), nil},
		{"t1: the score of another tenant, in braces", gate,
			id("{" + strings.ReplaceAll(theirs, "-", "") + "}"), []Fault{OtherTenant}},
		{"t2: a domain whose id is not known yet", domain, id(theirs), nil},
		{"t2: a domain, which remembers its first id", Gate{TenantID: strings.ToUpper(ours), Today: "2026-11-26"},
			id(theirs), []Fault{OtherTenant}},
		{"t3: a day of the history of another tenant", gate, thin(id(theirs)), []Fault{OtherTenant}},
		{"t4: no id", gate, id(""), nil},
		{"t4: the id NA", gate, id("NA"), nil},
		{"t5: 2062", gate, on("2062-11-26"), []Fault{Future}},
		{"a day ahead", gate, on("2026-11-27"), nil},
		{"two days ahead", gate, on("2026-11-28"), []Fault{Future}},
		{"an old day", gate, on("2018-01-01"), nil},
		{"t6: no controls, 0 of 0", gate, headlineOf(0, 0), []Fault{Nothing}},
		{"t6: no controls, 0 of 600", gate, headlineOf(0, 600), []Fault{Nothing}},
		{"t6: no controls, of another tenant", gate, with(headlineOf(0, 0), func(s *Snapshot) { s.TenantID = theirs }),
			[]Fault{OtherTenant, Nothing}},
		{"never any controls, 0 of 0", empty, headlineOf(0, 0), nil},
		{"never any controls, 0 of 600", empty, headlineOf(0, 600), []Fault{MaximumDiffers}},
		{"never any controls, 300 of 600", empty, headlineOf(300, 600), []Fault{PointsDiffer, MaximumDiffers}},
		{"the first controls", empty, half(60), nil},
		{"t7: 300 of 0", gate, headline(300, 0), []Fault{OutOfRange, MaximumDiffers}},
		{"t7: 300 of 0, no controls", empty, headlineOf(300, 0), []Fault{OutOfRange, PointsDiffer}},
		{"t8: a day of the history without controls", gate, headlineOf(300, 600), []Fault{NoControls}},
		{"t8: half of the controls", gate,
			with(thin(half(60)), func(s *Snapshot) { s.Controls = s.Controls[:30] }), []Fault{PointsDiffer, MaximumDiffers}},
		{"t8: one null score, counted as 0", gate,
			with(thin(half(40)), func(s *Snapshot) { s.Controls[3].Points = 0 }), []Fault{PointsDiffer}},
		{"points, 2 % above", gate, headline(294, 600), nil},
		{"points, more than 2 % above", gate, headline(293.9, 600), []Fault{PointsDiffer}},
		{"points, 2 % below", gate, headline(306.1, 600), nil},
		{"points, more than 2 % below", gate, headline(306.2, 600), []Fault{PointsDiffer}},
		{"maxima, 2 % above", gate, headline(300, 588), nil},
		{"maxima, more than 2 % above", gate, headline(300, 587.9), []Fault{MaximumDiffers}},
		{"maxima, 2 % below", gate, headline(300, 612.2), nil},
		{"maxima, more than 2 % below", gate, headline(300, 612.3), []Fault{MaximumDiffers}},
		{"maxima of an old day, which may be today's", gate, thin(headline(300, 540)), nil},
		{"maxima of an old day, 10 % below", gate, thin(headline(300, 666)), nil},
		{"maxima of an old day, more than 10 % above", gate, thin(headline(300, 539)), []Fault{MaximumDiffers}},
		{"one unknown maximum explains what is missing", gate,
			with(unknown(1), func(s *Snapshot) { s.Max = 900 }), nil},
		{"unknown maxima, 2 % too many", gate, with(unknown(1), func(s *Snapshot) { s.Max = 588 }), nil},
		{"unknown maxima, more than 2 % too many", gate,
			with(unknown(1), func(s *Snapshot) { s.Max = 587.9 }), []Fault{MaximumDiffers}},
		{"all points", gate, with(of("2026-11-26", scored("A", 10, 10)), func(s *Snapshot) { s.Current += 0.005 }), nil},
		{"more than all points", gate,
			with(of("2026-11-26", scored("A", 10, 10)), func(s *Snapshot) { s.Current += 0.01 }), []Fault{OutOfRange}},
		{"fewer than no points", gate,
			with(of("2026-11-26", scored("A", 0, 10)), func(s *Snapshot) { s.Current = -0.01 }),
			[]Fault{OutOfRange, PointsDiffer}},
		{"half a hundredth less than no points", gate,
			with(of("2026-11-26", scored("A", 0, 10)), func(s *Snapshot) { s.Current = -0.005 }), []Fault{PointsDiffer}},
		{"no number", gate, headline(math.NaN(), math.NaN()), []Fault{OutOfRange, PointsDiffer, MaximumDiffers}},
		{"no number of points", gate, headline(math.Inf(1), math.Inf(1)),
			[]Fault{OutOfRange, PointsDiffer, MaximumDiffers}},
		{"a percentage above 100", gate, with(half(60), func(s *Snapshot) { s.Controls[0].Percent = 130 }), nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.gate.Faults(tc.day)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestFaultsOfTheHeadline(t *testing.T) {
	for fault, want := range map[Fault]bool{
		OtherTenant: true, Future: true, OutOfRange: true, Nothing: true, NoControls: false, PointsDiffer: false,
		MaximumDiffers: false,
	} {
		if fault.OfHeadline() != want {
			t.Errorf("%s: %v", fault, !want)
		}
	}
}

func TestIsID(t *testing.T) {
	for text, want := range map[string]bool{
		ours: true, strings.ToUpper(ours): true, " " + ours + "\n": true, "00000000-0000-0000-0000-000000000000": true,
		"": false, "NA": false, "contoso.onmicrosoft.com": false, ours + "0": false, ours[1:]: false,
		strings.Replace(ours, "abcd", "abcg", 1): false, strings.ReplaceAll(ours, "-", "0"): false,
		strings.ReplaceAll(ours, "-", ""): true, "{" + ours + "}": true, "{" + ours: false,
		"-" + ours[1:]: false, strings.Replace(ours, "abcd", "ab-d", 1): false,
	} {
		if IsID(text) != want {
			t.Errorf("IsID(%q) = %v", text, !want)
		}
	}
}

// A sound day passes, and every single corruption of it is found.
func TestTheGateFindsEachCorruption(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gate := Gate{TenantID: ours, Today: "2026-11-26", Had: rapid.Bool().Draw(t, "had")}
		s := Snapshot{TenantID: rapid.SampledFrom([]string{ours, strings.ToUpper(ours), "", "NA"}).Draw(t, "id")}
		s.Date = gate.Today.AddDays(rapid.IntRange(-800, 1).Draw(t, "day"))
		s.Thin = rapid.Bool().Draw(t, "thin")
		for i := range rapid.IntRange(1, 40).Draw(t, "controls") {
			most := rapid.IntRange(100, 1000).Draw(t, "max")
			c := scored(fmt.Sprint(i), points(int64(rapid.IntRange(0, most).Draw(t, "points"))), points(int64(most)))
			s.Controls = append(s.Controls, c)
		}
		s.Controls[0].Points = max(1, s.Controls[0].Points)
		s.Current, s.Max = s.Sum(), Hundredths(maxima(s))
		if faults := gate.Faults(s); len(faults) > 0 {
			t.Fatalf("a sound day has %v", faults)
		}
		off := 1 + MaxMismatch + 0.01 + 0.8*rapid.Float64Range(0.2, 1).Draw(t, "off")
		corruptions := []struct {
			fault   Fault
			corrupt func(*Snapshot)
		}{
			{OtherTenant, func(s *Snapshot) { s.TenantID = theirs }},
			{Future, func(s *Snapshot) { s.Date = gate.Today.AddDays(rapid.IntRange(2, 40000).Draw(t, "ahead")) }},
			{OutOfRange, func(s *Snapshot) { s.Current = s.Max * off }},
			{OutOfRange, func(s *Snapshot) { s.Current = -s.Current }},
			{OutOfRange, func(s *Snapshot) { s.Max = 0 }},
			{MaximumDiffers, func(s *Snapshot) { s.Max *= off }},
			{MaximumDiffers, func(s *Snapshot) { s.Max /= off }},
			{PointsDiffer, func(s *Snapshot) { s.Current *= off }},
			{PointsDiffer, func(s *Snapshot) { s.Current /= off }},
			{PointsDiffer, func(s *Snapshot) {
				for i := range s.Controls {
					s.Controls[i].Points = 0
				}
			}},
		}
		if gate.Had {
			corruptions = append(corruptions, struct {
				fault   Fault
				corrupt func(*Snapshot)
			}{NoControls, func(s *Snapshot) { s.Controls = nil }})
		}
		one := rapid.SampledFrom(corruptions).Draw(t, "corruption")
		broken := s
		broken.Controls = slices.Clone(s.Controls)
		one.corrupt(&broken)
		if faults := gate.Faults(broken); !slices.Contains(faults, one.fault) {
			t.Fatalf("found %v, want %s", faults, one.fault)
		}
	})
}
