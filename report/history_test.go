package report_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// move is a change of an action of 10 points.
func move(id, category, service string, points, effect float64) score.Change {
	return score.Change{
		ID: id, Title: id, Category: category, Service: service, Kinds: []score.Kind{score.Improved},
		Before: score.Standing{Scored: true, Max: 10, MaxKnown: true}, OwnPoints: points, Effect: effect,
		After: score.Standing{Scored: true, Points: points, Max: 10, MaxKnown: true},
	}
}

// dayOf is a day of the history.
func dayOf(date, since score.Date, changes ...score.Change) score.HistoryDay {
	d := score.HistoryDay{Account: score.Account{
		Before: score.Headline{Date: since}, After: score.Headline{Date: date}, Changes: changes,
	}}
	for _, c := range changes {
		d.Percent += c.Effect
	}
	return d
}

func TestFilterOfAHistory(t *testing.T) {
	a := move("A", "Identity", "AzureAD", 5, 1)
	b := move("B", "Data", "MIP", 3, 0.5)
	c := move("C", "Data", "SPO", 0.1, 0.01)
	c.RenamedFrom = "OldC"
	day := dayOf("2026-11-02", "2026-11-01", a, b, c)
	for _, tc := range []struct {
		name   string
		filter report.HistoryFilter
		want   string // the ids that are shown
		hidden score.Sum
	}{
		{"none", report.HistoryFilter{}, "[A B C]", score.Sum{}},
		{"category", report.HistoryFilter{Categories: []string{"data "}}, "[B C]",
			score.Sum{Changes: 1, Points: 5, Effect: 1}},
		{"product by name", report.HistoryFilter{Services: []string{"microsoft entra id"}}, "[A]",
			score.Sum{Changes: 2, Points: 3.1, Effect: 0.51}},
		{"product by code, and category", report.HistoryFilter{Services: []string{"spo", "AzureAD"},
			Categories: []string{"Data"}}, "[C]", score.Sum{Changes: 2, Points: 8, Effect: 1.5}},
		{"action by an earlier id", report.HistoryFilter{Controls: []string{"oldc"}}, "[C]",
			score.Sum{Changes: 2, Points: 8, Effect: 1.5}},
		{"cause", report.HistoryFilter{Causes: []score.Cause{score.Regression}}, "[]",
			score.Sum{Changes: 3, Points: 8.1, Effect: 1.51}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := tc.filter.Apply([]score.HistoryDay{day})[0]
			ids := []string{}
			for _, c := range got.Shown {
				ids = append(ids, c.ID)
			}
			if diff := cmp.Diff(tc.hidden, got.Hidden); fmt.Sprint(ids) != tc.want || diff != "" {
				t.Errorf("shown %v, want %s; hidden (-want +got)\n%s", ids, tc.want, diff)
			}
		})
	}
	f := report.HistoryFilter{Categories: []string{"Data", "Foo"}, Services: []string{"Azuread", "Fax"}}
	categories, services := f.Unmatched(nil, []score.HistoryDay{day})
	if fmt.Sprint(categories, services) != "[Foo] [Fax]" {
		t.Errorf("unmatched %v %v", categories, services)
	}
	if categories, _ = f.Unmatched(nil, nil); len(categories) != 2 {
		t.Errorf("unmatched without a change: %v", categories)
	}
}

// An action under what changed is not named in the days that it is about.
func TestHistoryBesideWhatChanged(t *testing.T) {
	listed, flap, renamed := move("A", "", "", 5, 1), move("B", "", "", 3, 0.5), move("C2", "", "", 2, 0.2)
	drift := move("A", "", "", 0.1, 0.01)
	account := score.Account{Changes: []score.Change{listed, renamed}}
	account.Changes[1].RenamedFrom = "C"
	days := []score.HistoryDay{
		dayOf("2026-11-01", "2026-10-31", listed),
		dayOf("2026-11-02", "2026-11-01", listed, flap),
		dayOf("2026-11-03", "2026-11-02", move("C", "", "", 2, 0.2), drift),
	}
	shown := func(m report.Model, list []score.Change) (ids []string) {
		for _, d := range m.HistoryBeside(list) {
			sum := d.Unattributed + d.Hidden.Effect
			for _, c := range d.Shown {
				ids, sum = append(ids, string(d.After.Date[8:])+c.ID), sum+c.Effect
			}
			if score.Hundredths(sum) != score.Hundredths(d.Percent) {
				t.Errorf("%s: %.2f of %.2f", d.After.Date, sum, d.Percent)
			}
		}
		return ids
	}
	all := report.Model{History: days, Account: account}
	if got := fmt.Sprint(shown(all, account.Changes)); got != "[01A 02A 02B 03C 03A]" {
		t.Errorf("without a comparison: %s", got)
	}
	all.Since = &score.Headline{Date: "2026-11-01"}
	all.Account.Changes = append(all.Account.Changes, move("B", "", "", 0.1, 0.01)) // of what moved there and back
	if got := fmt.Sprint(shown(all, account.Changes)); got != "[01A 02B 03A]" {
		t.Errorf("beside what changed since 1 November: %s", got)
	}
	if got := fmt.Sprint(shown(all, account.Changes[:1])); got != "[01A 02B 03C 03A]" {
		t.Errorf("beside a list without room for C: %s", got)
	}
}

// The lines of a day are the day's change, whatever is put together.
func TestLinesOfADay(t *testing.T) {
	day := dayOf("2026-11-02", "2026-11-01", move("A", "", "", 5, 1), move("B", "", "", 3, 0.5),
		move("C", "", "", 2, 0.25), move("D", "", "", 0.1, 0.01), move("E", "", "", 0.2, 0.02))
	all := report.HistoryFilter{}
	lines := all.Apply([]score.HistoryDay{day})[0].Lines(all, 1)
	want := report.DayLines{Moves: day.Changes[:1], More: score.Sum{Changes: 2, Points: 5, Effect: 0.75},
		Drift: score.Sum{Changes: 2, Points: 0.3, Effect: 0.03}}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	one := report.HistoryFilter{Controls: []string{"d"}}
	if lines := one.Apply([]score.HistoryDay{day})[0].Lines(one, 0); len(lines.Moves) != 1 || lines.Other.Changes != 4 {
		t.Errorf("drift of an action that is asked for is no line of its own: %+v", lines)
	}
}

func TestQuietDaysAreOneSpan(t *testing.T) {
	headline := dayOf("2026-11-09", "2026-11-08")
	headline.HeadlineOnly = true
	days := report.HistoryFilter{}.Apply([]score.HistoryDay{
		dayOf("2026-11-01", ""), dayOf("2026-11-02", "2026-11-01"), dayOf("2026-11-05", "2026-11-02"),
		dayOf("2026-11-06", "2026-11-05", move("A", "", "", 5, 1)), dayOf("2026-11-08", "2026-11-06"), headline,
	})
	var got []string
	for _, s := range report.Spans(days) {
		got = append(got, fmt.Sprintf("%s to %s: %d quiet, %d missing, %d changes", s.First, s.Last, s.Quiet, s.Missing,
			len(s.Day.Changes)))
	}
	want := []string{
		"2026-11-09 to 2026-11-09: 0 quiet, 0 missing, 0 changes",
		"2026-11-07 to 2026-11-08: 1 quiet, 1 missing, 0 changes",
		"2026-11-06 to 2026-11-06: 0 quiet, 0 missing, 1 changes",
		"2026-11-02 to 2026-11-05: 2 quiet, 2 missing, 0 changes",
		"2026-11-01 to 2026-11-01: 0 quiet, 0 missing, 0 changes",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
