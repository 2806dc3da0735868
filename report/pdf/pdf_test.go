package pdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
)

// mustDrawFull is a report in the full edition.
func mustDrawFull(t testing.TB, m report.Model, o options) []byte {
	t.Helper()
	m.Edition = report.Full
	return mustDrawEdition(t, m, o)
}

// mustDrawEdition is a report in its own edition.
func mustDrawEdition(t testing.TB, m report.Model, o options) []byte {
	t.Helper()
	data, err := drawPDF(m, o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var readable = options{}

func TestDocumentIsWhole(t *testing.T) {
	for _, name := range reporttest.CaseNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := reporttest.Case(name)
			d := readPDF(t, mustDrawFull(t, m, readable))
			want, sections := fullSections(m), slices.Clone(d.bookmarks)
			sections = slices.DeleteFunc(sections, func(title string) bool { return !slices.Contains(want, title) })
			if diff := cmp.Diff(want, sections); diff != "" {
				t.Errorf("bookmarks (-want +got):\n%s", diff)
			}
			if d.inner < 5 {
				t.Errorf("%d links inside the document, want one to each section at least", d.inner)
			}
			for _, u := range d.urls {
				if !strings.HasPrefix(u, "https://security.microsoft.com/") {
					t.Errorf("linked to %q", u)
				}
			}
			checkPlacing(t, d, draw.SheetOf(m.Appearance))
		})
	}
}

// checkPlacing fails where a text leaves the margins or covers another.
func checkPlacing(t *testing.T, d drawnPDF, on draw.Paper) {
	t.Helper()
	byPage := map[int][]drawnText{}
	for _, x := range d.texts {
		if x.x < draw.MarginSide-draw.Space4 || x.x+x.width > on.Width-draw.MarginSide+2 || x.y < 25 ||
			x.y > on.Height-30 {
			t.Errorf("page %d: %q leaves the margins: x %.1f to %.1f, y %.1f", x.page, x.text, x.x, x.x+x.width, x.y)
		}
		for _, other := range byPage[x.page] {
			across := min(x.x+x.width, other.x+other.width) - max(x.x, other.x)
			down := min(x.y+0.7*x.size, other.y+0.7*other.size) - max(x.y, other.y)
			if across > 1 && down > 0.5 {
				t.Errorf("page %d: %q covers %q", x.page, x.text, other.text)
			}
		}
		byPage[x.page] = append(byPage[x.page], x)
	}
}

func TestGolden(t *testing.T) {
	for _, l := range report.Languages {
		names := []string{"ordinary", "filtered"}
		if l == report.English {
			names = append(names, "first-report", "branded")
		}
		for _, name := range names {
			t.Run(string(l)+"/"+name, func(t *testing.T) {
				m := reporttest.Case(name)
				m.Locale = m.Locale.In(l)
				full, summary := readPDF(t, mustDrawFull(t, m, readable)), readPDF(t, mustDrawEdition(t, m, readable))
				checkPlacing(t, full, draw.SheetOf(m.Appearance))
				checkPlacing(t, summary, draw.SheetOf(m.Appearance))
				reporttest.Golden(t, reporttest.In(l, name+".txt"), full.listing())
				reporttest.Golden(t, reporttest.In(l, name+"-summary.txt"), summary.listing())
			})
		}
	}
}

func TestLinksToEveryAction(t *testing.T) {
	m := reporttest.Tenant()
	d := readPDF(t, mustDrawFull(t, m, readable))
	for _, a := range m.Actions {
		if !slices.Contains(d.urls, a.PortalURL) {
			t.Errorf("no link to %s", a.PortalURL)
		}
	}
}

func TestEveryWarningIsPrinted(t *testing.T) {
	m := reporttest.Tenant()
	m.Warnings = nil
	for _, id := range []string{"first_warning_id", "second_warning_id", "third_warning_id", "fourth_warning_id"} {
		m.Warnings = append(m.Warnings, "The control "+id+" has no profile.")
	}
	text := string(readPDF(t, mustDrawFull(t, m, readable)).listing())
	for _, w := range m.Warnings {
		if !strings.Contains(text, w) {
			t.Errorf("not in the report: %s", w)
		}
	}
}

func TestSameBytesInEveryTimeZone(t *testing.T) {
	first, err := Draw(reporttest.Tenant())
	if err != nil {
		t.Fatal(err)
	}
	local := time.Local
	defer func() { time.Local = local }()
	time.Local = time.FixedZone("far", 13*3600)
	m := reporttest.Tenant()
	m.Made = m.Made.In(time.Local)
	for range 3 {
		again, err := Draw(m)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("the same report, other bytes")
		}
	}
}

func TestSmallFile(t *testing.T) {
	for edition, most := range map[report.Edition]int{report.Summary: 120 << 10, report.Full: 400 << 10} {
		m := reporttest.Tenant()
		m.Edition = edition
		if data := mustDrawEdition(t, m, options{compress: true}); len(data) > most {
			t.Errorf("%s: %d bytes, at most %d are wanted", edition, len(data), most)
		}
	}
}

func TestConcurrentDrawing(t *testing.T) {
	m := reporttest.Tenant()
	m.Tenant, m.Edition = "שלום Contoso ☐", report.Full // so that all fonts are in use
	want := mustDrawFull(t, m, options{compress: true})
	done := make(chan bool)
	for range 4 {
		go func() {
			got, err := Draw(m)
			done <- err == nil && bytes.Equal(want, got)
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("drawn at the same time, another report")
		}
	}
}

// Run it with -fuzzminimizetime 10x, as make check-fuzz does: by default Go
// spends a minute on making each new input smaller.
func FuzzPDFText(f *testing.F) {
	f.Add("Contoso", "Require multifactor authentication")
	f.Add("\U0001F468\u200d\U0001F469", "a\x00\x1b\u202e(\\)\r\n\xff")
	f.Add(strings.Repeat("\u0301", 99), strings.Repeat("ab", 400))
	f.Add("שלום (אב) ג", "\u0e33\u0e33 \u0600 \ufdfa \uffff")
	f.Fuzz(func(t *testing.T, tenant, title string) {
		m := reporttest.Tenant()
		m.Tenant, m.Actions, m.Top = tenant, m.Actions[:2], m.Top[:1]
		m.Actions[0].Title, m.Top[0].Title, m.Actions[1].Category = title, title, title
		m.Account.Changes = m.Account.Changes[:1]
		m.Account.Changes[0].Title, m.Warnings = title, []string{title}
		m.Categories = m.Categories[:1]
		m.Categories[0].Category = title
		d := readPDF(t, mustDrawFull(t, m, readable))
		if len(d.bookmarks) < 9 || len(d.bookmarks) > 12+len(m.Actions) {
			t.Errorf("bookmarks %q", d.bookmarks)
		}
		checkPlacing(t, d, draw.SheetOf(m.Appearance))
	})
}

func BenchmarkPDF(b *testing.B) {
	german := reporttest.Tenant()
	german.Locale = german.Locale.In(report.German)
	for _, c := range []struct {
		name string
		m    report.Model
	}{
		{"196 actions", reporttest.Tenant()}, {"196 actions in German", german},
		{"433 actions of 300 characters", reporttest.Case("longest")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.m.Edition = report.Full
				data, err := Draw(c.m)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(data)), "bytes")
			}
		})
	}
}
