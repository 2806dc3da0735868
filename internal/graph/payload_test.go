package graph

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"

	"github.com/google/go-cmp/cmp"
)

// payload reads a real answer of Microsoft Graph. Real answers are not part of
// the project. On machines that have them, they are in a directory beside it.
func payload(t *testing.T, name string) (text string, ok bool) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "payloads", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("this machine has no real answers: %v", err)
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
	// This server sends the first page again and again.
	client := newClient(t, serveText(t, scores, profiles))
	reading, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(reading.Oddities, []score.Oddity{odd(score.CatalogueCircle, "")}) {
		t.Errorf("%v", reading.Oddities)
	}
	wantRealNumbers(t, reading)
	wantSameControls(t, scores, reading.Snapshot)
	wantSameProfiles(t, profiles, reading.Catalogue)
	days, err := client.History(t.Context(), reading.Catalogue)
	if err != nil || len(days) != 1 || days[0].Current != 128 || !days[0].Thin {
		t.Errorf("history of %d days: %v", len(days), err)
	}
	if _, err := score.Encode(reading.Snapshot); err != nil {
		t.Error(err)
	}
}

// wantRealNumbers compares what follows from the real answers with numbers that
// were counted by hand.
func wantRealNumbers(t *testing.T, reading Reading) {
	t.Helper()
	s := reading.Snapshot
	var sum float64
	for _, c := range score.Categories(s) {
		sum += c.Points
	}
	similar, _ := s.AverageBy(score.BasisSimilar)
	want := map[string]any{
		"date": score.Date("2024-01-01"), "current": 128.0, "max": 274.0, "sum": 128.0, "sum of categories": 128.0,
		"controls": 68, "actions": 68, "without a profile": 27, "profiles": 200, "current view": 128.0,
		"similar": 48.98, "seats": [2]int{1, 100}, "categories of the average": 5,
	}
	got := map[string]any{
		"date": s.Date, "current": s.Current, "max": s.Max, "sum": s.Sum(), "sum of categories": score.Hundredths(sum),
		"controls": len(s.Controls), "actions": len(score.Actions(s)), "without a profile": len(s.WithoutProfile()),
		"profiles": len(reading.Catalogue), "current view": s.Views()[0].Points,
		"similar": similar.Percent, "seats": [2]int{similar.SeatsFrom, similar.SeatsTo},
		"categories of the average": len(similar.Categories),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if achievable := s.Views()[3].Points; achievable > 274 {
		t.Errorf("achievable are %v points, want at most the maximum", achievable)
	}
	for _, c := range s.Controls {
		if c.HasProfile && c.Percent > 0 && !agrees(c.Max, c.Points, c.Percent) {
			t.Errorf("%s: %v of %v points are not %v %%", c.ID, c.Points, c.Max, c.Percent)
		}
	}
}

// wantSameControls compares the snapshot with the JSON, property by property.
func wantSameControls(t *testing.T, scores string, s score.Snapshot) {
	t.Helper()
	var sent struct {
		Value []struct{ ControlScores []map[string]any }
	}
	if err := json.Unmarshal([]byte(scores), &sent); err != nil {
		t.Fatal(err)
	}
	for _, control := range sent.Value[0].ControlScores {
		c := controlByID(t, s, control["controlName"].(string))
		want := []any{
			control["score"], control["scoreInPercentage"], control["controlCategory"], control["lastSynced"],
			plainText(control["implementationStatus"].(string)),
		}
		got := []any{c.Points, c.Percent, c.Category, c.LastSynced.Format(time.RFC3339), c.ImplementationStatus}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.ID, diff)
		}
		keys := []string{"on", "count", "total"}
		if c.Tally.Total > 0 {
			keys = keys[:1]
			sent := [2]any{control["count"], control["total"]}
			if got := [2]any{strconv.Itoa(c.Tally.Count), strconv.Itoa(c.Tally.Total)}; got != sent {
				t.Errorf("%s: the tally is %v, sent was %v", c.ID, got, sent)
			}
			if _, certain := c.Affected(); !certain {
				t.Errorf("%s: %+v does not fit %g %%", c.ID, c.Tally, c.Percent)
			}
		}
		for _, key := range keys {
			if value, ok := control[key]; ok && string(c.Extra[key]) != `"`+value.(string)+`"` {
				t.Errorf("%s: %s is %s", c.ID, key, c.Extra[key])
			}
		}
	}
}

// wantSameProfiles compares the catalogue with the JSON, property by property.
func wantSameProfiles(t *testing.T, profiles string, catalogue []score.Profile) {
	t.Helper()
	var sent struct{ Value []map[string]any }
	if err := json.Unmarshal([]byte(profiles), &sent); err != nil {
		t.Fatal(err)
	}
	for _, profile := range sent.Value {
		p := find(catalogue, profile["id"].(string))
		if p == nil {
			t.Errorf("%v is missing", profile["id"])
			continue
		}
		want := []any{
			profile["maxScore"], profile["service"], profile["remediation"], len(profile["threats"].([]any)), "Default",
			cleanLine(profile["title"].(string)),
		}
		got := []any{p.Max, p.Service, p.Remediation, len(p.Threats), p.State, p.Title}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.ID, diff)
		}
		url := strings.TrimSpace(profile["actionUrl"].(string))
		if strings.HasPrefix(strings.ToLower(url), "http") && p.ActionURL != url {
			t.Errorf("%s: link %q became %q", p.ID, url, p.ActionURL)
		}
	}
}
