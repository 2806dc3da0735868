package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What docs/samples shows is what the demo makes today, byte for byte, and its
// pictures were taken of these documents.
func TestSamplesAreNotStale(t *testing.T) {
	const samples, mend = "../../docs/samples", "; make samples makes them anew"
	out := filepath.Join(t.TempDir(), "demo")
	w := newWorld(t)
	if code, _, stderr := w.command("", "demo", "--out", out); code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	pictured, err := os.ReadFile(filepath.Join(samples, "pictures.of"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.pdf", "report.html", "report.csv"} {
		want, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(samples, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("docs/samples/%s is not what the demo makes (%v)%s", name, err, mend)
		}
		sum := sha256.Sum256(got)
		if name != "report.csv" && !strings.Contains(string(pictured), hex.EncodeToString(sum[:])) {
			t.Errorf("the pictures were not taken of docs/samples/%s%s", name, mend)
		}
	}
}
