package score

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score/scoretest"
)

// fullDay is a day of which every field is set.
func fullDay(t testing.TB) Day {
	t.Helper()
	var d Day
	if err := scoretest.Fill(&d, 0); err != nil {
		t.Fatal(err)
	}
	d.Date = "2026-11-23"
	return d
}

// checkWrittenDays compares the two ways to read a history, unless only one
// can.
func checkWrittenDays(t testing.TB, data []byte) (ok bool) {
	t.Helper()
	tenant, days, ok := decodeWrittenDays(data)
	if !ok {
		return false
	}
	of, want, err := decodeAnyDays(data)
	if err != nil || tenant != of {
		t.Fatalf("%s: the tenant is %q, not %q (%v)", data, tenant, of, err)
	}
	if diff := cmp.Diff(want, days, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-decodeAnyDays +decodeWrittenDays)\n%s", data, diff)
	}
	return true
}

func TestWrittenDaysAreReadTheShortWay(t *testing.T) {
	headline := Day{Headline: Headline{"2026-11-24", 1.25, 2}, AllTenants: math.NaN(), Similar: math.NaN()}
	want := []Day{fullDay(t), headline}
	for _, tenant := range []string{"", "contoso.example", "<ü>"} {
		data, err := EncodeDays(tenant, want)
		if err != nil {
			t.Fatal(err)
		}
		if !checkWrittenDays(t, data) {
			t.Errorf("read the long way: %s", data)
		}
		of, got, err := DecodeDays(data)
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); err != nil || of != tenant || diff != "" {
			t.Errorf("of %q, error %v (-want +got)\n%s", of, err, diff)
		}
	}
}

func TestOtherFormsOfDaysAreReadTheLongWay(t *testing.T) {
	const usual = `{"schema":1,"tenant":"t","days":[{"date":"2026-11-23","current":1,"max":2,` +
		`"split":{"earned":1,"declared":0,"accepted":0,"open":1},"moves":{"since":"2026-11-22","gained":3},"flipped":["a"]}]}`
	if !checkWrittenDays(t, []byte(usual)) {
		t.Fatal("the usual form is read the long way")
	}
	for _, change := range [][2]string{
		{`"schema":1`, `"schema":2`},
		{`"tenant":"t"`, `"tenantId":"t"`},
		{`"current":1,"max":2`, `"max":2,"current":1`},
		{`"current":1`, `"current": 1`},
		{`"max":2`, `"max":2e0`},
		{`"earned":1,`, ``},
		{`"since":"2026-11-22"`, `"since":""`},
		{`"since":"2026-11-22",`, ``},
		{`"gained":3`, `"gained":3,"new":1`},
		{`["a"]`, `[]`},
		{`{"date":"2026-11-23","current":1`, `{,"current":1`},
		{`[{"date"`, `[},{"date"`},
		{`{"earned":1,"declared":0,"accepted":0,"open":1}`, `}`},
		{`{"since":"2026-11-22","gained":3}`, `}`},
		{`]}]}`, `]}],"more":1}`},
		{`]}]}`, `]}]} `},
		{`]}]}`, `]}]`},
	} {
		data := bytes.Replace([]byte(usual), []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(data, []byte(usual)) || checkWrittenDays(t, data) {
			t.Errorf("%s in place of %s is read the short way", change[1], change[0])
		}
	}
}

// A day that was stored before drift was kept apart has none.
func TestADayFromBeforeDriftWasKept(t *testing.T) {
	_, days, err := DecodeDays([]byte(`{"schema":1,"tenantId":"t","days":[{"date":"2026-11-23","current":1,"max":2,` +
		`"moves":{"since":"2026-11-22","gained":0.4,"lost":3}}]}`))
	want := Moves{Since: "2026-11-22", Gained: 0.4, Lost: 3}
	if err != nil || len(days) != 1 || days[0].Moves != want {
		t.Errorf("%+v (%v), want the moves %+v", days, err, want)
	}
}

// A history with numbers whose sums no document can have is damaged.
func TestHugePointsOfADayAreRefused(t *testing.T) {
	for _, day := range []string{
		`"current":1e308`, `"max":-1e300`, `"max":-2000000000`, `"split":{"open":1e308}`,
		`"moves":{"since":"2026-11-22","gained":1e308}`, `"moves":{"since":"2026-11-22","lost":1e10}`,
		`"moves":{"since":"2026-11-22","drift":-1e308}`,
	} {
		_, days, err := DecodeDays(fmt.Appendf(nil, `{"schema":1,"days":[{"date":"2026-11-23",%s}]}`, day))
		if err == nil {
			t.Errorf("%s is read: %+v", day, days)
		}
	}
}

// Whatever a history holds, it is read or refused, and what was read is stored
// as it was.
func FuzzDays(f *testing.F) {
	seed, err := EncodeDays("t", []Day{fullDay(f), {Headline: Headline{Date: "2026-11-24", Max: 1}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"schema":1,"days":[{"date":"2026-11-23","moves":{"retired":1},"split":{}},{"date":"2026-11-23"}]}`))
	f.Add([]byte(`{"schema":99,"days":8}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkWrittenDays(t, data)
		tenant, days, err := DecodeDays(data)
		if err != nil {
			return
		}
		once, err := EncodeDays(tenant, days)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		_, again, err := DecodeDays(once)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		if diff := cmp.Diff(days, again, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("round trip changed the days (-before +after)\n%s", diff)
		}
	})
}

func BenchmarkDecodeDays(b *testing.B) {
	var days []Day
	for i := range 400 {
		d := fullDay(b)
		d.Date, d.Flipped = d.Date.AddDays(i), nil
		days = append(days, d)
	}
	data, err := EncodeDays("t", days)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, err := DecodeDays(data); err != nil {
			b.Fatal(err)
		}
	}
}
