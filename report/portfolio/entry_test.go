package portfolio_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// A kept entry is the tenant that Reduce made, at any later moment.
func TestEntriesAreWhatWasReduced(t *testing.T) {
	for i := range 200 {
		in := portfoliotest.Read(i)
		later := i % 5 // days
		if later > 0 {
			in.Exceptions = nil // they hold on a day; see Basis
		}
		data, err := portfolio.Encode(portfolio.Reduce(in))
		if err != nil {
			t.Fatal(err)
		}
		in.Now = in.Now.AddDate(0, 0, later)
		got, err := portfolio.Decode(data, in)
		if err != nil {
			t.Fatal(err)
		}
		want := portfolio.Reduce(in)
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("tenant %d (-reduced +kept):\n%s", i, diff)
		}
	}
}

// Where Reduce makes another tenant of the same reading, this test fails, and
// entryForm has to be raised before the golden file is written again: entries
// that an earlier version kept are wrong.
func TestEntryForm(t *testing.T) {
	in := portfoliotest.Read(3)
	in.Exceptions = []score.Exception{{Control: in.Snapshot.Controls[0].ID, Reason: "Risk accepted", Until: "2026-12-31"}}
	basis, err := in.Basis("P7D")
	if err != nil {
		t.Fatal(err)
	}
	others := sha256.New()
	for i := range 200 {
		others.Write(rounded(t, kept(t, portfoliotest.Read(i))))
	}
	got := rounded(t, fmt.Appendf(nil, `{"basis": %s, "entry": %s, "others": "%x"}`, basis, kept(t, in), others.Sum(nil)))
	reporttest.Golden(t, "entry.golden.json", got)
}

// kept is the entry of a reading.
func kept(t *testing.T, in portfolio.Reading) []byte {
	t.Helper()
	data, err := portfolio.Encode(portfolio.Reduce(in))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// rounded is a document in which the last digits of numbers, in which kinds of
// processors differ, do not count.
func rounded(t *testing.T, data []byte) []byte {
	t.Helper()
	var document any
	err := json.Unmarshal(data, &document)
	var round func(any) any
	round = func(v any) any {
		switch v := v.(type) {
		case float64:
			return math.Round(v*1e6) / 1e6
		case []any:
			for i := range v {
				v[i] = round(v[i])
			}
		case map[string]any:
			for key := range v {
				v[key] = round(v[key])
			}
		}
		return v
	}
	data, errIndent := json.MarshalIndent(round(document), "", "  ")
	if err = errors.Join(err, errIndent); err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

// All that changes what Reduce makes, beside the days, is in the basis.
func TestBasis(t *testing.T) {
	in := portfoliotest.Read(1)
	in.Exceptions, in.Goal = nil, &report.Goal{Percent: 80}
	seen := map[string]string{}
	basis := func(name, period string, in portfolio.Reading) string {
		b, err := in.Basis(period)
		if err != nil {
			t.Fatal(err)
		}
		if other, there := seen[b]; there && name != "another moment" {
			t.Errorf("%s has the basis of %s", name, other)
		}
		seen[b] = name
		return b
	}
	first := basis("the first", "P7D", in)
	basis("another period", "P1D", in)
	for name, change := range map[string]func(*portfolio.Reading){
		"other zones":     func(in *portfolio.Reading) { in.Zones.Good = 90 },
		"another goal":    func(in *portfolio.Reading) { in.Goal = &report.Goal{Percent: 99} },
		"no goal":         func(in *portfolio.Reading) { in.Goal = nil },
		"another history": func(in *portfolio.Reading) { in.Stored = []score.Date{"2026-11-16"} },
		"another owner":   func(in *portfolio.Reading) { in.Owner = "11111111-1111-1111-1111-111111111111" },
		"an exception":    func(in *portfolio.Reading) { in.Exceptions = []score.Exception{{Control: "a", Reason: "b"}} },
		"an exception tomorrow": func(in *portfolio.Reading) {
			in.Exceptions, in.Now = []score.Exception{{Control: "a", Reason: "b"}}, in.Now.AddDate(0, 0, 1)
		},
	} {
		other := in
		change(&other)
		basis(name, "P7D", other)
	}
	in.Now = in.Now.AddDate(0, 0, 1)
	if basis("another moment", "P7D", in) != first {
		t.Error("without exceptions the day changes the basis")
	}
}

func FuzzEntry(f *testing.F) {
	data, err := portfolio.Encode(portfolio.Reduce(portfoliotest.Read(3)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"Open": {"ID": ["a"], "Title": []}}`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if read, err := portfolio.Decode(data, portfolio.Reading{Now: portfoliotest.Now}); err == nil {
			portfolio.Build(portfolio.Input{Now: portfoliotest.Now, Tenants: []portfolio.Tenant{read}})
		}
	})
}
