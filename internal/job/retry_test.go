package job_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"secure-score-reporter/internal/event"
)

// lasting is an error that remains when it is tried again.
type lasting struct{ error }

func (lasting) Temporary() bool { return false }

func TestRetryable(t *testing.T) {
	outage, wrong := errors.New("an outage"), fmt.Errorf("reading: %w", lasting{errors.New("permission missing")})
	for _, tt := range []struct {
		name          string
		source, slack error
		failed        int
		retry         bool
	}{
		{"all well", nil, nil, 0, false},
		{"Graph is down", outage, nil, 1, true},
		{"permission missing", wrong, nil, 1, false},
		{"Slack is down", nil, outage, 1, true},
		{"no such Slack channel", nil, wrong, 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.day("2026-11-16", control("A", 1, 2))
			w.source.err, w.slack.err = tt.source, tt.slack
			event, err := event.Parse([]byte(`{"deliver": ["slack", "email"]}`))
			if err != nil {
				t.Fatal(err)
			}
			r := w.job().Run(context.Background(), event, "request")
			if r.Failed != tt.failed || r.Retryable() != tt.retry {
				t.Errorf("failed %d, retryable %t; want %d, %t", r.Failed, r.Retryable(), tt.failed, tt.retry)
			}
		})
	}
}
