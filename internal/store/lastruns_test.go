package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/fleet"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

var six = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func TestLastRuns(t *testing.T) {
	objects := buckettest.NewMemory()
	runs := LastRunsIn(objects)
	for _, r := range []fleet.Run{
		{Tenant: "Contoso.example", End: six, Well: true, Scheduled: true},
		{Tenant: "contoso.example", End: six.Add(time.Hour), Scheduled: true},
		{Tenant: "fabrikam.example", End: six.Add(time.Minute), Well: true},
	} {
		if err := runs.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := objects.List(t.Context(), "")
	if err != nil || !slices.Equal(keys, []string{
		"fleet/contoso.example/20261123T060000.000Z_20261123T070000.000Z_failed",
		"fleet/fabrikam.example/20261123T060100.000Z_20261123T060100.000Z_well",
	}) {
		t.Errorf("stored are %q, %v", keys, err)
	}
	known, err := runs.All(t.Context())
	want := fleet.Last{Tenant: "contoso.example", Since: six, Tried: six.Add(time.Hour)}
	if err != nil || len(known) != 2 || known["contoso.example"] != want {
		t.Errorf("known are %+v, %v", known, err)
	}
}

// A run that ended between writing and deleting leaves two, of which the newer
// counts; the next run deletes both, and nothing else.
func TestSeveralLastRuns(t *testing.T) {
	objects := buckettest.NewMemory()
	runs := LastRunsIn(objects)
	for _, name := range []string{
		"20261122T060000.000Z_20261122T060000.000Z_well", "20261123T060000.000Z_20261123T060000.000Z_well", "notes.txt",
	} {
		if _, err := objects.Put(t.Context(), "fleet/t/"+name, nil, bucket.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	known, err := runs.All(t.Context())
	if err != nil || len(known) != 1 || !known["t"].Since.Equal(six) {
		t.Errorf("known are %+v, %v", known, err)
	}
	if err := runs.Put(t.Context(), fleet.Run{Tenant: "t", End: six.Add(time.Hour), Scheduled: true}); err != nil {
		t.Fatal(err)
	}
	keys, err := objects.List(t.Context(), "")
	if err != nil || !slices.Equal(keys, []string{
		"fleet/t/20261123T060000.000Z_20261123T070000.000Z_failed", "fleet/t/notes.txt",
	}) {
		t.Errorf("stored are %q, %v", keys, err)
	}
}

// Who is overdue is known from one listing. A tenant that is new gets the
// limit's time, also if no run ever comes to it.
func TestOverdue(t *testing.T) {
	runs := LastRunsIn(buckettest.NewMemory())
	put := func(r fleet.Run) {
		if err := runs.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	put(fleet.Run{Tenant: "good", End: six, Well: true, Scheduled: true})
	put(fleet.Run{Tenant: "asked", End: six.Add(-30 * time.Hour), Well: true, Scheduled: true})
	put(fleet.Run{Tenant: "asked", End: six, Well: true}) // by people
	put(fleet.Run{Tenant: "failing", End: six.Add(-30 * time.Hour), Scheduled: true})
	put(fleet.Run{Tenant: "failing", End: six, Scheduled: true})
	put(fleet.Run{Tenant: "removed", End: six.AddDate(-1, 0, 0), Scheduled: true})
	ids := []string{"New", "good", "FAILING", "asked"}
	for name, tt := range map[string]struct {
		now  time.Time
		want string
	}{
		"now":                {six, "failing asked"},
		"when new was early": {six.Add(26 * time.Hour), "failing asked"},
		"a little later":     {six.Add(26*time.Hour + 1), "new good failing asked"},
	} {
		_, _, err := runs.Overdue(t.Context(), ids, six, 26*time.Hour)
		got, unkept, failed := runs.Overdue(t.Context(), ids, tt.now, 26*time.Hour)
		if err = errors.Join(err, unkept, failed); err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, tt.want)
		}
	}
	known, err := runs.All(t.Context())
	if _, kept := known["removed"]; kept || err != nil || len(known) != len(ids) {
		t.Errorf("known are %v, %v", known, err)
	}
}

func TestLastRunsThatCannotBeKept(t *testing.T) {
	run := fleet.Run{Tenant: "t", End: six, Well: true, Scheduled: true}
	objects := buckettest.NewMemory()
	if err := LastRunsIn(objects).Put(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	run.End = run.End.Add(time.Hour)
	for call, want := range map[string]string{
		"list": "refused", "put": "writing fleet/t/", "delete": "deleting fleet/t/",
	} {
		err := LastRunsIn(refusing{objects, call}).Put(t.Context(), run)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", call, err)
		}
	}
	for call, want := range map[string]string{"list": "", "put": "t new", "delete": "t"} {
		ids := []string{"t", "new"}
		if call == "delete" {
			ids = ids[:1]
			if _, err := objects.Put(t.Context(), "fleet/gone/"+fleet.Last{}.Name(), nil, bucket.Condition{}); err != nil {
				t.Fatal(err)
			}
		}
		late, unkept, err := LastRunsIn(refusing{objects, call}).Overdue(t.Context(), ids, six.AddDate(0, 0, 9), time.Hour)
		if (err != nil) != (call == "list") || (unkept == nil) != (call == "list") || strings.Join(late, " ") != want {
			t.Errorf("%s: overdue are %q, %v, %v", call, late, unkept, err)
		}
	}
}

// refusing refuses one kind of call.
type refusing struct {
	bucket.Bucket
	call string
}

var errRefused = errors.New("refused")

func (r refusing) List(ctx context.Context, prefix string) ([]string, error) {
	if r.call == "list" {
		return nil, errRefused
	}
	return r.Bucket.List(ctx, prefix)
}

func (r refusing) Put(ctx context.Context, key string, data []byte, c bucket.Condition) (string, error) {
	if r.call == "put" {
		return "", errRefused
	}
	return r.Bucket.Put(ctx, key, data, c)
}

func (r refusing) Delete(ctx context.Context, key string) error {
	if r.call == "delete" {
		return errRefused
	}
	return r.Bucket.Delete(ctx, key)
}

// A bucket's error names what was listed, which is not repeated.
func TestAListingThatFailsIsNamedOnce(t *testing.T) {
	objects := refusing{buckettest.NewMemory(), "list"}
	if _, err := LastRunsIn(objects).All(t.Context()); fmt.Sprint(err) != errRefused.Error() {
		t.Error(err)
	}
	tenant := ForTenant(objects, "t")
	if _, _, err := tenant.Dates(t.Context()); fmt.Sprint(err) != errRefused.Error() {
		t.Error(err)
	}
	if _, err := tenant.Verify(t.Context(), "2026-11-23"); fmt.Sprint(err) != errRefused.Error() {
		t.Error(err)
	}
}
