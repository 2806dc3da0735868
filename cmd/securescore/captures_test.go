package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRealAnswers runs the command on captures of real answers, where they lie
// beside the project. Of the catalogue they hold the first page only.
func TestRealAnswers(t *testing.T) {
	t.Parallel()
	scores, err := captured("01-heimdall2-secureScore.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("no captures beside the project, so nothing was tried")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := captured("02-heimdall2-profiles.json")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.graph.Serve(scores, profiles)
	r := w.run(t, `{"report": {"period": "P7D"}}`, 0)
	if s := r.Snapshot; s.Current != 128 || s.Max != 274 {
		t.Errorf("snapshot %+v, want 128 of 274", s)
	}
	named := ""
	for _, warning := range r.Warnings {
		if strings.Contains(warning, "27 actions have no profile") {
			named = warning
		}
	}
	if got := strings.Count(named, ", ") - 1; got != 26 {
		t.Errorf("%d commas between the controls without a profile, want 26, in %q of %q", got, named, r.Warnings)
	}
	pdf, err := os.ReadFile(strings.TrimPrefix(r.Report["pdf"], "file://"))
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF: %v", err)
	}
}

func captured(name string) ([]json.RawMessage, error) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "payloads", name))
	if err != nil {
		return nil, err
	}
	var answer struct{ Value []json.RawMessage }
	err = json.Unmarshal(data, &answer)
	return answer.Value, err
}
