package score

import (
	"slices"
	"testing"
)

// An unknown level is at most nothing, because it may be high.
func TestAtMost(t *testing.T) {
	for limit, want := range map[Level][]Level{
		Low: {Low}, Moderate: {Low, Moderate}, High: {Low, Moderate, High}, Unknown: {Low, Moderate},
		"": {Low, Moderate},
	} {
		var got []Level
		for _, l := range []Level{Low, Moderate, High, Unknown, ""} {
			if l.AtMost(limit) {
				got = append(got, l)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("at most %q are %v, want %v", limit, got, want)
		}
	}
}
