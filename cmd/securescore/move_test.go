package main

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"secure-score-reporter/internal/demo"
)

// A server's store goes on in a bucket, as docs/server.md says, also where the
// tenant was configured by its domain.
func TestMoveToABucket(t *testing.T) {
	w := newWorld(t)
	served := w.document("")
	if err := w.write("config.yaml", strings.Replace(served, demo.TenantID, "contoso.example", 1)); err != nil {
		t.Fatal(err)
	}
	w.deliver(t, alertEvent, exitWell, "sent sent")
	w.scene(2)
	w.deliver(t, alertEvent, exitWell, "sent sent")

	tenants := filepath.Join(w.dir, "data", "tenants")
	if err := errors.Join(
		os.Rename(filepath.Join(tenants, "contoso.example"), filepath.Join(tenants, demo.TenantID)),
		os.Remove(filepath.Join(w.dir, "data", "ids", demo.TenantID+".json.gz")),
		os.Remove(filepath.Join(tenants, demo.TenantID, "days.json.gz")),
	); err != nil {
		t.Fatal(err)
	}
	bucket := bucketWith(t, os.DirFS(filepath.Join(w.dir, "data")))
	moved := strings.Replace(served, "file://"+w.dir+"/data", bucket+"&prefix=securescore/", 1)
	if err := w.write("config.yaml", moved); err != nil {
		t.Fatal(err)
	}
	w.deliver(t, alertEvent, exitWell, "unchanged unchanged")
	if code, stdout, stderr := w.command(t, "", "store", "verify"); code != exitWell {
		t.Errorf("verify: exit code %d\n%s%s", code, stdout, stderr)
	}
	w.scene(len(demo.Scenes()) - 1)
	if r := w.deliver(t, reportEvent, exitWell, "sent sent"); r.Since == nil || r.Since.Date != "2026-11-16" {
		t.Errorf("report since %v, want the day that was stored before", r.Since)
	}
}

// bucketWith is the URL of a bucket that has the files below securescore/.
func bucketWith(t *testing.T, files fs.FS) string {
	t.Helper()
	objects := s3mem.New()
	if err := objects.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	err := fs.WalkDir(files, ".", func(path string, at fs.DirEntry, err error) error {
		if err != nil || at.IsDir() || strings.HasPrefix(path, ".locks") {
			return err
		}
		data, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		_, err = objects.PutObject("scores", "securescore/"+path, nil, bytes.NewReader(data), int64(len(data)), nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(objects, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	withoutAWS(t)
	t.Setenv("AWS_ACCESS_KEY_ID", keys["AWS_ACCESS_KEY_ID"])
	t.Setenv("AWS_SECRET_ACCESS_KEY", keys["AWS_SECRET_ACCESS_KEY"])
	return "s3://scores?region=eu-central-1&endpoint=" + server.URL
}
