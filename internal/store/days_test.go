package store

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/score/scoretest"
)

func TestEveryFieldOfADaySurvivesTheStore(t *testing.T) {
	var want score.Day
	if err := scoretest.Fill(&want, 0); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(toStored(want))
	if err != nil {
		t.Fatal(err)
	}
	var stored storedDay
	if err := json.Unmarshal(data, &stored); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, fromStored(stored)); diff != "" {
		t.Errorf("a field does not survive (-want +got)\n%s", diff)
	}
}

// A day that was stored before drift was kept apart has none.
func TestADayFromBeforeDriftWasKept(t *testing.T) {
	days, err := decodeDays("t", []byte(`{"schema":1,"tenantId":"t","days":[{"date":"2026-11-23","current":1,"max":2,`+
		`"moves":{"since":"2026-11-22","gained":0.4,"lost":3}}]}`))
	want := score.Moves{Since: "2026-11-22", Gained: 0.4, Lost: 3}
	if err != nil || len(days) != 1 || days[0].Moves != want {
		t.Errorf("%+v (%v), want the moves %+v", days, err, want)
	}
}

// An index with numbers whose sums no document can have is damaged.
func TestHugePointsInTheIndexAreRefused(t *testing.T) {
	for _, day := range []string{
		`"current":1e308`, `"max":-1e300`, `"split":{"open":1e308}`, `"moves":{"since":"2026-11-22","gained":1e308}`,
		`"moves":{"since":"2026-11-22","lost":1e10}`, `"moves":{"since":"2026-11-22","drift":-1e308}`,
	} {
		if days, err := decodeDays("t", []byte(`{"schema":1,"days":[{"date":"2026-11-23",`+day+`}]}`)); err == nil {
			t.Errorf("%s is read: %+v", day, days)
		}
	}
}

// Whatever the index of days holds, it is read or refused, and what was read is
// stored as it was.
func FuzzDays(f *testing.F) {
	var full score.Day
	if err := scoretest.Fill(&full, 0); err != nil {
		f.Fatal(err)
	}
	full.Date = "2026-11-23"
	seed, err := encodeDays("t", []score.Day{full, {Headline: score.Headline{Date: "2026-11-24", Max: 1}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"schema":1,"days":[{"date":"2026-11-23","moves":{"retired":1},"split":{}},{"date":"2026-11-23"}]}`))
	f.Add([]byte(`{"schema":99,"days":8}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		days, err := decodeDays("t", data)
		if err != nil {
			return
		}
		once, err := encodeDays("t", days)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		again, err := decodeDays("t", once)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		if !slices.EqualFunc(days, again, sameDay) {
			t.Fatalf("round trip changed the days:\n%+v\n%+v", days, again)
		}
	})
}

// Whatever an object holds, unpacking it ends, with at most so many bytes.
func FuzzUnpack(f *testing.F) {
	seed, err := pack([]byte("content"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add(seed[:12])
	f.Fuzz(func(t *testing.T, packed []byte) {
		if data, err := unpack(packed, 1000); err == nil && len(data) > 1000 {
			t.Fatalf("%d bytes", len(data))
		}
	})
}
