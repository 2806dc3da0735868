package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDemo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := demoFiles(t, w)
	t.Run("twice the same bytes", func(t *testing.T) { sameBytes(t, first, demoFiles(t, w)) })
	t.Run("G1: drift is no regression", func(t *testing.T) { driftApart(t, first) })
	t.Run("samples are not stale", func(t *testing.T) { checkSamples(t, first) })
}

// demoFiles plays the demo and returns its files by name.
func demoFiles(t *testing.T, w *world) map[string]string {
	t.Helper()
	out := filepath.Join(w.dir, "demo")
	if code, stdout, stderr := w.command(t, "", "demo", "--out", out); code != exitWell {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
	files := map[string]string{}
	demo := os.DirFS(out)
	err := fs.WalkDir(demo, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(demo, path)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// driftApart looks at the weekly report of the demo.
func driftApart(t *testing.T, files map[string]string) {
	subjects, messages := 0, 0
	for name, data := range files {
		if strings.Contains(data, "6 regressed") || strings.Contains(data, "6 actions regressed") {
			t.Errorf("%s counts drift as regressed", name)
		}
		if strings.HasPrefix(name, "slack/") && strings.Contains(data, "6 drifted (−0.03 pp)") &&
			strings.Contains(data, "Regressed: 1 action (−0.09 pp)") {
			messages++
		}
		decoded := strings.NewReplacer("=\r\n", "", "=\n", "", "_", " ").Replace(data)
		if strings.HasSuffix(name, ".eml") && strings.Contains(decoded, "1 regressed, 1 risk accepted, 2 added, 4 improved") {
			subjects++
		}
	}
	if subjects == 0 || messages == 0 {
		t.Errorf("%d emails and %d Slack messages have 1 regressed and drift in one line", subjects, messages)
	}
}

func sameBytes(t *testing.T, first, second map[string]string) {
	if len(first) != len(second) || len(first) < 60 {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for name, data := range first {
		if second[name] != data {
			t.Errorf("%s differs the second time", name)
		}
	}
}

// What docs/samples shows is what the demo makes today, byte for byte, and its
// pictures were taken of these documents.
func checkSamples(t *testing.T, demo map[string]string) {
	const samples, fix = "../../docs/samples", "; make samples writes them again"
	pictured, err := os.ReadFile(filepath.Join(samples, "pictures.of"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.pdf", "report.html", "report.csv"} {
		got, err := os.ReadFile(filepath.Join(samples, name))
		if err != nil || string(got) != demo[name] {
			t.Errorf("docs/samples/%s is not what the demo makes (%v)%s", name, err, fix)
		}
		sum := sha256.Sum256(got)
		if name != "report.csv" && !strings.Contains(string(pictured), hex.EncodeToString(sum[:])) {
			t.Errorf("the pictures were not taken of docs/samples/%s%s", name, fix)
		}
	}
}
