package store

import (
	"context"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// An entry holds until anything that it was made from changes.
func TestEntry(t *testing.T) {
	const before, day = score.Date("2026-11-16"), score.Date("2026-11-23")
	ctx := context.Background()
	for name, tt := range map[string]struct {
		change func(*testing.T, bucket.Bucket, *Tenant) error
		days   []score.Date
		basis  string
		want   string
	}{
		"nothing changed": {want: "entry"},
		"another day's score": {
			change: func(_ *testing.T, _ bucket.Bucket, s *Tenant) error {
				_, err := s.PutSnapshot(ctx, snapshot("2026-11-22", 7))
				return err
			}, want: "entry",
		},
		"another basis": {basis: "other"},
		"another day":   {days: []score.Date{day, "2026-11-22"}},
		"one day less":  {days: []score.Date{day}},
		"the score of the day": {change: func(_ *testing.T, _ bucket.Bucket, s *Tenant) error {
			_, err := s.PutSnapshot(ctx, snapshot(day, 7))
			return err
		}},
		"the earlier score": {change: func(_ *testing.T, _ bucket.Bucket, s *Tenant) error {
			_, err := s.PutSnapshot(ctx, snapshot(before, 7))
			return err
		}},
		"the index": {change: func(_ *testing.T, _ bucket.Bucket, s *Tenant) error {
			return s.PutDays(ctx, []score.Day{snapshot("2026-11-01", 3).Day()}, "")
		}},
		"no index": {change: func(_ *testing.T, b bucket.Bucket, s *Tenant) error { return b.Delete(ctx, s.daysKey()) }},
		"no entry": {change: func(_ *testing.T, b bucket.Bucket, s *Tenant) error { return b.Delete(ctx, s.entryKey()) }},
		"damaged": {change: func(t *testing.T, b bucket.Bucket, s *Tenant) error {
			put(t, b, s.entryKey(), []byte("entry"))
			return nil
		}},
		"without an origin": {change: func(_ *testing.T, _ bucket.Bucket, s *Tenant) error {
			_, err := s.write(ctx, s.entryKey(), []byte("entry"), bucket.Condition{})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := buckettest.NewMemory()
			s := ForTenant(b, "t")
			keepEntry(t, s, day, before)
			s = ForTenant(b, "t")
			if tt.change != nil {
				if err := tt.change(t, b, s); err != nil {
					t.Fatal(err)
				}
			}
			if tt.days == nil {
				tt.days = []score.Date{day, before}
			}
			if tt.basis == "" {
				tt.basis = "basis"
			}
			if err := s.list(ctx); err != nil {
				t.Fatal(err)
			}
			got, ok := s.Entry(ctx, tt.days, tt.basis)
			if ok != (tt.want != "") || ok && string(got) != tt.want {
				t.Errorf("%q, %t, want %q", got, ok, tt.want)
			}
		})
	}
}

// keepEntry stores two days, and an entry of them, as a run does.
func keepEntry(t *testing.T, s *Tenant, days ...score.Date) {
	t.Helper()
	ctx := context.Background()
	unlock, err := s.Lock(ctx, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Dates(ctx); err != nil {
		t.Fatal(err)
	}
	var index []score.Day
	for _, date := range days {
		index = append(index, snapshot(date, 5).Day())
		if _, err := s.PutSnapshot(ctx, snapshot(date, 5)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PutDays(ctx, index, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.PutEntry(ctx, days, "basis", []byte("entry")); err != nil {
		t.Fatal(err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}

// What was not read under the lock may be another now.
func TestNoEntryWithoutTheLock(t *testing.T) {
	ctx := context.Background()
	b := buckettest.NewMemory()
	s := ForTenant(b, "t")
	if _, err := s.PutSnapshot(ctx, snapshot("2026-11-23", 5)); err != nil {
		t.Fatal(err)
	}
	if err := s.PutEntry(ctx, []score.Date{"2026-11-23"}, "basis", []byte("entry")); err != nil {
		t.Fatal(err)
	}
	if keys, err := b.List(ctx, "tenants/t/entry"); err != nil || len(keys) != 0 {
		t.Errorf("%v (%v), want none", keys, err)
	}
}
