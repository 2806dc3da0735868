package job_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

const ofContoso = `{"tenants": ["contoso"]}`

const entryObject = "tenants/t/entry.json.gz"

// entry is the object as it is stored; nil where there is none.
func (w *world) entry() []byte {
	w.t.Helper()
	object, err := w.bucket.Get(w.t.Context(), entryObject)
	if errors.Is(err, bucket.ErrNotExist) {
		return nil
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return object.Data
}

// change replaces a text in the entry.
func (w *world) change(old, replacement string) {
	w.t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(w.entry()))
	if err != nil {
		w.t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil || !bytes.Contains(data, []byte(old)) {
		w.t.Fatalf("%s is not in %s (%v)", old, data, err)
	}
	packed := new(bytes.Buffer)
	out := gzip.NewWriter(packed)
	_, _ = io.WriteString(out, strings.ReplaceAll(string(data), old, replacement))
	if err := out.Close(); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.bucket.Put(w.t.Context(), entryObject, packed.Bytes(), bucket.Condition{}); err != nil {
		w.t.Fatal(err)
	}
}

// A portfolio reads the entry where all is as it was, and else the days.
func TestPortfolioReadsTheEntry(t *testing.T) {
	w := newWorld(t)
	w.oneOfMany = true
	for i := range 9 {
		w.day(score.Date("2026-11-10").AddDays(i), control("a", float64(i), 10))
		w.well(ofContoso)
	}
	title := func(since event.Period) string {
		m, _ := portfolioOf(t, w.job(), since)
		return m.Actions[0].Title
	}
	if got := title("P7D"); got != "Do a" {
		t.Fatal(got)
	}
	w.change("Do a", "Kept")
	for since, want := range map[event.Period]string{"P7D": "Kept", "P1D": "Do a", "": "Do a"} {
		if got := title(since); got != want {
			t.Errorf("since %q: %s, want %s", since, got, want)
		}
	}
	w.exceptions = []score.Exception{{Control: "b", Reason: "None of ours"}}
	if got := title("P7D"); got != "Do a" {
		t.Errorf("with another configuration: %s", got)
	}
	w.exceptions = nil
	w.now = w.now.AddDate(0, 0, 5)
	if _, got := portfolioOf(t, w.job(), "P7D"); got["contoso"].Trouble.Kind != portfolio.Old ||
		got["contoso"].Age != 5 || got["contoso"].Open[0].Title != "Kept" {
		t.Errorf("five days later: %+v", got["contoso"])
	}
	w.day("2026-11-18", control("a", 9, 10))
	w.oneOfMany = false
	w.well(`{}`) // the only tenant of its configuration leaves the entry as it is
	if got := title("P7D"); got != "Do a" {
		t.Errorf("after another score of the day: %s", got)
	}
}

func TestOneTenantHasNoEntry(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-10", control("a", 1, 10))
	w.well(`{}`)
	if w.entry() != nil {
		t.Error("an entry, though there is no portfolio")
	}
	w.oneOfMany = true
	w.day("2026-11-11", control("a", 1, 10))
	w.well(`{"tenants": ["contoso"], "dryRun": true}`)
	if w.entry() != nil {
		t.Error("a dry run kept an entry")
	}
}

// After any sequence of runs the portfolio is the same with entries as without.
func TestEntriesChangeNoPortfolio(t *testing.T) {
	used := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 17))
		w := newWorld(t)
		w.oneOfMany = true
		if r.IntN(3) == 0 {
			w.goal = &report.Goal{Percent: 60, By: "2027-06-30"}
		}
		date := score.Date("2026-10-01")
		if r.IntN(2) == 0 {
			for back := 12; back > 0; back-- {
				w.source.history = append(w.source.history, thin(date.AddDays(-back), float64(r.IntN(10))))
			}
		}
		for range 3 + r.IntN(12) {
			date = date.AddDays(r.IntN(4)) // the same day again, or a gap
			w.day(date, randomControls(r)...)
			if r.IntN(8) == 0 {
				w.source.today.Snapshot.Controls = nil
				w.source.today.Snapshot.Current = 0
			}
			w.run(ofContoso)
			if w.sameWithoutEntry() {
				used++
			}
		}
	}
	if used < 200 {
		t.Errorf("%d of the portfolios came from an entry", used)
	}
}

// sameWithoutEntry compares the portfolio with and without the entry, and says
// whether there was one.
func (w *world) sameWithoutEntry() (used bool) {
	w.t.Helper()
	kept := w.entry()
	if kept == nil {
		return false
	}
	j := w.job()
	with, _ := portfolioOf(w.t, j, job.PortfolioPeriod)
	if err := w.bucket.Delete(w.t.Context(), entryObject); err != nil {
		w.t.Fatal(err)
	}
	without, _ := portfolioOf(w.t, j, job.PortfolioPeriod)
	if diff := cmp.Diff(without.Tenants, with.Tenants, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		w.t.Fatalf("(-days +entry):\n%s", diff)
	}
	if _, err := w.bucket.Put(w.t.Context(), entryObject, kept, bucket.Condition{}); err != nil {
		w.t.Fatal(err)
	}
	return true
}

// A day that comes back from a backup counts in the forecast of a goal.
func TestEntryOfAnotherHistory(t *testing.T) {
	const lost = score.Date("2026-11-04") // two weeks before the newest
	w := newWorld(t)
	w.oneOfMany, w.goal = true, &report.Goal{Percent: 95, By: "2027-06-30"}
	for i := range 56 {
		if day := score.Date("2026-09-24").AddDays(i); day != lost {
			w.day(day, control("a", float64(i)/8, 10))
			w.well(ofContoso)
		}
	}
	if !w.sameWithoutEntry() {
		t.Fatal("there is no entry")
	}
	if _, err := w.store.PutSnapshot(t.Context(), snapshot(lost, control("a", 9, 10))); err != nil {
		t.Fatal(err)
	}
	w.sameWithoutEntry()
}

// An entry is of the tenant that the store knew when it was kept.
func TestEntryOfAnotherTenant(t *testing.T) {
	const before, now = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
	w := newWorld(t)
	w.oneOfMany = true
	w.day("2026-11-10", control("a", 1, 10))
	w.source.today.Snapshot.TenantID = before
	w.well(ofContoso)
	if _, got := portfolioOf(t, w.job(), job.PortfolioPeriod); !got["contoso"].Scored() {
		t.Fatalf("%+v", got["contoso"])
	}
	if err := w.store.Claim(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if _, got := portfolioOf(t, w.job(), job.PortfolioPeriod); got["contoso"].Trouble.Kind != portfolio.Unreadable {
		t.Errorf("another tenant's score counts: %+v", got["contoso"])
	}
}

func randomControls(r *rand.Rand) (list []score.Control) {
	for _, id := range []string{"a", "b", "c", "d"} {
		if r.IntN(5) > 0 {
			list = append(list, control(id, float64(r.IntN(11)), 10))
		}
	}
	for i := range list {
		list[i].Unread = r.IntN(12) == 0
	}
	return list
}
