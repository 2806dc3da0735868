package secrets

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

func TestRotating(t *testing.T) {
	begin := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	type step struct {
		at      int    // seconds
		stored  string // empty: it cannot be fetched
		message string
		accepts bool
		fetches int // since the begin
	}
	for name, steps := range map[string][]step{
		"S6: trimmed":           {{0, " one\r\n", "one", true, 1}},
		"S6: a byte order mark": {{0, "\ufeffone\r\n", "one", true, 1}},
		"kept for a minute":     {{0, "one", "one", true, 1}, {59, "two", "one", true, 1}, {60, "two", "one", false, 2}},
		"S5: a new one at once": {{0, "one", "one", true, 1}, {1, "two", "two", true, 2}, {2, "two", "one", false, 2}},
		"S5: the next one in a minute": {{0, "one", "one", true, 1}, {1, "two", "two", true, 2},
			{2, "three", "three", false, 2}, {61, "three", "three", true, 3}},
		"never twice for one message": {{0, "one", "x", false, 1}, {1, "one", "x", false, 2}, {2, "one", "x", false, 2}},
		"it comes back":               {{0, "", "one", false, 1}, {4, "one", "one", false, 1}, {5, "one", "one", true, 2}},
		"a failure is no old value":   {{0, "one", "one", true, 1}, {60, "", "one", false, 2}, {61, "", "one", false, 2}},
		"nothing is no secret":        {{0, " ", "", false, 1}, {5, "\n", " ", false, 2}},
		"the clock is set back":       {{0, "one", "one", true, 1}, {-3600, "two", "two", true, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			var now step
			fetches := 0
			r := Rotating{
				Now: func() time.Time { return begin.Add(time.Duration(now.at) * time.Second) },
				Fetch: func(context.Context) (string, error) {
					fetches++
					if now.stored == "" {
						return "", errors.New("refused")
					}
					return now.stored, nil
				},
			}
			for _, now = range steps {
				got, err := r.Accepts(t.Context(), func(secret string) bool { return secret == now.message })
				if got != now.accepts || fetches != now.fetches || got && err != nil {
					t.Errorf("%+v: %v, %v, fetched %d times", now, got, err, fetches)
				}
			}
		})
	}
}

func TestRotatingIsFetchedOnceForAll(t *testing.T) {
	fetches := 0
	r := Rotating{Now: time.Now, Fetch: func(context.Context) (string, error) { fetches++; return "one", nil }}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if ok, err := r.Accepts(t.Context(), func(s string) bool { return s == "one" }); !ok || err != nil {
				t.Errorf("%v, %v", ok, err)
			}
		})
	}
	all.Wait()
	if fetches != 1 {
		t.Errorf("fetched %d times", fetches)
	}
}
