package fleet

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 23, 6, 0, 0, 123e6, time.UTC)

func at(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }

func TestNames(t *testing.T) {
	for _, l := range []Last{
		{Tenant: "t", Since: at(0), Tried: at(5), Well: true},
		{Tenant: "t", Since: at(0), Tried: at(5), Well: true, Event: "0af9"},
		{Tenant: "t", Since: at(0)}, // looked for, and never run
	} {
		if got, ok := Read("t", l.Name()); !ok || got != l {
			t.Errorf("%s is read as %+v", l.Name(), got)
		}
	}
	for _, name := range []string{
		"", "_", "__well", "20261123T060000.123Z_20261123T060000.123Z_fine", "20261123T060000.123Z_well",
		"20261123_20261123T060000.123Z_well", "20261123T060000.123Z_20261123T060000.123Z_well_well",
		"20261123T060000.123Z_20261123T060000.123Z_failed_0af9", "20261123T060000.123Z_20261123T060000.123Z_well_0af9_0af9",
	} {
		if l, ok := Read("t", name); ok {
			t.Errorf("%q is read as %+v", name, l)
		}
	}
}

// Only a run of a schedule that went well ends the time without a good run.
func TestAfter(t *testing.T) {
	known := Last{"t", at(0), at(0), true, "0a"}
	for name, tt := range map[string]struct {
		before Last
		run    Run
		want   Last
	}{
		"a good run":        {known, Run{"t", at(1), true, true, "0b"}, Last{"t", at(1), at(1), true, "0b"}},
		"a failure":         {known, Run{"t", at(1), false, true, "0b"}, Last{"t", at(0), at(1), false, ""}},
		"people":            {known, Run{"t", at(1), true, false, "0b"}, Last{"t", at(0), at(1), true, "0b"}},
		"the first, good":   {Last{}, Run{"t", at(1), true, true, ""}, Last{"t", at(1), at(1), true, ""}},
		"the first, failed": {Last{}, Run{"t", at(1), false, true, "0b"}, Last{"t", at(1), at(1), false, ""}},
		"looked for, then well": {
			Last{Tenant: "t", Since: at(0)}, Run{"t", at(1), true, true, "0b"}, Last{"t", at(1), at(1), true, "0b"},
		},
	} {
		if got := tt.before.After(tt.run); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestNewest(t *testing.T) {
	got := Newest([]Last{
		{"a", at(0), at(2), true, ""}, {"b", at(0), at(0), true, ""},
		{"a", at(0), at(3), false, ""}, {"a", at(0), at(1), true, ""},
	})
	if len(got) != 2 || got["a"] != (Last{"a", at(0), at(3), false, ""}) || got["b"].Tried != at(0) {
		t.Errorf("%+v", got)
	}
}

func TestOrder(t *testing.T) {
	known := map[string]Last{
		"long ago":     {Tried: at(-30), Well: true, Event: "0a"},
		"yesterday":    {Tried: at(-24), Well: true, Event: "0a"},
		"served":       {Tried: at(1), Well: true, Event: "0b"},
		"served later": {Tried: at(2), Well: true, Event: "0b"},
		"failed":       {Tried: at(1)},
		"another one":  {Tried: at(1), Well: true, Event: "0c"}, // a run of another event in between
	}
	ids := []string{"served later", "served", "failed", "another one", "new", "yesterday", "long ago", "newer"}
	for name, tt := range map[string]struct{ event, want string }{
		"a try of an event": {"0b", "new newer, long ago, yesterday, failed, another one, served, served later"},
		"a new event":       {"0d", "new newer, long ago, yesterday, served failed, another one, served later"},
		"unknown":           {"", "new newer, long ago, yesterday, served failed, another one, served later"},
	} {
		got := Order(ids, func(id string) string { return id }, known, tt.event)
		if !sameOrder(got, tt.want) {
			t.Errorf("%s: %q, want %s", name, got, tt.want)
		}
	}
}

// sameOrder compares with a list in which commas stand between the names.
func sameOrder(got []string, want string) bool {
	return strings.Join(got, " ") == strings.ReplaceAll(want, ",", "")
}

func TestOverdue(t *testing.T) {
	known := map[string]Last{
		"a": {Since: at(-26)}, "b": {Since: at(-27)},
		"c": {Since: at(-100), Tried: at(0), Well: true}, "gone": {Since: at(-99)},
	}
	got := Overdue([]string{"c", "a", "b", "unknown"}, known, at(0), 26*time.Hour)
	if !slices.Equal(got, []string{"c", "b"}) {
		t.Errorf("%q", got)
	}
}
