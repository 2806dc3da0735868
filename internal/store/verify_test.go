package store

import (
	"context"
	"strings"
	"testing"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

const (
	today  = score.Date("2026-11-23")
	folder = "tenants/" + ours + "/"
)

// sound is a tenant that has one of everything.
func sound(t *testing.T) (*counted, *Tenant) {
	t.Helper()
	ctx := context.Background()
	b, tenant, _ := week(t)
	s, err := tenant.Snapshot(ctx, today)
	if err != nil {
		t.Fatal(err)
	}
	entry := ledger.Key{Tenant: ours, Channel: "slack"}.Entry(today.Time())
	entry.Drafted, entry.Owed = true, true
	_, errReport := tenant.PutReport(ctx, today, "pdf", []byte("%PDF"))
	put(t, b, folder+"reports/2026-11-22.pdf", []byte("%PDF")) // as earlier versions named it
	for _, err := range []error{
		tenant.Claim(ctx, ours),
		tenant.PutLedger(ctx, "slack", ledger.Ledger{}.Announced(ledger.Keep(s), nil).With(entry)),
		tenant.PutDraft(ctx, "slack", entry.Digest, []byte("rest")),
		errReport,
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b, tenant
}

// encode is a snapshot as it is stored.
func encode(t *testing.T, s score.Snapshot) []byte {
	t.Helper()
	data, err := score.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return packed(t, string(data))
}

func ofTenant(id string, s score.Snapshot) score.Snapshot {
	s.TenantID = id
	return s
}

func announced(t *testing.T, s score.Snapshot) []byte {
	t.Helper()
	data, err := ledger.Encode(ledger.Ledger{}.Announced(ledger.Keep(s), nil))
	if err != nil {
		t.Fatal(err)
	}
	return packed(t, string(data))
}

func TestVerify(t *testing.T) {
	newer, rubbish := packed(t, `{"schema":99}`), []byte("rubbish")
	draft := folder + "drafts/slack-" + ledger.Key{Tenant: ours, Channel: "slack"}.Digest() + ".gz"
	report := folder + "reports/2026-11-23-" + fingerprint([]byte("%PDF")) + ".pdf"
	day := folder + "snapshots/2026-11-21.json.gz"
	without := func(key string) func(*testing.T, bucket.Bucket) {
		return func(t *testing.T, b bucket.Bucket) {
			if err := b.Delete(t.Context(), key); err != nil {
				t.Fatal(err)
			}
		}
	}
	with := func(key string, data []byte) func(*testing.T, bucket.Bucket) {
		return func(t *testing.T, b bucket.Bucket) { put(t, b, key, data) }
	}
	for _, tt := range []struct {
		name   string
		change func(*testing.T, bucket.Bucket)
		want   []string // kind, part, object, and a part of the detail
	}{
		{"all well", func(*testing.T, bucket.Bucket) {}, nil},
		{"a damaged snapshot", with(day, rubbish), []string{"damaged snapshot " + day + " it is cut short"}},
		{"a snapshot of another day", with(day, encode(t, ofTenant(ours, snapshot("2026-11-20", 1)))), []string{
			"damaged snapshot " + day + " it holds the score of 2026-11-20",
		}},
		{"a newer program's snapshot", with(day, newer), []string{"newer snapshot " + day}},
		{"T21: a foreign snapshot", with(day, encode(t, ofTenant(theirs, snapshot("2026-11-21", 1)))), []string{
			"foreign snapshot " + day + " " + theirs + ", not " + ours,
		}},
		{"T5: a snapshot of the future", with(folder+"snapshots/2062-11-26.json.gz",
			encode(t, snapshot("2062-11-26", 1))), []string{
			"future snapshot " + folder + "snapshots/2062-11-26.json.gz today is 2026-11-23",
		}},
		{"T7: an impossible score", with(day, encode(t, score.Snapshot{Date: "2026-11-21", Current: 300})), []string{
			"impossible snapshot " + day + " 300 of 0 points",
		}},
		{"a damaged day of the history", with(folder+"history/2026-11-19.json.gz", rubbish), []string{
			"damaged history " + folder + "history/2026-11-19.json.gz it is cut short",
		}},
		{"foreign history behind a snapshot", with(folder+"history/2026-11-21.json.gz",
			encode(t, ofTenant(theirs, thin("2026-11-21", 1)))), []string{
			"foreign history " + folder + "history/2026-11-21.json.gz " + theirs,
		}},
		{"an empty object", with(day, nil), []string{"damaged snapshot " + day + " it is empty"}},
		{"an object whose content changed", with(day, []byte(strings.Repeat("rubbish", 3))), []string{
			"damaged snapshot " + day + " its content has changed",
		}},
		{"a day without its object", without(day), []string{"missing snapshot " + day}},
		{"a day that the index lacks", with(folder+"history/2026-11-01.json.gz", encode(t, thin("2026-11-01", 1))), []string{
			"unlisted history " + folder + "history/2026-11-01.json.gz",
		}},
		{"another score than in the index", with(day, encode(t, snapshot("2026-11-21", 1))), []string{
			"differs index " + folder + "days.json.gz 7 of 10 points, but the day has 1 of 10",
		}},
		{"no index", without(folder + "days.json.gz"), []string{"missing index " + folder + "days.json.gz"}},
		{"T20: a damaged index", with(folder+"days.json.gz", rubbish), []string{
			"damaged index " + folder + "days.json.gz it is cut short",
		}},
		{"a newer program's index", with(folder+"days.json.gz", newer), []string{
			"newer index " + folder + "days.json.gz",
		}},
		{"T18: a damaged ledger", with(folder+"ledger/email.json.gz", rubbish), []string{
			"damaged ledger " + folder + "ledger/email.json.gz it is cut short",
		}},
		{"T1: a ledger whose baseline is foreign", with(folder+"ledger/email.json.gz",
			announced(t, ofTenant(theirs, snapshot("2026-11-21", 1)))), []string{
			"foreign ledger " + folder + "ledger/email.json.gz " + theirs,
		}},
		{"T5: a ledger whose baseline is in the future", with(folder+"ledger/email.json.gz",
			announced(t, snapshot("2062-11-26", 1))), []string{
			"future ledger " + folder + "ledger/email.json.gz today is",
		}},
		{"a step that the ledger lacks", with(folder+"ledger/slack.accepted-1", stepObject(t, step(1))), nil},
		{"a damaged step", with(folder+"ledger/slack.accepted-0", stepObject(t, step(2))[:9]), []string{
			"damaged step " + folder + "ledger/slack.accepted-0 it is no step of a delivery, or a part of one",
		}},
		{"no step", with(folder+"ledger/slack.accepted-2", stepObject(t, step(2))), []string{
			"unexpected other " + folder + "ledger/slack.accepted-2",
		}},
		{"a draft that is owed and gone", without(draft), []string{"missing draft " + draft}},
		{"a damaged draft", with(draft, rubbish), []string{"damaged draft " + draft + " it is cut short"}},
		{"a draft that nobody needs", with(folder+"drafts/email-0.gz", packed(t, "")), []string{
			"unexpected draft " + folder + "drafts/email-0.gz",
		}},
		{"a damaged id", with(folder+"id.json.gz", packed(t, `{"id":"x"}`)), []string{
			"damaged identity " + folder + "id.json.gz it holds no tenant's id",
		}},
		{"a damaged claim", with("ids/"+ours+".json.gz", rubbish), []string{
			"damaged claim ids/" + ours + ".json.gz it is cut short",
		}},
		{"T2: the id is another tenant's", with("ids/"+ours+".json.gz", packed(t, `{"tenant":"contoso.example"}`)), []string{
			"foreign claim ids/" + ours + ".json.gz contoso.example has the id of " + ours,
		}},
		{"a report with other content", with(report, []byte("%PD")), []string{"damaged report " + report + " it has other"}},
		{"an empty report", with(folder+"reports/2026-11-22.pdf", nil), []string{
			"damaged report " + folder + "reports/2026-11-22.pdf it has other",
		}},
		{"what a killed doctor left", with(folder+"doctor-X", rubbish), []string{"temporary other " + folder + "doctor-X"}},
		{"what is not expected", func(t *testing.T, b bucket.Bucket) {
			for _, key := range []string{"snapshots/notes.txt", "ledger/old/slack.json.gz", "reports/x.pdf", "copy/a", "a"} {
				put(t, b, folder+key, rubbish)
			}
		}, []string{
			"unexpected other " + folder + "a", "unexpected other " + folder + "copy/a",
			"unexpected other " + folder + "ledger/old/slack.json.gz", "unexpected other " + folder + "reports/x.pdf",
			"unexpected other " + folder + "snapshots/notes.txt",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, tenant := sound(t)
			tt.change(t, b)
			found, err := tenant.Verify(t.Context(), today)
			if err != nil {
				t.Fatal(err)
			}
			wantFindings(t, found.Findings, tt.want)
			if found.Days < 4 || found.Ledgers < 1 || found.Reports < 2 {
				t.Errorf("read %+v", found)
			}
		})
	}
}

func wantFindings(t *testing.T, found []damage.Finding, want []string) {
	t.Helper()
	same := len(found) == len(want)
	for i := range min(len(found), len(want)) {
		f := found[i]
		got := strings.TrimSpace(string(f.Kind) + " " + string(f.Part) + " " + f.Object + " " + f.Detail)
		same = same && strings.HasPrefix(got, want[i])
	}
	if !same {
		t.Errorf("found %+v\nwant %q", found, want)
	}
}

// The id of a tenant that is configured by a domain is what it claimed, or else
// that of its first day.
func TestVerifyOfADomain(t *testing.T) {
	for _, claimed := range []bool{true, false} {
		b := buckettest.NewMemory()
		tenant := ForTenant(b, "contoso.example")
		var days []score.Day
		for i, id := range []string{ours, theirs} {
			s := ofTenant(id, snapshot(today.AddDays(i-1), 5))
			if _, err := tenant.PutSnapshot(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			days = append(days, s.Day())
		}
		if err := tenant.PutDays(t.Context(), days, ""); err != nil {
			t.Fatal(err)
		}
		if claimed {
			if err := tenant.Claim(t.Context(), ours); err != nil {
				t.Fatal(err)
			}
		}
		found, err := tenant.Verify(t.Context(), today)
		if err != nil {
			t.Fatal(err)
		}
		wantFindings(t, found.Findings, []string{"foreign snapshot tenants/contoso.example/snapshots/2026-11-23.json.gz"})
	}
}

// A bucket that fails says nothing about the objects.
func TestVerifyWithoutTheBucket(t *testing.T) {
	b, tenant := sound(t)
	for _, key := range []string{
		folder + "days.json.gz", folder + "snapshots/2026-11-21.json.gz", "ids/" + ours + ".json.gz",
		folder + "ledger/slack.json.gz", folder + "reports/2026-11-22.pdf", folder + "id.json.gz",
	} {
		b.fail = key
		if found, err := tenant.Verify(t.Context(), today); err == nil || len(found.Findings) > 0 {
			t.Errorf("%s: found %+v (%v), want the bucket's error alone", key, found, err)
		}
	}
}

// A first run that was interrupted after the index leaves days of the history
// that were never written.
func TestVerifyNamesDaysOfTheHistoryThatAreMissing(t *testing.T) {
	tenant := ForTenant(buckettest.NewMemory(), ours)
	days := []score.Day{thin("2026-11-20", 5).Day(), snapshot("2026-11-21", 5).Day()}
	if err := tenant.PutDays(t.Context(), days, ""); err != nil {
		t.Fatal(err)
	}
	found, err := tenant.Verify(t.Context(), today)
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found.Findings, []string{
		"missing history " + folder + "history/2026-11-20.json.gz",
		"missing snapshot " + folder + "snapshots/2026-11-21.json.gz",
	})
}

// A new tenant has nothing stored. One that has an id had.
func TestVerifyWhereNothingIsStored(t *testing.T) {
	b := buckettest.NewMemory()
	tenant := ForTenant(b, "contoso.example")
	found, err := tenant.Verify(t.Context(), today)
	if err != nil || len(found.Findings) > 0 {
		t.Errorf("a new tenant: %+v (%v)", found, err)
	}
	put(t, b, "ids/"+ours+".json.gz", packed(t, `{"tenant":"contoso.example"}`))
	put(t, b, "ids/"+theirs+".json.gz", []byte("rubbish"))
	if found, err = tenant.Verify(t.Context(), today); err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found.Findings, []string{
		"missing folder tenants/contoso.example/ ids/" + ours + ".json.gz names it",
	})
}
