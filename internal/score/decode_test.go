package score

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"secure-score-reporter/internal/score/scoretest"
)

// checkWritten compares the two ways to read a document, unless only one can.
func checkWritten(t interface {
	Helper()
	Fatalf(string, ...any)
}, data []byte) (ok bool) {
	t.Helper()
	got, ok := decodeWritten(data)
	if !ok {
		return false
	}
	want, err := decodeAny(data)
	if err != nil {
		t.Fatalf("only decodeWritten reads %s (%v)", data, err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Fatalf("%s (-decodeAny +decodeWritten)\n%s", data, diff)
	}
	return true
}

func TestWhatIsWrittenIsReadTheShortWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data, err := Encode(snapshots().Draw(t, "snapshot"))
		if err != nil {
			t.Fatal(err)
		}
		checkWritten(t, data)
	})
	full := []Snapshot{fullSnapshot(3)}
	for pass := range scoretest.Passes {
		var s Snapshot
		if err := scoretest.Fill(&s, pass, slices.Sorted(maps.Keys(notStored))...); err != nil {
			t.Fatal(err)
		}
		full = append(full, s)
	}
	for _, s := range full {
		data, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if !checkWritten(t, data) {
			t.Errorf("read the long way: %s", data)
		}
	}
}

func TestOtherFormsAreReadTheLongWay(t *testing.T) {
	const usual = `{"schema":1,"date":"2026-11-23","current":1,"max":2,"controls":[{"id":"a","points":1,"rank":3,` +
		`"threats":["x"],"extra":{"on":"}"}}]}`
	if !checkWritten(t, []byte(usual)) {
		t.Fatal("the usual form is read the long way")
	}
	for _, change := range [][2]string{
		{`"schema":1`, `"schema":2`},
		{`"schema":1`, `"schema":01`},
		{`"date":"2026-11-23"`, `"date": "2026-11-23"`},
		{`"2026-11-23"`, `"2026-11-23`},
		{`"2026-11-23"`, `null`},
		{`"current":1`, `"current":1.`},
		{`"current":1`, `"current":.5`},
		{`"current":1`, `"current":-`},
		{`"current":1`, `"current":-01`},
		{`"current":1`, `"current":1.5.2`},
		{`"current":1`, `"current":`},
		{`"current":1`, `"current":1e2`},
		{`"current":1,"max":2`, `"max":2,"current":1`},
		{`"rank":3`, `"rank":3.0`},
		{`"rank":3`, `"rank":99999999999999999999`},
		{`"id":"a"`, `"id":"\ud800"`},
		{`"id":"a"`, `"id":"\x"`},
		{`"id":"a"`, "\"id\":\"\xff\""},
		{`"id":"a"`, "\"id\":\"\n\""},
		{`"id":"a"`, `"id":"a\`},
		{`"points":1`, `"points":1,"new":true`},
		{`"points":1`, `"points":1,"stateAt":"2026-11-23T6:00:00Z"`},
		{`"points":1`, `"points":1,"stateAt":"2026-11-23T06:00:00,5Z"`},
		{`"points":1`, `"points":1,"lastSynced":"2026-11-23T06:00:00+24:00"`},
		{`["x"]`, `[]`},
		{`["x"]`, `["x",]`},
		{`["x"]`, `["x"`},
		{`{"on":"}"}`, `null`},
		{`{"on":"}"}`, `"on"`},
		{`{"on":"}"}`, `{"on":"}"`},
		{`{"on":"}"}`, `{"on":[{"id":1},{"id":2}]}`},
		{`]}`, `]} `},
		{`]}`, `]`},
		{`{"id"`, `{"extra":{},"id"`},
	} {
		data := bytes.Replace([]byte(usual), []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(data, []byte(usual)) || checkWritten(t, data) {
			t.Errorf("%s in place of %s is read the short way", change[1], change[0])
		}
	}
}
