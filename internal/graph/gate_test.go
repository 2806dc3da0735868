package graph

import (
	"encoding/json"
	"fmt"
	"testing"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

// Today and every day of the history of a sound tenant pass the gate: those of
// the real answers, of the demo and of the fake server.
func TestSoundTenantsPassTheGate(t *testing.T) {
	type answers struct{ scores, profiles []json.RawMessage }
	tenants := map[string]answers{}
	for _, controls := range []int{1, 16, 60, 234} {
		tenants[fmt.Sprintf("%d controls", controls)] = answers{
			graphtest.Scores("2026-11-23", 90, controls), graphtest.Profiles(433),
		}
	}
	for _, scene := range demo.Scenes() {
		scores, profiles := demo.Graph(scene.Now)
		tenants[scene.Name+", "+scene.Now.Format("2 January")] = answers{scores, profiles}
	}
	for name, a := range tenants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Serve(a.scores, a.profiles)
			wantSound(t, newClient(t, fake.URL))
		})
	}
	scores, ok := payload(t, "01-heimdall2-secureScore.json")
	profiles, okToo := payload(t, "02-heimdall2-profiles.json")
	if ok && okToo {
		wantSound(t, newClient(t, serveText(t, scores, profiles)))
	}
}

func wantSound(t *testing.T, client *Client) {
	t.Helper()
	today, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	history, err := client.History(t.Context(), today.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	gate := score.Gate{TenantID: today.Snapshot.TenantID, Today: today.Snapshot.Date, Had: true}
	for _, s := range append(history, today.Snapshot) {
		if faults := gate.Faults(s); len(faults) > 0 {
			t.Errorf("%s, thin %t: %v", s.Date, s.Thin, faults)
		}
	}
}
