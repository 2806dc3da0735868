package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// thinDays are days of Microsoft's history, one after the other.
func thinDays(first score.Date, n int) (days []score.Snapshot) {
	for i := range n {
		days = append(days, thin(first.AddDays(i), float64(i+1)))
	}
	return days
}

// Days that follow one another have an object together, up to a month of them.
func TestPutHistory(t *testing.T) {
	days := thinDays("2026-08-01", 70)
	for _, tt := range []struct {
		name string
		days []score.Snapshot
		want string // the objects
	}{
		{"none", nil, ""},
		{"one", days[:1], "2026-08-01"},
		{"two", days[:2], "2026-08-01_08-02"},
		{"a month", days[:31], "2026-08-01_08-31"},
		{"a day more than a month", days[:32], "2026-08-01_08-31 2026-09-01"},
		{"all", days, "2026-08-01_08-31 2026-09-01_10-01 2026-10-02_10-09"},
		{"with gaps", slices.Concat(days[:2], days[3:4], days[5:8]),
			"2026-08-01_08-02 2026-08-04 2026-08-06_08-08"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := context.Background()
			b := buckettest.NewMemory()
			tenant := ForTenant(b, ours)
			stored, err := tenant.PutHistory(ctx, tt.days)
			if err != nil || stored != len(tt.days) {
				t.Fatalf("stored %d: %v", stored, err)
			}
			keys, err := b.List(ctx, folder+"history/")
			for i, key := range keys {
				keys[i] = strings.TrimSuffix(strings.TrimPrefix(key, folder+"history/"), ".json.gz")
			}
			if got := strings.Join(keys, " "); err != nil || got != tt.want {
				t.Errorf("objects %s (%v), want %s", got, err, tt.want)
			}
			_, dates, err := tenant.Dates(ctx)
			if err != nil || len(dates) != len(tt.days) {
				t.Fatalf("%d dates (%v), want %d", len(dates), err, len(tt.days))
			}
			list, errs := tenant.Snapshots(ctx, dates)
			for i, want := range tt.days {
				if diff := cmp.Diff(want, list[i], cmpopts.EquateNaNs()); diff != "" || errs[i] != nil {
					t.Errorf("%s: %v (-want +got)\n%s", dates[i], errs[i], diff)
				}
			}
		})
	}
}

// A day has the best that there is: a whole snapshot, a day on its own, a day
// among others. An object with several days is read once for all of them.
func TestSnapshotsOfADayThatIsStoredTwice(t *testing.T) {
	ctx := context.Background()
	b := &counted{Bucket: buckettest.NewMemory(), gets: map[string]int{}}
	tenant := ForTenant(b, ours)
	if _, err := tenant.PutHistory(ctx, thinDays("2026-11-18", 4)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []score.Snapshot{thin("2026-11-19", 50), snapshot("2026-11-20", 60)} {
		if _, err := tenant.PutSnapshot(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	clear(b.gets)
	list, errs := tenant.Snapshots(ctx, []score.Date{"2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"})
	var got []string
	for i, s := range list {
		got = append(got, fmt.Sprintf("%s %v %t", s.Date, s.Current, errors.Is(errs[i], bucket.ErrNotExist)))
	}
	want := []string{"2026-11-18 1 false", "2026-11-19 50 false", "2026-11-20 60 false", "2026-11-21 4 false", " 0 true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if span := folder + "history/2026-11-18_11-21.json.gz"; b.gets[span] != 1 {
		t.Errorf("%d reads of %s", b.gets[span], span)
	}
}

// A damaged object takes its days along, and each of them is named; a damaged
// line takes its day.
func TestDamagedHistory(t *testing.T) {
	days := thinDays("2026-11-18", 3)
	lines := func(days ...score.Snapshot) []byte {
		var all []string
		for _, s := range days {
			data, err := score.Encode(s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(data))
		}
		return packed(t, strings.Join(all, "\n")+"\n")
	}
	key := folder + "history/2026-11-18_11-20.json.gz"
	for _, tt := range []struct {
		name    string
		content []byte
		want    string // what is wrong with each day
	}{
		{"whole", lines(days...), ""},
		{"rubbish", []byte("rubbish"), "2026-11-18 2026-11-19 2026-11-20"},
		{"a day is missing", lines(days[:2]...), "2026-11-18 2026-11-19 2026-11-20"},
		{"another day", lines(days[0], days[0], days[2]), "2026-11-19"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := context.Background()
			b := buckettest.NewMemory()
			tenant := ForTenant(b, ours)
			put(t, b, key, tt.content)
			found, err := tenant.Verify(ctx, today)
			var got []string
			for _, f := range found.Findings {
				if f.Object == key && f.Kind == "damaged" {
					got = append(got, string(f.Date))
				}
			}
			if err != nil || strings.Join(got, " ") != tt.want || found.Days != 3 {
				t.Errorf("%d days, damaged %q (%v), want %s", found.Days, got, err, tt.want)
			}
			left, damaged, err := tenant.Days(ctx)
			if err != nil || len(left)+len(got) != 3 || len(damaged) != len(got) {
				t.Errorf("%d days, %+v (%v)", len(left), damaged, err)
			}
			for i, f := range damaged {
				if string(f.Date) != got[i] {
					t.Errorf("%s is left out, want %s", f.Date, got[i])
				}
			}
		})
	}
}

// A name that is none of a span is no object of this program.
func TestSpansHaveNames(t *testing.T) {
	for name, want := range map[string]bool{
		"2026-11-18_11-20.json.gz": true, "2026-11-18_11-18.json.gz": false,
		"2026-11-20_11-18.json.gz": false, "2026-11-18_12-20.json.gz": false,
		"2026-12-18_01-07.json.gz": true, "2026-12-18_01-18.json.gz": false,
		"2026-11-18_2026-11-20.json.gz": false, "2026-11-18_02-30.json.gz": false,
		"2026-11-18.json.gz": false, "2026-11-18_11-20.json": false, "2026-11-18_x.json.gz": false,
	} {
		if _, got := ForTenant(nil, ours).spanOf(folder + "history/" + name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// Of several days in one object the last decides when they go.
func TestPruneHistory(t *testing.T) {
	ctx := context.Background()
	tenant := ForTenant(buckettest.NewMemory(), ours)
	if _, err := tenant.PutHistory(ctx, thinDays("2025-01-01", 40)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		before score.Date
		want   int
	}{{"2025-01-31", 40}, {"2025-02-01", 9}} {
		if err := tenant.Prune(ctx, tt.before); err != nil {
			t.Fatal(err)
		}
		if _, dates, err := tenant.Dates(ctx); err != nil || len(dates) != tt.want {
			t.Errorf("before %s: %d days left (%v), want %d", tt.before, len(dates), err, tt.want)
		}
	}
}
