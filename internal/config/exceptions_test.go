package config

import (
	"fmt"
	"strings"
	"testing"
)

// A list of exceptions has an end, and its problem is one line.
func TestMostExceptions(t *testing.T) {
	doc := func(n int) []byte {
		var list strings.Builder
		for i := range n {
			fmt.Fprintf(&list, "\n  - {control: c%d, reason: x}", i)
		}
		return []byte("store: file://./data\nexceptions:" + list.String() +
			"\ntenants: [{name: contoso, id: contoso.example, auth: {token: env://T}}]\n")
	}
	c, err := Parse("c.yaml", doc(mostExceptions))
	if err != nil || len(c.Tenants[0].Exceptions) != mostExceptions {
		t.Errorf("%d are refused: %v", mostExceptions, err)
	}
	want := "c.yaml:2:1: exceptions: has 1201 exceptions; the most is 1200"
	if _, err := Parse("c.yaml", doc(mostExceptions+1)); err == nil || err.Error() != want {
		t.Errorf("one more: %v, want %s", err, want)
	}
}
