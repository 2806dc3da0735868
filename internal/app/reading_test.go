package app

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/scrub/scrubtest"
)

// S8: Graph accepts a token and repeats it in the texts of its answer. No
// document, message, result and stored object shows it.
func TestNoReadingShowsASecret(t *testing.T) {
	fake, err := graphtest.New(graphtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	scores, profiles := graphtest.Scores("2026-11-23", 2, 10), graphtest.Profiles(20)
	for i := range profiles {
		text := strings.Replace(string(profiles[i]), "Ensure that", "Proxy saw "+plantedToken, 1)
		text = strings.Replace(text, `"service":"`, `"service":"`+plantedToken, 1)
		profiles[i] = []byte(strings.Replace(text, "}", `,"odd":"`+plantedToken+`"}`, 1))
	}
	for i := range scores {
		text := strings.ReplaceAll(string(scores[i]), `"controlName":"`, `"controlName":"`+plantedToken)
		scores[i] = []byte(strings.ReplaceAll(text, `"controlCategory":"`, `"controlCategory":"`+plantedToken))
	}
	fake.Serve(scores, profiles)
	over := scrubtest.Echo{Form: scrubtest.Forms["plain"], Real: map[string]http.RoundTripper{
		strings.TrimPrefix(strings.TrimSuffix(fake.URL, "/v1.0"), "http://"): http.DefaultTransport,
	}}
	p, log := echoing(t, over, map[string]string{"TOKEN": plantedToken})
	store, mails := t.TempDir(), t.TempDir()
	j := openJob(t, p, fmt.Sprintf(`{"store": "file://%s", "graph": {"url": %q},
		"email": {"transport": "file://%s", "from": "a@contoso.example", "to": ["b@contoso.example"]},
		"tenants": [{"name": "contoso", "id": %q, "auth": {"token": "env://TOKEN"}}]}`,
		store, fake.URL, mails, graphtest.TenantID))
	said := sayAll(t, j) + log.String()
	result := j.Run(t.Context(), event.Event{
		Deliver: []string{"email"}, Report: &event.Report{Period: "P1D", Formats: event.Formats{"html", "csv"}},
	}, "three")
	if result.Failed != 0 {
		t.Errorf("%+v", result)
	}
	said += fmt.Sprintf("%+v", result)
	files := 0
	for _, dir := range []string{store, mails} {
		err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files++
			data, err := os.ReadFile(path)
			said += string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if leaks := scrubtest.Leaks(said, plantedToken); len(leaks) > 0 {
		t.Errorf("%q is shown", leaks)
	}
	if files < 5 || !strings.Contains(said, "Proxy saw [secret]") {
		t.Errorf("%d files, which cannot be all", files)
	}
}
