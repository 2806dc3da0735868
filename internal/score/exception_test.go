package score

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExceptionOnADay(t *testing.T) {
	open, done, third, accepted := scored("A", 1, 5), scored("A", 5, 5), scored("A", 5, 5), scored("A", 0, 5)
	third.State, accepted.State = "ThirdParty", "Ignored"
	for _, tc := range []struct {
		name   string
		until  Date
		action Control
		want   ExceptionState
	}{
		{"no end", "", open, ExceptionCurrent},
		{"tomorrow", "2026-11-24", open, ExceptionCurrent},
		{"the last day", "2026-11-23", open, ExceptionCurrent},
		{"the day after", "2026-11-22", open, ExceptionOverdue},
		{"long over, and completed", "2026-01-01", done, ExceptionNeedless},
		{"current, and completed", "", done, ExceptionNeedless},
		{"over, of an accepted risk", "2026-11-22", accepted, ExceptionOverdue},
		{"over, of what a third party does", "2026-11-22", third, ExceptionOverdue},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := (Exception{Until: tc.until}).On("2026-11-23", tc.action); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}

func TestDecisionsAreInOrder(t *testing.T) {
	s := of("2026-11-23", scored("a", 1, 5), scored("B", 1, 5), scored("c", 1, 5), scored("d", 1, 5), scored("e", 5, 5),
		scored("F", 0, 5))
	list := []Exception{
		{Control: "gone", Until: "2026-11-01"}, {Control: "e"}, {Control: "D"}, {Control: "f"}, {Control: "C",
			Until: "2027-01-01"}, {Control: "a", Until: "2026-11-20"}, {Control: " b", Until: "2026-11-10"},
	}
	var got []string
	for _, d := range s.Decisions(list, "2026-11-23") {
		got = append(got, fmt.Sprintf("%s %s %s", strings.TrimSpace(d.Control), d.State, d.Action.ID))
	}
	want := []string{
		"b overdue B", "a overdue a", "C current c", "D current d", "f current F", "e notNeeded e", "gone notScored ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The plan, the ranking and the achievable view leave out what has a current
// exception. What Microsoft sent, and the snapshot that was given, stay.
func TestExceptedActionsAreNotRecommended(t *testing.T) {
	planned := scored("b", 0, 20)
	planned.State = "Planned"
	s := of("2026-11-23", scored("a", 0, 10), planned, scored("c", 0, 10), scored("d", 60, 60))
	for _, tc := range []struct {
		name  string
		list  []Exception
		plan  string
		views string
	}{
		{"none", nil, "b a c", "60 80 100 100"},
		{"one", []Exception{{Control: "A"}}, "b c", "60 80 90 100"},
		{"a planned one", []Exception{{Control: "b", Until: "2026-11-23"}}, "a c", "60 60 80 100"},
		{"one that has ended", []Exception{{Control: "a", Until: "2026-11-22"}}, "b a c", "60 80 100 100"},
		{"one of an action that is not there", []Exception{{Control: "x"}}, "b a c", "60 80 100 100"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := s.Except(tc.list, "2026-11-23")
			var steps, views []string
			for _, step := range PlanFor(got, 100).Steps {
				steps = append(steps, step.Control.ID)
			}
			for _, v := range got.Views() {
				views = append(views, fmt.Sprint(v.Points))
			}
			if plan := strings.Join(steps, " "); plan != tc.plan {
				t.Errorf("the plan is %s, want %s", plan, tc.plan)
			}
			if v := strings.Join(views, " "); v != tc.views {
				t.Errorf("the views are %s, want %s", v, tc.views)
			}
			if diff := cmp.Diff(s.Split(), got.Split()); diff != "" {
				t.Errorf("the points have moved (-want +got)\n%s", diff)
			}
			if account := Diff(s, got); len(account.Changes) > 0 {
				t.Errorf("the exception is a change: %+v", account.Changes)
			}
			if again := got.Except(nil, "2026-11-23"); cmp.Diff(s.Controls, again.Controls, nan) != "" {
				t.Error("without the exceptions it is another snapshot")
			}
		})
	}
}

func TestStrangers(t *testing.T) {
	s := of("2026-11-23", scored("a", 1, 5))
	catalogue := []Profile{{ID: "A"}, {ID: "outside"}}
	list := []Exception{{Control: "A"}, {Control: "OUTSIDE"}, {Control: "typo"}}
	if diff := cmp.Diff([]string{"typo"}, s.Strangers(list, catalogue)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := s.Strangers(list, nil); got != nil {
		t.Errorf("without a catalogue %v", got)
	}
}

// G9: an action that a third party did, and whose risk is now accepted, is a
// risk that was accepted.
func TestFromThirdPartyToAnAcceptedRisk(t *testing.T) {
	for _, state := range []string{"ThirdParty", "Reviewed"} {
		before, after := scored("A", 10, 10), scored("A", 0, 10)
		before.State, after.State = state, "Ignored"
		rest := scored("B", 50, 90)
		account := Diff(of("2026-11-22", before, rest), of("2026-11-23", after, rest))
		if got := account.Changes[0].Cause(); got != Acceptance || account.Changes[0].OwnPoints != -10 {
			t.Errorf("%s: cause %s, %g points", state, got, account.Changes[0].OwnPoints)
		}
	}
}
