package store

import (
	"encoding/json"
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
