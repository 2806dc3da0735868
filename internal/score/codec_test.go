package score

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestSnapshotsSurviveTheStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := snapshots().Draw(t, "snapshot")
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, data string
		future     bool
	}{
		{"nothing", "", false},
		{"cut off", `{"schema":1,"date":"2026-11-23","contr`, false},
		{"no version", `{"date":"2026-11-23"}`, false},
		{"no date", `{"schema":1}`, false},
		{"a day that does not exist", `{"schema":1,"date":"2026-02-30"}`, false},
		{"the future", `{"schema":2,"date":"2026-11-23"}`, true},
		{"a future of another form", `{"schema":2,"date":20261123}`, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Decode([]byte(tc.data))
			if err == nil || errors.Is(err, ErrFromTheFuture) != tc.future {
				t.Errorf("Decode = %v, want an error, from the future: %v", err, tc.future)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	seed, _ := Encode(of("2026-11-23", scored("AdminMFAV2", 6.67, 10)))
	f.Add(seed)
	f.Add([]byte(`{"schema":1,"date":"2026-11-23","controls":[{"id":"a","percent":66.7,"extra":{"on":"false"}}],"averages":[{"basis":"x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode(data)
		if err != nil {
			return
		}
		once, err := Encode(s)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		again, err := Decode(once)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		twice, err := Encode(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("round trip changed the bytes (%v):\n%s\n%s", err, once, twice)
		}
	})
}
