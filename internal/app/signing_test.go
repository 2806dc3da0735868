package app

import (
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
)

// Without the setting no retry of Lambda's helps.
func TestWithoutASigningSecret(t *testing.T) {
	p := NewProcess(os.LookupEnv, time.Now, slog.New(slog.DiscardHandler))
	accepted, err := p.SigningSecret("")(t.Context(), func(string) bool { return true })
	if accepted || err == nil || !strings.Contains(err.Error(), "is not set") || job.Temporary(err) {
		t.Errorf("accepted %v, error %v", accepted, err)
	}
}
