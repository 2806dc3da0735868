package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

const ours, theirs = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"

// counted counts what is read, and fails on one key.
type counted struct {
	bucket.Bucket
	mu   sync.Mutex // guards gets: days are read at once
	gets map[string]int
	fail string
}

func (c *counted) Get(ctx context.Context, key string) (bucket.Object, error) {
	c.mu.Lock()
	c.gets[key]++
	c.mu.Unlock()
	if key == c.fail {
		return bucket.Object{}, errors.New("connection reset")
	}
	return c.Bucket.Get(ctx, key)
}

// week is a tenant with five days of which the index knows all.
func week(t *testing.T) (*counted, *Tenant, []score.Day) {
	t.Helper()
	ctx := context.Background()
	b := &counted{Bucket: buckettest.NewMemory(), gets: map[string]int{}}
	tenant := ForTenant(b, ours)
	var days []score.Day
	var earlier *score.Snapshot
	for i, points := range []float64{5, 5, 7, 4, 4} {
		s := snapshot(score.Date("2026-11-19").AddDays(i), points)
		s.TenantID, s.Thin = ours, i == 0
		day := s.Day()
		if earlier != nil {
			day = s.DayAfter(*earlier)
		}
		earlier, days = &s, append(days, day)
		if _, err := tenant.PutSnapshot(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := tenant.PutDays(ctx, days, ""); err != nil {
		t.Fatal(err)
	}
	return b, tenant, days
}

func put(t *testing.T, b bucket.Bucket, key string, data []byte) {
	t.Helper()
	if _, err := b.Put(context.Background(), key, data, bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
}

func packed(t *testing.T, content string) []byte {
	t.Helper()
	data, err := pack([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// T20: a damaged index is made anew from the snapshots, once, and replaced.
func TestTheIndexOfDaysHealsByItself(t *testing.T) {
	const key = "tenants/" + ours + "/days.json.gz"
	for name, spoil := range map[string]func(whole []byte) []byte{
		"truncated":      func(whole []byte) []byte { return whole[:len(whole)/2] },
		"empty":          func([]byte) []byte { return nil },
		"not compressed": func([]byte) []byte { return []byte("rubbish") },
		"not an index":   func([]byte) []byte { return packed(t, `{"schema":1,"days":8}`) },
		"no schema":      func([]byte) []byte { return packed(t, `{"days":[]}`) },
		"no date":        func([]byte) []byte { return packed(t, `{"schema":1,"days":[{"date":"yesterday"}]}`) },
	} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			b, tenant, want := week(t)
			object, err := b.Get(ctx, key)
			if err != nil {
				t.Fatal(err)
			}
			put(t, b, key, spoil(object.Data))
			clear(b.gets)
			for range 2 {
				got, damaged, err := tenant.Days(ctx)
				if err != nil || len(damaged) != 1 || damaged[0].Object != key {
					t.Fatalf("error %v, damaged: %v; want the index to be named", err, damaged)
				}
				if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
					t.Errorf("the days differ (-want +got)\n%s", diff)
				}
			}
			if err := tenant.PutDays(ctx, want[4:], ""); err != nil {
				t.Fatal(err)
			}
			if n := b.gets["tenants/"+ours+"/snapshots/2026-11-20.json.gz"]; n != 1 {
				t.Errorf("a snapshot was read %d times, want once", n)
			}
			got, damaged, err := ForTenant(b, ours).Days(ctx)
			if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); err != nil || damaged != nil || diff != "" {
				t.Errorf("afterwards %v, %v (-want +got)\n%s", err, damaged, diff)
			}
		})
	}
}

// An index that is gone is made whole again by the next run, without a word.
func TestAnIndexThatIsGone(t *testing.T) {
	ctx := context.Background()
	b, tenant, want := week(t)
	if err := b.Delete(ctx, tenant.daysKey()); err != nil {
		t.Fatal(err)
	}
	if got, damaged, err := tenant.Days(ctx); err != nil || damaged != nil || !cmp.Equal(want, got, cmpopts.EquateNaNs()) {
		t.Errorf("days %+v, %v (%v)", got, damaged, err)
	}
	if err := tenant.PutDays(ctx, want[4:], ""); err != nil {
		t.Fatal(err)
	}
	clear(b.gets)
	got, _, err := ForTenant(b, ours).Days(ctx)
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); err != nil || diff != "" || len(b.gets) != 1 {
		t.Errorf("%v, read %v (-want +got)\n%s", err, b.gets, diff)
	}
}

func TestAnIndexOfANewerProgramIsLeftUntouched(t *testing.T) {
	ctx := context.Background()
	b, tenant, days := week(t)
	newer := packed(t, `{"schema":99,"days":8}`)
	put(t, b, tenant.daysKey(), newer)
	_, _, err := tenant.Days(ctx)
	for _, err := range []error{err, tenant.PutDays(ctx, days, "")} {
		if !errors.Is(err, score.ErrFromTheFuture) || !strings.Contains(err.Error(), tenant.daysKey()) {
			t.Errorf("error %v, want %v", err, score.ErrFromTheFuture)
		}
	}
	if object, err := b.Get(ctx, tenant.daysKey()); err != nil || string(object.Data) != string(newer) {
		t.Errorf("it was overwritten (%v)", err)
	}
}

// A server that fails is no damage: an index without the days that could not be
// read would be stored.
func TestAFailedReadMakesNoIndex(t *testing.T) {
	b, tenant, days := week(t)
	put(t, b, tenant.daysKey(), []byte("rubbish"))
	b.fail = tenant.snapshotKey("2026-11-21", false)
	if _, _, err := tenant.Days(context.Background()); err == nil || !strings.Contains(err.Error(), "reset") {
		t.Errorf("error %v, want that of the server", err)
	}
	if err := tenant.PutDays(context.Background(), days, ""); err == nil {
		t.Error("an index was made without a day that is stored")
	}
}

// A day that cannot be used is left out and named, whether or not the index is
// made anew. T21: a foreign tenant's snapshot is refused by name.
func TestADayThatCannotBeUsedIsLeftOut(t *testing.T) {
	const day = score.Date("2026-11-24")
	encoded := func(change func(*score.Snapshot)) []byte {
		s := snapshot(day, 5)
		s.TenantID = ours
		change(&s)
		data, err := score.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		return packed(t, string(data))
	}
	for _, tt := range []struct {
		name string
		data []byte
		kind damage.Kind
		says string
	}{
		{"damaged", []byte("rubbish"), damage.Unreadable, "it is cut short"},
		{"T21: foreign", encoded(func(s *score.Snapshot) { s.TenantID = theirs }), damage.Foreign, theirs + ", not " + ours},
		{"of another day", encoded(func(s *score.Snapshot) { s.Date = "2026-11-20" }), damage.Unreadable,
			"it holds the score of 2026-11-20"},
		{"impossible", encoded(func(s *score.Snapshot) { s.Current, s.Max = 300, 0 }), damage.Impossible, "300 of 0 points"},
		{"a newer program's", packed(t, `{"schema":99}`), damage.Newer, ""},
	} {
		for _, index := range []string{"whole", "damaged"} {
			t.Run(tt.name+", the index "+index, func(t *testing.T) {
				b, tenant, want := week(t)
				put(t, b, tenant.snapshotKey(day, false), tt.data)
				if index == "damaged" {
					put(t, b, tenant.daysKey(), []byte("rubbish"))
				}
				got, damaged, err := tenant.Days(context.Background())
				if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); err != nil || diff != "" {
					t.Errorf("error %v (-want +got)\n%s", err, diff)
				}
				if index == "damaged" {
					damaged = damaged[1:] // the index itself
				}
				found := damage.Finding{
					Object: tenant.snapshotKey(day, false), Part: damage.Snapshot, Kind: tt.kind, Date: day, Detail: tt.says,
				}
				if want := []damage.Finding{found}; !slices.Equal(damaged, want) {
					t.Errorf("damaged: %+v, want %+v", damaged, want)
				}
			})
		}
	}
}

// Of a day that is not whole only the headline counts.
func TestADayThatIsNotWholeKeepsItsHeadline(t *testing.T) {
	b, tenant, _ := week(t)
	s := snapshot("2026-11-24", 5)
	s.Current = 9
	if _, err := tenant.PutSnapshot(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	put(t, b, tenant.daysKey(), []byte("rubbish"))
	days, _, err := tenant.Days(context.Background())
	if err != nil || len(days) != 6 || days[5].Current != 9 || days[5].Controls != 0 || days[5].Moves.Since != "" {
		t.Errorf("days %+v (%v), want the score of the last and not its controls", days, err)
	}
}
