package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"secure-score-reporter/internal/demo"
)

// A card that Workflows refuse is posted by the next run, each once; an alert
// and a report have their cards, and a day without a change has none.
func TestTeamsFromTheCommandLine(t *testing.T) {
	t.Parallel()
	answer := http.StatusTooManyRequests
	var cards []string
	workflow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var message struct {
			Attachments []struct{ Content struct{ FallbackText string } }
		}
		if err := json.NewDecoder(r.Body).Decode(&message); err != nil || len(message.Attachments) != 1 {
			t.Errorf("no card: %v", err)
		} else if answer == http.StatusAccepted {
			cards = append(cards, message.Attachments[0].Content.FallbackText)
		}
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(answer)
	}))
	t.Cleanup(workflow.Close)
	w := newWorld(t)
	if err := w.configure(`, teams: {webhook: "` + workflow.URL + `/workflows/x?sig=s"}`); err != nil {
		t.Fatal(err)
	}
	const event = `{"deliver": ["teams"]}`
	if r := w.run(t, event, exitFailed); !strings.Contains(r.Deliveries[0].Error, "the next run tries again") {
		t.Errorf("refused: %+v", r.Deliveries)
	}
	answer = http.StatusAccepted
	w.run(t, event, exitWell) // monitoring has started
	w.run(t, event, exitWell) // nothing changed
	w.scene(len(demo.Scenes()) - 1)
	w.run(t, event, exitWell) // an alert
	w.run(t, `{"deliver": ["teams"], "report": {}}`, exitWell)
	if len(cards) != 3 || !strings.Contains(cards[1], "regressed") || !strings.Contains(cards[2], "Secure Score") {
		t.Errorf("%d cards: %q", len(cards), cards)
	}
}
