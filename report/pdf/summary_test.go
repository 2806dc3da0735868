package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

var effectPrinted = regexp.MustCompile(`^[+−±]\d+\.\d\d$`)

// summaries are models whose summary has to keep its five pages.
var summaries = sync.OnceValue(func() map[string]report.Model {
	models := map[string]report.Model{
		"sample": report.Build(reporttest.Sample()), "attacks": report.Build(reporttest.Hostile()),
		"unseen": report.Build(reporttest.Unseen()), "far too much": farTooMuch(),
	}
	for n, name := range []string{"accepted risks, no exceptions", "one exception", "two exceptions", "three exceptions"} {
		m := models["far too much"]
		m.Exceptions = m.Exceptions[:n]
		models[name] = m
	}
	for _, name := range reporttest.CaseNames() {
		models[name] = reporttest.Case(name)
	}
	return models
})

// farTooMuch is 433 actions with long titles and guidance, 433 changes of every
// cause, 1,200 exceptions, 40 categories and 40 notes, on the smaller paper.
func farTooMuch() report.Model {
	in := reporttest.LargeSample(433)
	long := func(word string, n int) string { return strings.Repeat(word+" ", n) }
	before := in.Snapshot
	before.Date, before.Controls = "2026-11-16", nil
	for i := range in.Snapshot.Controls {
		c := &in.Snapshot.Controls[i]
		c.Title = long(fmt.Sprintf("Wörterbuch%d", i), 22)
		c.Category, c.Service = long(fmt.Sprintf("Category%d", i%40), 9), long("Service", 9)
		c.Points, c.Max, c.MaxSource, c.State, c.HasProfile = 5, 10, score.MaxOfProfile, "Default", true
		c.Description = long("Because it matters a lot.", 40)
		in.Catalogue = append(in.Catalogue, score.Profile{ID: c.ID, Title: c.Title, Remediation: "<ol>" +
			strings.Repeat("<li>Select this and that, then save it.", 40)})
		was := *c
		if differently(i, c, &was) {
			before.Controls = append(before.Controls, was)
		}
	}
	for _, s := range []*score.Snapshot{&in.Snapshot, &before} {
		s.Current, s.Max = 0.5, 0
		for _, c := range s.Controls {
			s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
		}
		s.Normalize()
	}
	for i := range 1200 {
		e := score.Exception{Control: fmt.Sprint("action", i), Reason: long("reason", 60), Owner: long("owner", 20),
			Ticket: long("ticket", 20), Until: "2026-11-20"}
		if i < len(in.Snapshot.Controls) && i%9 == 0 {
			e.Control = in.Snapshot.Controls[i].ID
		}
		in.Exceptions = append(in.Exceptions, e)
	}
	in.Since, in.Note, in.Doubts = &before, long("note", 200), []string{words.Words{}.ScoreIsOld(4)}
	in.Warnings = slices.Clone(in.Doubts)
	for i := range 40 {
		in.Warnings = append(in.Warnings, long(fmt.Sprint("warning", i), 40))
	}
	in.Appearance = reporttest.Case("branded").Appearance
	return report.Build(in)
}

// differently makes an action change by the cause that its number stands for;
// it reports whether the action was there before.
func differently(i int, c, was *score.Control) bool {
	switch i % 11 {
	case 0:
		was.Points = 9
	case 1:
		was.Points, was.State = 10, "ThirdParty"
	case 2:
		was.Points, c.State = 9, "Ignored"
	case 3:
		was.Points = 1
	case 4:
		c.State, c.Points = "Reviewed", 10
	case 5:
		was.Max, was.Points = 8, 4
	case 6:
		c.State = "Planned"
	case 7:
		return false
	case 8:
		was.ID += "_removed"
	case 9:
		was.Category = "Elsewhere"
	case 10:
		was.Points = 5.2
	}
	return true
}

// A summary has two to five pages, and the account of its changes closes.
func TestASummaryHasTwoToFivePages(t *testing.T) {
	for name, m := range summaries() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, paper := range []report.Paper{report.PaperA4, report.PaperLetter} {
				m.Appearance.Paper = paper
				d := readPDF(t, mustDrawEdition(t, m, readable))
				if d.pages < 2 || d.pages > mostPages {
					t.Errorf("%s: %d pages", paper, d.pages)
				}
				checkPlacing(t, d, draw.SheetOf(m.Appearance))
				checkCloses(t, m, d)
			}
		})
	}
}

// The limits of the sections leave no input a sixth page, and no section is
// higher than its limit.
func TestTheSectionsOfASummaryKeepTheirLimits(t *testing.T) {
	sum := 2*mostLost + mostLostTop
	sections := map[part]float64{
		changesPart: briefChangesTall, topPart: briefTopTall, planPart: briefGoalTall,
		exceptionsPart: briefExceptionsTall, categoriesPart: briefCategoriesTall, methodPart: briefMethodTall,
	}
	for _, limit := range sections {
		sum += limit
	}
	letter := draw.SheetOf(report.Appearance{Paper: report.PaperLetter})
	if room := 4 * (letter.Bottom() - draw.MarginTop); sum > room {
		t.Errorf("the sections may take %v points, there are %v", sum, room)
	}
	for name, m := range summaries() {
		m.Appearance.Paper = report.PaperA4 // its lines are shorter
		s := newSheet(m, readable)
		for _, p := range s.order[1:] {
			s.paper.Height = 1e6
			s.newPage()
			s.y = 1000
			s.parts[p].draw(s)
			// What changed begins a page of its own.
			tall := s.y - 1000
			if p == changesPart {
				tall = s.y - draw.MarginTop
			}
			limit := sections[p]
			if p == changesPart {
				limit = s.changesTall()
			}
			if tall > limit {
				t.Errorf("%s: %q takes %.1f points, its limit is %v", name, s.parts[p].title, tall, limit)
			}
		}
	}
}

// The summary says what accepted risks cost and how that changed; a chart has
// only what a line does not say.
func TestASummaryHasTheAcceptedRisks(t *testing.T) {
	for _, tc := range []struct {
		name             string
		known            int // days with statuses
		exceptions       int
		section          string
		mentioned, drawn bool
	}{
		{"no statuses", 0, 2, words.English.Text(words.ExceptionsTitle), false, false},
		{"neither", 0, 0, "", false, false},
		{"a week", 8, 2, words.English.Text(words.ExceptionsTitle), true, false},
		{"90 days", 90, 2, words.English.Text(words.ExceptionsTitle), true, true},
		{"90 days and many exceptions", 90, 3, words.English.Text(words.ExceptionsTitle), true, false},
		{"90 days without exceptions", 90, 0, words.English.Text(words.AcceptedRisks), true, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := report.Build(reporttest.Sample())
			m.Exceptions = slices.Repeat(m.Exceptions[:1], tc.exceptions)
			m.Trend.Days = slices.Clone(reporttest.Tenant().Trend.Days)
			for i := range m.Trend.Days {
				fromEnd := len(m.Trend.Days) - i
				m.Trend.Days[i].Split = score.Split{Known: fromEnd <= tc.known, Accepted: float64(10 + i/8)}
			}
			d := readPDF(t, mustDrawEdition(t, m, readable))
			text := string(d.listing())
			if got := strings.Contains(text, "Accepted risks cost "); got != tc.mentioned {
				t.Errorf("mentioned: %v", got)
			}
			if got := strings.Contains(text, "Risk accepted, "); got != tc.drawn {
				t.Errorf("drawn: %v", got)
			}
			for _, title := range []string{words.English.Text(words.ExceptionsTitle), words.English.Text(words.AcceptedRisks)} {
				if got := slices.Contains(d.bookmarks, title); got != (title == tc.section) {
					t.Errorf("section %q: %v", title, got)
				}
			}
		})
	}
}

// checkCloses makes sure that the sums of the causes, in hundredths, add up to
// the change.
func checkCloses(t *testing.T, m report.Model, d drawnPDF) {
	t.Helper()
	if m.Since == nil || !report.Known(m.Account.Percent) {
		return
	}
	sum, total := 0.0, 0.0
	right := draw.SheetOf(m.Appearance).Width - draw.MarginSide
	for _, x := range d.texts {
		if x.page == 1 || !x.bold || x.x+x.width < right-1 || !effectPrinted.MatchString(x.text) {
			continue
		}
		value, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "±", "").Replace(x.text), 64)
		if err != nil {
			t.Fatal(err)
		}
		sum, total = sum+total, value
	}
	if score.Hundredths(sum) != total || total != m.Account.Percent {
		t.Errorf("the causes add up to %v, printed is %v of %v", sum, total, m.Account.Percent)
	}
}

// A reader of page 1 alone learns where the score is, why it moved, and whether
// it makes the goal; the pages are not counted there.
func TestPageOneAnswers(t *testing.T) {
	in := reporttest.Sample()
	in.Note = "The board postponed devices.\r\n\u202eHostile"
	in.Doubts = []string{words.Words{}.ScoreIsOld(4)}
	in.Warnings = append(in.Warnings, in.Doubts...)
	first := pageOne(t, report.Build(in))
	for _, want := range []string{
		"65.1 %, down 2.3 this week; at the pace of the last 12 weeks it reaches 80 % around April 2027, and may miss 30 June " +
			"2027.",
		"◆ At risk", "Goal 80 % by 30 June 2027, 14.9 percentage points to go", "Note The board postponed devices. Hostile",
		"▼ −2.3 percentage points since 16 November 2026", "Your organisation −0.1", "Reported, not verified +1.0",
		"Microsoft −3.4", "17.8 pp above the average of all organisations (47.3 %)", "2 regressed −1.7",
		"1 reported, not verified +1.0", "Microsoft added 2 −2.3", "1 Challenge sign-ins that carry a risk",
		"⚠ The newest score is 4 days old.", "2 notes on the data: page 4", "Page 1",
	} {
		if !strings.Contains(first, want) {
			t.Errorf("page 1 lacks %q:\n%s", want, first)
		}
	}
	if strings.Contains(first, "Page 1 of") {
		t.Error("page 1 counts the pages")
	}
}

// pageOne is what a summary's first page shows.
func pageOne(t *testing.T, m report.Model) string {
	t.Helper()
	var all []string
	for _, x := range readPDF(t, mustDrawEdition(t, m, readable)).texts {
		if x.page == 1 {
			all = append(all, x.text)
		}
	}
	return strings.Join(all, " ")
}

// The editions differ on page 1 in the contents alone.
func TestBothEditionsHaveTheSamePageOne(t *testing.T) {
	m := report.Build(reporttest.Sample())
	texts := func(data []byte) (list []string) {
		for _, x := range readPDF(t, data).texts {
			if x.page == 1 {
				list = append(list, x.text)
			}
		}
		return list[:slices.Index(list, words.English.Text(words.ChangesTitle))]
	}
	if diff := cmp.Diff(texts(mustDrawFull(t, m, readable)), texts(mustDrawEdition(t, m, readable))); diff != "" {
		t.Errorf("full edition (-), summary (+):\n%s", diff)
	}
}

func BenchmarkSummary(b *testing.B) {
	m := reporttest.Tenant()
	b.ReportAllocs()
	for b.Loop() {
		data, err := Draw(m)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes")
	}
}
