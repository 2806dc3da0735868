package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHTMLIsTheSameTwiceAndAsksNobody(t *testing.T) {
	m := Build(mailSampleInput())
	once, err := HTML(m)
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := HTML(m); err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("the same model gives two pages (%v)", err)
	}
	page := string(once)
	for _, never := range []string{"javascript:", " src=", "@import", "url(", " style=", " onclick", "fetch(", "innerHTML", "eval("} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q in it", never)
		}
	}
	for _, want := range []string{"Content-Security-Policy", Percent(m.Percent), "chart-trend", "Where the points lie", "Current licence", strings.ReplaceAll(ProgressSays(*m.Analysis.Progress), "+", "&#43;")} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestHTMLOfHostileTitles(t *testing.T) {
	in := mailSampleInput()
	in.Tenant = `</title><script>alert(1)</script>`
	in.Snapshot.Controls[0].Title = `"><img src=x onerror=alert(1)>` + "\u202e"
	page, err := HTML(Build(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"<script>alert", "<img", "\u202e"} {
		if bytes.Contains(page, []byte(never)) {
			t.Errorf("%q came through", never)
		}
	}
}

func TestHTMLOfNothing(t *testing.T) {
	if _, err := HTML(Build(Input{})); err != nil {
		t.Error(err)
	}
}

func BenchmarkHTML(b *testing.B) {
	m := Build(mailSampleLarge(433))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := HTML(m); err != nil {
			b.Fatal(err)
		}
	}
}

// The pages that `make check` opens in a browser are written where it says.
func TestWritePagesForTheBrowser(t *testing.T) {
	dir := os.Getenv("SECURESCORE_PAGES")
	if dir == "" {
		t.Skip("SECURESCORE_PAGES names no directory")
	}
	for _, name := range []string{"hostile", "longest", "no-actions", "first-report", "nothing-known", "branded"} {
		page, err := HTML(pdfCases()[name])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
