package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// leaky is a bucket that has leftovers.
type leaky struct{ bucket.Bucket }

func (leaky) Leftovers(context.Context, time.Time) ([]string, error) {
	return []string{"tenants/t/.tmp-1"}, errors.New("some cannot be read")
}

func TestStrays(t *testing.T) {
	b, tenant := sound(t)
	for _, key := range []string{
		"tenants/gone.example/snapshots/a", "tenants/gone.example/id.json.gz", "notes.txt", "tenants/x", "ids/y",
		"other/a", "ids/" + theirs + ".json.gz",
	} {
		put(t, b, key, []byte("rubbish"))
	}
	put(t, b, "fleet/contoso.example/20261123T060000.000Z_20261123T070000.000Z_failed", nil)
	put(t, b, "fleet/contoso.example/notes", nil)
	if _, err := tenant.MoveAside(t.Context(), "tenants/x"); err != nil {
		t.Fatal(err)
	}
	tenant.bucket = leaky{b}
	found, err := tenant.Strays(t.Context(), time.Time{}, []string{ours, "contoso.example"})
	if err == nil {
		t.Error("no error, want that of the leftovers")
	}
	if want := []damage.Unknown{{Folder: "tenants/gone.example", Objects: 2}}; !slices.Equal(found.Others, want) {
		t.Errorf("folders of others %+v, want %+v", found.Others, want)
	}
	wantFindings(t, found.Findings, []string{
		"unexpected other fleet/contoso.example/notes", "damaged claim ids/" + theirs + ".json.gz",
		"unexpected other ids/y", "unexpected other notes.txt",
		"unexpected other other/a", "temporary other tenants/t/.tmp-1",
	})
}

func TestMoveAside(t *testing.T) {
	b := buckettest.NewMemory()
	tenant := ForTenant(b, "t")
	var moved []string
	for _, content := range []string{"rubbish", "other rubbish", "rubbish"} {
		put(t, b, "tenants/t/days.json.gz", []byte(content))
		to, err := tenant.MoveAside(t.Context(), "tenants/t/days.json.gz")
		if err != nil || !strings.HasPrefix(to, "damaged/tenants/t/days.json.gz.") {
			t.Fatalf("moved to %s (%v)", to, err)
		}
		if object, err := b.Get(t.Context(), to); err != nil || string(object.Data) != content {
			t.Errorf("%s holds %q (%v), want %q", to, object.Data, err, content)
		}
		if !slices.Contains(moved, to) {
			moved = append(moved, to)
		}
	}
	if keys, err := b.List(t.Context(), ""); err != nil || len(keys) != 2 || len(moved) != 2 {
		t.Errorf("left are %v (%v), want both contents, aside", keys, err)
	}
	if _, err := tenant.MoveAside(t.Context(), "tenants/t/days.json.gz"); !errors.Is(err, bucket.ErrNotExist) {
		t.Errorf("moving nothing: %v, want %v", err, bucket.ErrNotExist)
	}
	put(t, b, "tenants/t/days.json.gz", []byte("rubbish"))
	full := ForTenant(faulty{Bucket: b, put: errors.New("no space")}, "t")
	if _, err := full.MoveAside(t.Context(), "tenants/t/days.json.gz"); err == nil {
		t.Error("no error without space")
	}
	if _, err := b.Get(t.Context(), "tenants/t/days.json.gz"); err != nil {
		t.Errorf("what could not be copied is gone: %v", err)
	}
}

func TestReindex(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name     string
		change   func(*testing.T, *counted, []score.Day)
		want     func([]score.Day) []score.Day
		restored int
	}{
		{"all well", func(*testing.T, *counted, []score.Day) {}, func(d []score.Day) []score.Day { return d }, 0},
		{"no index", func(t *testing.T, b *counted, _ []score.Day) {
			if err := b.Delete(ctx, folder+"days.json.gz"); err != nil {
				t.Fatal(err)
			}
		}, func(d []score.Day) []score.Day { return d }, 0},
		{"a day without its object", func(t *testing.T, b *counted, _ []score.Day) {
			if err := b.Delete(ctx, folder+"snapshots/2026-11-21.json.gz"); err != nil {
				t.Fatal(err)
			}
		}, func(d []score.Day) []score.Day { return d }, 1},
		{"a wrong score in the index", func(t *testing.T, b *counted, days []score.Day) {
			days[1].Current = 9
			if err := ForTenant(b, ours).PutDays(ctx, days, ""); err != nil {
				t.Fatal(err)
			}
		}, func(d []score.Day) []score.Day { return d }, 0},
		{"a day of the future in the index", func(t *testing.T, b *counted, days []score.Day) {
			days[1].Date = "2062-11-26"
			if err := ForTenant(b, ours).PutDays(ctx, days[1:2], ""); err != nil {
				t.Fatal(err)
			}
		}, func(d []score.Day) []score.Day { return d }, 0},
		{"a foreign day", func(t *testing.T, b *counted, _ []score.Day) {
			put(t, b, folder+"snapshots/2026-11-21.json.gz", encode(t, ofTenant(theirs, snapshot("2026-11-21", 7))))
		}, func(d []score.Day) []score.Day {
			d[3].Moves = score.Moves{Since: "2026-11-20", Lost: 1} // not since the foreign one
			return slices.Delete(d, 2, 3)
		}, 0},
		{"a damaged day that is in the index", func(t *testing.T, b *counted, _ []score.Day) {
			put(t, b, folder+"snapshots/2026-11-23.json.gz", []byte("rubbish"))
		}, func(d []score.Day) []score.Day { return d[:4] }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, tenant, days := week(t)
			want := tt.want(slices.Clone(days))
			tt.change(t, b, slices.Clone(days))
			n, restored, err := tenant.Reindex(ctx, today, nil)
			if err != nil || n != len(want) || restored != tt.restored {
				t.Fatalf("%d days, %d restored (%v), want %d and %d", n, restored, err, len(want), tt.restored)
			}
			index, err := ForTenant(b, ours).indexed(ctx)
			if index.version == "" {
				t.Error("no index was written")
			}
			if diff := cmp.Diff(want, index.days, cmpopts.EquateNaNs()); err != nil || diff != "" {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
			if restored > 0 {
				s, err := tenant.Snapshot(ctx, "2026-11-21")
				if err != nil || s.Current != 7 || !s.Thin || s.TenantID != ours {
					t.Errorf("the day is %+v (%v), want its score", s, err)
				}
			}
		})
	}
}

func TestReindexLeavesADamagedIndex(t *testing.T) {
	b, tenant, _ := week(t)
	put(t, b, tenant.daysKey(), []byte("rubbish"))
	_, _, err := tenant.Reindex(t.Context(), today, nil)
	if err == nil || !strings.Contains(err.Error(), tenant.daysKey()) {
		t.Errorf("error %v, want the index named: it was not moved aside", err)
	}
}
