package job_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/words"
)

// objects are the keys and the contents of the bucket.
func (w *world) objects() map[string]string {
	w.t.Helper()
	keys, err := w.bucket.List(context.Background(), "")
	if err != nil {
		w.t.Fatal(err)
	}
	all := map[string]string{}
	for _, key := range keys {
		object, err := w.bucket.Get(context.Background(), key)
		if err != nil {
			w.t.Fatal(err)
		}
		all[key] = string(object.Data)
	}
	return all
}

// said are the object, what is wrong, and what it costs.
func said(list []job.Problem) (lines []string) {
	for _, p := range list {
		lines = append(lines, p.Object+" | "+p.Says+" | "+p.Effect)
	}
	return lines
}

func packed(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(content))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lived is a tenant of five days, each announced on both channels.
func lived(t *testing.T) *world {
	w := newWorld(t)
	for i := range 5 {
		w.day(score.Date("2026-11-16").AddDays(i), control("A", 5+float64(i%2), 10))
		w.well(both)
	}
	return w
}

func TestVerifyOfTheStore(t *testing.T) {
	w := lived(t)
	j := w.job()
	if list := j.Verify(t.Context(), nil); len(list) != 1 || list[0].Failed() {
		t.Fatalf("what runs leave behind is wrong: %+v", list)
	}
	w.damaging("tenants/t/days.json.gz")
	w.damaging("tenants/t/snapshots/2026-11-18.json.gz")
	w.damaging("tenants/t/ledger/slack.json.gz")
	w.damaging("notes.txt")
	before := w.objects()
	list := j.Verify(t.Context(), nil)
	if len(list) != 2 || list[0].Tenant != "contoso" || list[1].Tenant != "" || !list[0].Failed() || !list[1].Failed() {
		t.Fatalf("verified %+v, want the tenant and the rest", list)
	}
	got := append(said(list[0].Problems), said(list[1].Problems)...)
	want := []string{
		"tenants/t/days.json.gz | damaged: it is cut short | none; the next run makes it again",
		"tenants/t/ledger/slack.json.gz | damaged: it is cut short | this channel gets no messages",
		"tenants/t/snapshots/2026-11-18.json.gz | damaged: it is cut short | 18 November 2026 is not used in comparisons, " +
			"and may be missing in the trend",
		"notes.txt | not expected here | none; you can delete it",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for key, content := range w.objects() {
		if before[key] != content {
			t.Errorf("%s was changed", key)
		}
	}
	if list := j.Verify(t.Context(), []string{"contoso"}); len(list) != 1 || len(list[0].Problems) != 3 {
		t.Errorf("one tenant: %+v", list)
	}
}

// A rebuild moves damage aside, reads what Microsoft keeps, makes the index
// anew, and loses nothing; runs go on with it.
func TestRebuild(t *testing.T) {
	w := lived(t)
	want := w.days()
	damaged := []string{
		"tenants/t/days.json.gz", "tenants/t/ledger/slack.json.gz", "tenants/t/snapshots/2026-11-18.json.gz",
	}
	for _, key := range damaged {
		w.damaging(key)
	}
	w.source.history = []score.Snapshot{thin("2026-11-15", 3), thin("2026-11-18", 5), thin("2026-11-20", 5)}
	j := w.job()
	done := j.Rebuild(t.Context(), j.Tenants[0])
	if done.Failed() {
		t.Fatalf("rebuilt: %+v", done)
	}
	if len(done.Moved) != 3 || done.Days != 6 || done.Restored != 0 || done.Backfill.Stored != 2 {
		t.Errorf("rebuilt: %+v; want 3 moved, 2 read again, 6 days", done)
	}
	objects := w.objects()
	for i, key := range damaged {
		if m := done.Moved[i]; m.Object != key || objects[m.To] != "rubbish" || !strings.HasPrefix(m.To, "damaged/"+key) {
			t.Errorf("moved %+v, want %s with its content", m, key)
		}
	}
	days := w.days()
	if len(days) != 6 || days[0].Date != "2026-11-15" || days[5].Moves != want[4].Moves || days[3].Current != 5 {
		t.Errorf("days %+v, want those before %+v, and one more", days, want)
	}
	w.day("2026-11-21", control("A", 2, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if len(saying(r.Warnings, "the record of messages to #slack is missing")) != 1 {
		t.Errorf("warnings %q", r.Warnings)
	}
	if again := j.Rebuild(t.Context(), j.Tenants[0]); again.Failed() || len(again.Moved) > 0 {
		t.Errorf("a second time: %+v, want nothing to do", again)
	}
}

// Without Microsoft the rest is repaired, and it says what is missing. A day
// whose score only the index knows is saved.
func TestRebuildWithoutMicrosoft(t *testing.T) {
	w := lived(t)
	want := w.days()
	if err := w.bucket.Delete(t.Context(), "tenants/t/snapshots/2026-11-18.json.gz"); err != nil {
		t.Fatal(err)
	}
	w.damaging("tenants/t/ledger/email.json.gz")
	w.source.err = errors.New("503")
	j := w.job()
	done := j.Rebuild(t.Context(), j.Tenants[0])
	if !done.Failed() || len(saying(done.Warnings, "503")) != 1 || len(done.Left) > 0 || done.Restored != 1 {
		t.Errorf("rebuilt: %+v; want a warning, and one day restored", done)
	}
	if days := w.days(); len(days) != 5 || days[2].Headline != want[2].Headline || days[3].Moves != want[3].Moves {
		t.Errorf("days %+v, want %+v", days, want)
	}
}

// Another tenant's history and ledger are in the store: one entry for all days,
// and a rebuild that ends it.
func TestRebuildOfAnotherTenantsObjects(t *testing.T) {
	w := tenant(t, ours)
	for i := range 3 {
		w.day(score.Date("2026-11-18").AddDays(i), control("A", 5, 10))
		w.from(ours)
		w.well(both)
	}
	for i := range 9 {
		s := thin(score.Date("2026-11-01").AddDays(i), 5)
		s.TenantID = theirs
		if _, err := w.store.PutSnapshot(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	s := snapshot("2026-11-19", control("A", 5, 10))
	s.TenantID = theirs
	data, err := ledger.Encode(ledger.Ledger{}.Announced(ledger.Keep(s), nil))
	if err != nil {
		t.Fatal(err)
	}
	const folder = "tenants/" + ours + "/"
	_, err = w.bucket.Put(t.Context(), folder+"ledger/slack.json.gz", []byte(packed(t, string(data))), bucket.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	j := w.job()
	var got []string
	found := j.Verify(t.Context(), nil)[0]
	for _, g := range job.Groups(found.Problems) {
		text := words.Words{}
		got = append(got, words.DamagedObject(g)+" | "+text.Damage(g)+" | "+text.DamageEffect(g))
	}
	want := []string{
		folder + "history/2026-11-01 … 2026-11-09 (9 days) | of another tenant (" + theirs + ", not " + ours + ") | " +
			"these days are not used in comparisons, and may be missing in the trend",
		folder + "ledger/slack.json.gz | of another tenant (" + theirs + ", not " + ours + ") | " +
			"the next message compares with the newest day before its score",
	}
	if !slices.Equal(got, want) || len(found.Problems) != 10 {
		t.Errorf("%d problems\ngot  %q\nwant %q", len(found.Problems), got, want)
	}
	if done := j.Rebuild(t.Context(), j.Tenants[0]); done.Failed() || len(done.Moved) != 10 {
		t.Errorf("rebuilt: %+v", done)
	}
	if found := j.Verify(t.Context(), nil); len(found) != 1 || found[0].Failed() {
		t.Errorf("afterwards: %+v", found)
	}
}

// A day of which the snapshot was lost comes back without statuses, and the
// rebuild says so.
func TestRebuildNamesDaysWithPointsOnly(t *testing.T) {
	w := lived(t)
	w.damaging("tenants/t/snapshots/2026-11-18.json.gz")
	w.source.history = []score.Snapshot{thin("2026-11-18", 5)}
	j := w.job()
	done := j.Rebuild(t.Context(), j.Tenants[0])
	if done.Failed() || !slices.Equal(done.Thin, []score.Date{"2026-11-18"}) {
		t.Errorf("rebuilt: %+v", done)
	}
	const want = "18 November 2026 has points only: accepted risks appear as regressed since then"
	if got := (words.Words{}).PointsOnly(done.Thin); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// What a newer program wrote is left to it, and a ledger that heals by itself
// to the next run.
func TestRebuildLeavesAlone(t *testing.T) {
	w := lived(t)
	future := snapshot("2062-11-26", control("A", 5, 10))
	data, err := ledger.Encode(ledger.Ledger{}.Announced(ledger.Keep(future), nil))
	if err != nil {
		t.Fatal(err)
	}
	put := func(key, content string) {
		t.Helper()
		if _, err := w.bucket.Put(t.Context(), key, []byte(content), bucket.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	put("tenants/t/ledger/email.json.gz", packed(t, string(data)))
	put("tenants/t/snapshots/2026-11-18.json.gz", packed(t, `{"schema":99}`))
	j := w.job()
	done := j.Rebuild(t.Context(), j.Tenants[0])
	want := []string{
		"tenants/t/ledger/email.json.gz | of a day in the future, 26 November 2062 (today is 2026-11-20) | " +
			"the next message compares with another day; the next run repairs it",
		"tenants/t/snapshots/2026-11-18.json.gz | written by a newer version of this program | " +
			"this version cannot use it; use the newer version",
	}
	if got := said(done.Left); !slices.Equal(got, want) || len(done.Moved) > 0 || !done.Failed() {
		t.Errorf("left %q, moved %+v\nwant %q", got, done.Moved, want)
	}
}

// T21: what another tenant's snapshot left in the index goes with it, and is
// not saved as a day of this one.
func TestRebuildOfAForeignDay(t *testing.T) {
	const own, foreign = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
	w := lived(t)
	if err := w.store.Claim(t.Context(), own); err != nil {
		t.Fatal(err)
	}
	s, err := w.store.Snapshot(t.Context(), "2026-11-18")
	if err != nil {
		t.Fatal(err)
	}
	s.TenantID = foreign
	if _, err := w.store.PutSnapshot(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	j := w.job()
	done := j.Rebuild(t.Context(), j.Tenants[0])
	if done.Failed() || len(done.Moved) != 1 || !strings.Contains(done.Moved[0].Says, foreign) || done.Restored > 0 {
		t.Errorf("rebuilt: %+v", done)
	}
	days := w.days()
	if len(days) != 4 || days[2].Date != "2026-11-19" || days[2].Moves.Since != "2026-11-17" {
		t.Errorf("days %+v, want none of the other tenant's", days)
	}
}

// What the store knows about a tenant's id is made anew with it.
func TestRebuildClaimsTheIDAgain(t *testing.T) {
	const id = "11111111-1111-1111-1111-111111111111"
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.source.today.Snapshot.TenantID = id
	w.well(both)
	w.damaging("tenants/t/id.json.gz")
	w.damaging("ids/" + id + ".json.gz")
	w.now = w.now.AddDate(0, 0, 1)
	if r := w.run(both); r.Error == nil || !strings.Contains(*r.Error, "securescore store rebuild") {
		t.Errorf("the run: %+v, want it to say what to do", r)
	}
	j := w.job()
	if done := j.Rebuild(t.Context(), j.Tenants[0]); done.Failed() || len(done.Moved) != 2 {
		t.Errorf("rebuilt: %+v", done)
	}
	if got, err := w.store.Identity(t.Context()); err != nil || got != id {
		t.Errorf("the id is %q (%v), want %s", got, err, id)
	}
	var claimed *store.ClaimedError
	if err := store.ForTenant(w.bucket, "other").Claim(t.Context(), id); !errors.As(err, &claimed) || claimed.By != "t" {
		t.Errorf("another tenant claims the id: %v, want it refused", err)
	}
	w.well(both)
}

// A tenant that had another name in the store is no reason to delete anything
// before its runs say how it keeps its history.
func TestVerifyOfATenantThatWasRenamed(t *testing.T) {
	const id = "11111111-1111-1111-1111-111111111111"
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.source.today.Snapshot.TenantID = id
	w.well(both)
	j := w.job()
	renamed := store.ForTenant(w.bucket, id)
	if _, err := renamed.PutSnapshot(t.Context(), w.source.today.Snapshot); err != nil {
		t.Fatal(err)
	}
	j.Tenants[0].ID, j.Tenants[0].Store = id, renamed
	found := said(j.Verify(t.Context(), []string{"contoso"})[0].Problems)
	claimed := func(text string) bool {
		return strings.HasPrefix(text, "ids/"+id) && strings.HasSuffix(text, "the other one may be its former name")
	}
	if !slices.ContainsFunc(found, claimed) {
		t.Errorf("found %q, want the object of the former name", found)
	}
}

// A store of a kind that cannot be verified is an error, not a sound one.
func TestAStoreThatCannotBeVerified(t *testing.T) {
	w := newWorld(t)
	w.store = newValues()
	j := w.job()
	if list := j.Verify(t.Context(), nil); len(list) != 1 || list[0].Error == "" || !list[0].Failed() {
		t.Errorf("verified: %+v", list)
	}
	if done := j.Rebuild(t.Context(), j.Tenants[0]); done.Error == "" {
		t.Errorf("rebuilt: %+v", done)
	}
}
