package app

import (
	"errors"
	"strings"
	"testing"

	"secure-score-reporter/internal/graph"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Each cause of an error of Graph's has words of its own.
func TestReasons(t *testing.T) {
	german := words.In(report.Locale{}.In(report.German))
	said := map[string]bool{german.Failure("unheard of", "x"): true}
	for _, cause := range []error{
		graph.ErrSignIn, graph.ErrPermission, graph.ErrThrottled, graph.ErrUnavailable, graph.ErrRejected,
		graph.ErrMalformed, graph.ErrImpossible, graph.ErrTooLarge, graph.ErrNoScore,
	} {
		text := german.Failure((&graph.Error{Cause: cause}).Reason(), "x")
		if said[text] || !strings.Contains(text, "„x“") {
			t.Errorf("%v is %q", cause, text)
		}
		said[text] = true
	}
	if got := (&graph.Error{Cause: errors.New("another")}).Reason(); got != "" {
		t.Errorf("another cause has the reason %q", got)
	}
}
