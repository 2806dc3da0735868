package graph

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

// payload is a real answer of Microsoft Graph. They are not part of the project
// and lie beside it, on machines that have them.
func payload(t *testing.T, name string) (text string, ok bool) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "payloads", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("no real answers to test with on this machine: %v", err)
		return "", false
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data), true
}

func TestRealAnswers(t *testing.T) {
	scores, ok := payload(t, "01-heimdall2-secureScore.json")
	profiles, okToo := payload(t, "02-heimdall2-profiles.json")
	if !ok || !okToo {
		return
	}
	// The first page again and again, as a static server has it.
	client := newClient(t, serveText(t, scores, profiles))
	reading, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := reading.Snapshot
	if s.Current != 128 || s.Max != 274 || s.Sum() != 128 || len(s.Controls) != 68 || len(s.WithoutProfile()) != 27 || s.Date != "2024-01-01" {
		t.Errorf("%v of %v on %s, sum %v, %d controls, %d without profile", s.Current, s.Max, s.Date, s.Sum(), len(s.Controls), len(s.WithoutProfile()))
	}
	if len(reading.Catalogue) != 200 || len(reading.Warnings) != 1 || !strings.Contains(reading.Warnings[0], "in a circle") {
		t.Errorf("%d profiles, warnings %q", len(reading.Catalogue), reading.Warnings)
	}
	var sum float64
	for _, c := range score.Categories(s) {
		sum += c.Points
	}
	if score.Hundredths(sum) != 128 {
		t.Errorf("the categories sum to %v, want 128", sum)
	}
	if ranked := score.Actions(s); len(ranked) != 68 {
		t.Errorf("%d actions are ranked, want 68", len(ranked))
	}
	if views := s.Views(); views[0].Points != 128 || views[3].Points > 274 {
		t.Errorf("views %+v", views)
	}
	if a, ok := s.AverageBy(score.BasisSimilar); !ok || a.Percent != 48.98 || a.SeatsFrom != 1 || a.SeatsTo != 100 || len(a.Categories) != 5 {
		t.Errorf("average %+v", a)
	}

	nothingLost(t, scores, profiles, reading)
	for _, c := range s.Controls {
		if c.HasProfile && c.Percent > 0 && !explains(c.Max, c.Points, c.Percent) {
			t.Errorf("%s: %v of %v points are not %v %%", c.ID, c.Points, c.Max, c.Percent)
		}
	}
	days, err := client.History(t.Context(), reading.Catalogue)
	if err != nil || len(days) != 1 || days[0].Current != 128 || !days[0].Thin {
		t.Errorf("history of %d days: %v", len(days), err)
	}
	stored, err := score.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the snapshot is stored in %d bytes", len(stored))
}

// nothingLost compares the answers with what became of them, property by property.
func nothingLost(t *testing.T, scores, profiles string, reading Reading) {
	t.Helper()
	var s struct {
		Value []struct{ ControlScores []map[string]any }
	}
	var p struct{ Value []map[string]any }
	if err := errors.Join(json.Unmarshal([]byte(scores), &s), json.Unmarshal([]byte(profiles), &p)); err != nil {
		t.Fatal(err)
	}
	for _, sent := range s.Value[0].ControlScores {
		c := controlByID(t, reading.Snapshot, sent["controlName"].(string))
		if c.Points != sent["score"] || c.Percent != sent["scoreInPercentage"] || c.Category != sent["controlCategory"] ||
			c.LastSynced.Format("2006-01-02T15:04:05Z") != sent["lastSynced"] || c.ImplementationStatus != plainText(sent["implementationStatus"].(string)) {
			t.Errorf("%v became %+v", sent, c)
		}
		for _, key := range []string{"on", "count", "total"} {
			if value, ok := sent[key]; ok && string(c.Extra[key]) != `"`+value.(string)+`"` {
				t.Errorf("%s: %s is %s", c.ID, key, c.Extra[key])
			}
		}
	}
	for _, sent := range p.Value {
		profile := find(reading.Catalogue, sent["id"].(string))
		if profile == nil || profile.Max != sent["maxScore"] || profile.Service != sent["service"] || profile.Remediation != sent["remediation"] ||
			len(profile.Threats) != len(sent["threats"].([]any)) || profile.State != "Default" || profile.Title != cleanLine(sent["title"].(string)) {
			t.Errorf("%v became %+v", sent["id"], profile)
			continue
		}
		url := strings.TrimSpace(sent["actionUrl"].(string))
		if strings.HasPrefix(strings.ToLower(url), "http") && profile.ActionURL != url {
			t.Errorf("%s: link %q became %q", profile.ID, url, profile.ActionURL)
		}
	}
}

func optionsWithToken() graphtest.Options { return graphtest.Options{Token: testToken} }
