package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/slack/slacktest"
)

func TestOutbox(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "outbox")
	o := NewOutbox(dir, "#security", everyKind)
	if o.Name() != "slack" || o.To() != "#security" {
		t.Errorf("%s, %s", o.Name(), o.To())
	}
	progress, err := deliver(t.Context(), o, slacktest.Report(), "")
	if err != nil || progress == "" {
		t.Fatalf("progress %q, %v", progress, err)
	}
	const name = "2026-11-23-contoso-report-5f2d9c1a.json"
	first, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	type file struct {
		Channel  string
		Metadata struct {
			EventType    string            `json:"event_type"`
			EventPayload map[string]string `json:"event_payload"`
		}
		Parent json.RawMessage
		Thread []json.RawMessage
		Files  []string
	}
	var got file
	if err := json.Unmarshal(first, &got); err != nil {
		t.Fatal(err)
	}
	want := file{Channel: "#security", Parent: got.Parent, Thread: got.Thread,
		Files: []string{"secure-score-contoso-2026-11-23.pdf"}}
	want.Metadata.EventType, want.Metadata.EventPayload = "securescore_delivery",
		map[string]string{"key": slacktest.Key}
	if diff := cmp.Diff(want, got); diff != "" || len(got.Thread) != 3 ||
		!bytes.Contains(got.Parent, []byte("What to do first")) {
		t.Errorf("the file (-want +got):\n%s", diff)
	}

	// With its progress nothing is written again, without it the same bytes.
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
	if again, err := deliver(t.Context(), o, slacktest.Report(), progress); again != progress || err != nil {
		t.Errorf("progress %q, %v", again, err)
	}
	if _, err := deliver(t.Context(), o, slacktest.Report(), ""); err != nil {
		t.Fatal(err)
	}
	second, _ := os.ReadFile(filepath.Join(dir, name))
	if diff := cmp.Diff(string(first), string(second)); diff != "" {
		t.Errorf("written again (-first +second):\n%s", diff)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files in the outbox, want 1", len(left))
	}
}

func TestOutboxFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if progress, err := deliver(t.Context(), NewOutbox(file, "#security", nil), slacktest.Alert(), ""); err == nil ||
		progress != "" {
		t.Errorf("into a file: progress %q, %v", progress, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "outbox")
	if progress, err := deliver(ctx, NewOutbox(dir, "#security", nil), slacktest.Alert(), ""); err == nil ||
		progress != "" {
		t.Errorf("with no time: progress %q, %v", progress, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("something was written")
	}
}

func TestOutboxName(t *testing.T) {
	m := slacktest.Alert()
	m.Model.Tenant, m.Key = "../Große GmbH & Co/..", "AB"
	if got, want := outboxName(m), "2026-11-23----gro-e-gmbh---co----alert-ab.json"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
