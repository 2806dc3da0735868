package page

import (
	"bytes"
	"cmp"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

func TestSameTwiceAndNoRequests(t *testing.T) {
	m := report.Build(reporttest.Sample())
	w := words.In(m.Locale)
	once, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := Draw(m); err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("the same model gives two pages (%v)", err)
	}
	page := asTyped(once)
	for _, never := range []string{"javascript:", " src=", "@import", "url(", " style=", " onclick", "fetch(",
		"innerHTML", "eval(", ` fill="#`, ` stroke="#`} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q in it", never)
		}
	}
	for _, want := range []string{"Content-Security-Policy", w.Percent(m.Percent), "chart-trend",
		words.English.Text(words.PointsTitle), "Current licence", w.Progress(*m.Analysis.Progress)} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestHostileTitles(t *testing.T) {
	in := reporttest.Sample()
	in.Tenant = `</title><script>alert(1)</script>`
	in.Snapshot.Controls[0].Title = `"><img src=x onerror=alert(1)>` + "\u202e"
	page, err := Draw(report.Build(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"<script>alert", "<img", "\u202e"} {
		if bytes.Contains(page, []byte(never)) {
			t.Errorf("%q came through", never)
		}
	}
}

// asTyped is a page with a plain blank between a number and its unit.
func asTyped(page []byte) string { return strings.ReplaceAll(string(page), "\u00a0", " ") }

// The answer comes first, with its verdict, and below it the organisation's own
// note as text.
func TestTheAnswerIsFirst(t *testing.T) {
	m := reporttest.Tenant()
	m.Note = `Freeze until <b onclick="x">9 December</b>` + "\u202e"
	page, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	text := asTyped(page)
	at := 0
	for _, want := range []string{
		`<main id="main">`, `<p class="answer">` + words.In(m.Locale).Answer(m), words.English.AnswerMark(m),
		`<p class="own">Freeze until &lt;b onclick=`, words.English.Text(words.SharesTitle), "chart-ring",
	} {
		next := strings.Index(text[at:], want)
		if next < 0 {
			t.Fatalf("%q is missing, or not where it should be", want)
		}
		at += next
	}
}

// Where a table's head is not shown, its cells have labels: every table with
// rows as blocks has them, and each is what the head says.
func TestCellLabels(t *testing.T) {
	page, err := Draw(report.Build(reporttest.Sample()))
	if err != nil {
		t.Fatal(err)
	}
	heads := map[string][][]byte{}
	for _, table := range regexp.MustCompile(`(?s)class="cards [^"]*\b(t-\w+)">.*?</thead>`).FindAllSubmatch(page, -1) {
		heads[string(table[1])] = regexp.MustCompile(`<th [^>]*>[^<]*</th>`).FindAll(table[0], -1)
	}
	for _, labels := range cellLabels {
		for i, key := range labels.cells {
			text := words.English.Text(key)
			if head := heads[labels.table]; head != nil && key != "" && !bytes.Contains(head[i], []byte(">"+text+"<")) {
				t.Errorf("%s: %q stands before the cells of %s", labels.table, text, head[i])
			}
		}
		delete(heads, labels.table)
	}
	if len(heads) > 0 {
		t.Errorf("tables without labels: %v", heads)
	}
}

func TestEmptyReport(t *testing.T) {
	if _, err := Draw(report.Build(report.Input{})); err != nil {
		t.Error(err)
	}
}

func BenchmarkHTML(b *testing.B) {
	m := report.Build(reporttest.LargeSample(433))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Draw(m); err != nil {
			b.Fatal(err)
		}
	}
}

// TestWritePages writes the pages that `make check` opens in a browser, to the
// directory that SECURESCORE_PAGES names.
func TestWritePages(t *testing.T) {
	dir := cmp.Or(os.Getenv("SECURESCORE_PAGES"), t.TempDir())
	write := func(name string, page []byte, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{
		"hostile", "longest", "no-actions", "first-report", "nothing-known", "branded", "one-day",
	} {
		page, err := Draw(reporttest.Case(name))
		write(name, page, err)
	}
	for name, m := range map[string]portfolio.Model{
		"portfolio-1": portfoliotest.Model(1), "portfolio-40": portfoliotest.Model(40),
		"portfolio-hostile": portfoliotest.Hostile(),
	} {
		page, err := DrawPortfolio(m)
		write(name, page, err)
	}
}

// The history has a body for each day, whose lines add up to the day's change,
// and filters that offer what there is. A day with more changes than the page
// lists says how many there are.
func TestHistory(t *testing.T) {
	m := reporttest.Tenant()
	page, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	section := string(page)
	section = section[strings.Index(section, `id="s-history"`):strings.Index(section, `id="s-points"`)]
	for _, want := range []string{
		`<tbody data-day="2026-11-20"><tr class="group">`, "Drift of 3 actions", words.English.Text(words.ScoreOnlyDay),
		"Counted since 15 November 2026: no score on 4 days, 16 November 2026 to 19 November 2026.",
		"Actions are compared with 12 November 2026, because only the score is known of 13 November 2026.",
		"<tbody data-quiet>", `<select id="h-category" name="category">`, "<option>Infrastructure</option>",
		`<option>Reported as resolved</option>`, `min="2026-11-11" max="2026-11-23"`,
	} {
		if !strings.Contains(section, want) {
			t.Errorf("the section lacks %q", want)
		}
	}
	for _, never := range []string{"more change", words.English.Text(words.NoHistory)} {
		if strings.Contains(section, never) {
			t.Errorf("the section has %q", never)
		}
	}
	long, err := Draw(reporttest.Case("longest"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(long, []byte(`<tbody data-day="2026-11-20">`)) || !bytes.Contains(long, []byte("more changes")) {
		t.Error("no body of a day, or it lists every change")
	}
}

// The colour of the verdict is that of the PDF's.
func TestToneOfVerdict(t *testing.T) {
	inks := map[color.NRGBA]string{}
	for _, v := range []score.Verdict{
		score.Achieved, score.OnTrack, score.Rising, score.AtRisk, score.Behind, score.Flat, score.OutOfReach, score.Unclear,
	} {
		_, ink := draw.VerdictInk(v)
		if tone, known := inks[ink]; known && tone != toneOfVerdict(v) {
			t.Errorf("%s is %s, others of its colour are %s", v, toneOfVerdict(v), tone)
		}
		inks[ink] = toneOfVerdict(v)
	}
	if len(inks) != 4 {
		t.Errorf("%d colours, want 4", len(inks))
	}
}
