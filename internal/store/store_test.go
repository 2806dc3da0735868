package store

import (
	"bytes"
	"context"
	"errors"
	"math"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

func snapshot(date score.Date, points float64) score.Snapshot {
	return score.Snapshot{Date: date, Current: points, Max: 10, Controls: []score.Control{{
		ID: "A", Title: "A", Points: points, Max: 10, MaxSource: score.MaxOfProfile, HasProfile: true, Percent: math.NaN(),
	}}}
}

func thin(date score.Date, points float64) score.Snapshot {
	s := snapshot(date, points)
	s.Thin = true
	return s
}

func TestSameDayAgain(t *testing.T) {
	ctx := context.Background()
	tenant := ForTenant(buckettest.NewMemory(), "T")
	for _, step := range []struct {
		points float64
		want   bool
	}{{5, true}, {5, false}, {6, true}} {
		changed, err := tenant.PutSnapshot(ctx, snapshot("2026-11-23", step.points))
		if err != nil || changed != step.want {
			t.Fatalf("putting %v points: changed %v (%v), want %v", step.points, changed, err, step.want)
		}
	}
	got, err := tenant.Snapshot(ctx, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(snapshot("2026-11-23", 6), got, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

func TestWholeSnapshotsBeforeHistory(t *testing.T) {
	ctx := context.Background()
	tenant := ForTenant(buckettest.NewMemory(), "t")
	for _, s := range []score.Snapshot{thin("2026-11-21", 1), thin("2026-11-22", 2), snapshot("2026-11-22", 3)} {
		if _, err := tenant.PutSnapshot(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	for date, want := range map[score.Date]float64{"2026-11-21": 1, "2026-11-22": 3} {
		if s, err := tenant.Snapshot(ctx, date); err != nil || s.Current != want {
			t.Errorf("%s: %v points (%v), want %v", date, s.Current, err, want)
		}
	}
	if _, err := tenant.Snapshot(ctx, "2026-11-20"); !errors.Is(err, bucket.ErrNotExist) {
		t.Errorf("a day that is not stored: %v, want %v", err, bucket.ErrNotExist)
	}
	days, damaged, err := tenant.Days(ctx)
	if err != nil || damaged != nil || len(days) != 2 || days[1].Current != 3 {
		t.Errorf("days %+v (%v), want two, read from the snapshots", days, err)
	}
}

func TestTenantsAreSeparate(t *testing.T) {
	ctx := context.Background()
	b := buckettest.NewMemory()
	if _, err := ForTenant(b, "a").PutSnapshot(ctx, snapshot("2026-11-23", 5)); err != nil {
		t.Fatal(err)
	}
	if dates, _, err := ForTenant(b, "b").Dates(ctx); err != nil || len(dates) != 0 {
		t.Errorf("tenant b has %v (%v)", dates, err)
	}
	if dates, _, err := ForTenant(b, "A").Dates(ctx); err != nil || len(dates) != 1 {
		t.Errorf("tenant A has %v (%v); want those of a, because the case of an id has no meaning", dates, err)
	}
}

func TestUnreadableObjectsAreNotOverwritten(t *testing.T) {
	ctx := context.Background()
	for _, tc := range []struct {
		name   string
		data   []byte
		future bool
	}{
		{"not compressed", []byte("rubbish"), false},
		{"cut off", packed(t, `{"schema":1}`)[:15], false},
		{"not a snapshot", packed(t, `{"schema":1,"date":17,"deliveries":7}`), false},
		{"a bomb", packed(t, strings.Repeat(" ", 1001)), false},
		{"a newer program's", packed(t, `{"schema":99,"date":"2026-11-23","deliveries":7}`), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := buckettest.NewMemory()
			tenant := ForTenant(b, "t")
			tenant.maxObject = 1000
			actions := map[string]func() error{
				"tenants/t/snapshots/2026-11-23.json.gz": func() error {
					_, err := tenant.PutSnapshot(ctx, snapshot("2026-11-23", 1))
					return err
				},
				"tenants/t/ledger/slack.json.gz": func() error { _, err := tenant.Ledger(ctx, "slack"); return err },
			}
			for key, act := range actions {
				if _, err := b.Put(ctx, key, tc.data, bucket.Condition{}); err != nil {
					t.Fatal(err)
				}
				err := act()
				if strings.Contains(key, "snapshots") && !tc.future {
					aside, _ := b.List(ctx, asidePrefix)
					if object, readErr := b.Get(ctx, aside[0]); err != nil || readErr != nil ||
						!bytes.Equal(object.Data, tc.data) {
						t.Errorf("%s: error %v, moved aside are %q (%v)", key, err, aside, readErr)
					}
					if s, err := tenant.Snapshot(ctx, "2026-11-23"); err != nil || s.Current != 1 {
						t.Errorf("%s: the new day has %g points (%v)", key, s.Current, err)
					}
					continue
				}
				if err == nil || !strings.Contains(err.Error(), key) {
					t.Errorf("%s: error %v, want one that names it", key, err)
				}
				if tc.future && !strings.Contains(err.Error(), score.ErrFromTheFuture.Error()) {
					t.Errorf("%s: error %v, want %v", key, err, score.ErrFromTheFuture)
				}
				if object, err := b.Get(ctx, key); err != nil || !bytes.Equal(object.Data, tc.data) {
					t.Errorf("%s was overwritten", key)
				}
			}
		})
	}
}

func TestPutLedgerReplacesTheLedgerThatWasRead(t *testing.T) {
	ctx := context.Background()
	b := buckettest.NewMemory()
	mine, theirs := ForTenant(b, "t"), ForTenant(b, "t")
	for _, tenant := range []*Tenant{mine, theirs} {
		if l, err := tenant.Ledger(ctx, "slack"); err != nil || l.Baseline != nil {
			t.Fatalf("ledger %+v (%v), want an empty one", l, err)
		}
	}
	if err := mine.PutLedger(ctx, "slack", having(snapshot("2026-11-23", 5))); err != nil {
		t.Fatal(err)
	}
	if err := theirs.PutLedger(ctx, "slack", ledger.Ledger{}); !errors.Is(err, bucket.ErrConflict) {
		t.Errorf("replacing a ledger that was not read: %v, want %v", err, bucket.ErrConflict)
	}
	if err := mine.PutLedger(ctx, "slack", having(snapshot("2026-11-24", 5))); err != nil {
		t.Errorf("writing twice after one read: %v", err)
	}
	l, err := theirs.Ledger(ctx, "slack")
	if err != nil || l.Baseline.Date != "2026-11-24" {
		t.Errorf("ledger %+v (%v)", l, err)
	}
}

// T28: two reports of one day have two names; the same report again has the
// same.
func TestReportsOfOneDayAreApart(t *testing.T) {
	ctx := context.Background()
	b := buckettest.NewMemory()
	tenant := ForTenant(b, "t")
	urls := map[string]string{}
	for _, content := range []string{"weekly", "filtered", "weekly"} {
		url, err := tenant.PutReport(ctx, "2026-11-23", "pdf", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if earlier, again := urls[content]; again && earlier != url {
			t.Errorf("the same report is at %s and at %s", earlier, url)
		}
		urls[content] = url
		if !strings.HasPrefix(path.Base(url), "2026-11-23-") || !strings.HasSuffix(url, ".pdf") {
			t.Errorf("the report is at %s, want its day in the name", url)
		}
	}
	for content, url := range urls {
		object, err := b.Get(ctx, strings.TrimPrefix(url, "memory:///"))
		if err != nil || string(object.Data) != content {
			t.Errorf("%s opens %q (%v), want %q", url, object.Data, err, content)
		}
	}
}

func TestPrune(t *testing.T) {
	ctx := context.Background()
	b := buckettest.NewMemory()
	tenant := ForTenant(b, "t")
	for _, s := range []score.Snapshot{thin("2025-01-01", 1), snapshot("2025-01-02", 2), snapshot("2026-11-23", 3)} {
		if _, err := tenant.PutSnapshot(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tenant.PutReport(ctx, "2025-01-02", "pdf", []byte("%PDF")); err != nil {
		t.Fatal(err)
	}
	// As earlier versions named it, and what has no day in its name.
	for _, key := range []string{"tenants/t/reports/2025-01-03.pdf", "tenants/t/reports/2025-01-0x.pdf"} {
		if _, err := b.Put(ctx, key, []byte("%PDF"), bucket.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := tenant.Prune(ctx, "2026-01-01"); err != nil {
		t.Fatal(err)
	}
	keys, err := b.List(ctx, "")
	if err != nil || !slices.Equal(keys, []string{
		"tenants/t/reports/2025-01-0x.pdf", "tenants/t/snapshots/2026-11-23.json.gz",
	}) {
		t.Errorf("left are %v (%v)", keys, err)
	}
}

// having is the ledger of a channel that announced a snapshot.
func having(s score.Snapshot) ledger.Ledger { return ledger.Ledger{}.Announced(ledger.Keep(s), nil) }
