package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"secure-score-reporter/internal/score/scoretest"
)

func TestSnapshotsSurviveTheStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := snapshots().Draw(t, "snapshot")
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// notStored are the fields that the store does not keep, with the reason.
var notStored = map[string]string{
	"Controls.Excepted":    "the configuration says so, and it can change",
	"Controls.Description": "Microsoft sends it for the newest day only, and only the newest day is shown",
}

func TestEveryFieldSurvivesTheStore(t *testing.T) {
	for pass := range scoretest.Passes {
		var want Snapshot
		if err := scoretest.Fill(&want, pass, slices.Sorted(maps.Keys(notStored))...); err != nil {
			t.Fatal(err)
		}
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("pass %d: a field does not survive (-want +got)\n%s", pass, diff)
		}
	}
}

// Snapshots of schema 1 are in the stores of users, so their form must stay
// readable, whatever becomes of the types here.
func TestSchema1StaysReadable(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "schema1.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	want := Snapshot{
		TenantID: "t", Date: "2026-11-23", Current: 16.67, Max: 30, Thin: true, ActiveUsers: 7,
		EnabledServices: []string{"HasAADP1"},
		Averages: []Average{
			{Basis: "TotalSeats", Percent: 51.5, SeatsFrom: 100, SeatsTo: 300,
				Categories: []CategoryAverage{{"Identity", 20, 40}}},
			{Basis: "AllTenants", Percent: math.NaN()},
		},
		Controls: []Control{
			{
				ID: "AdminMFAV2", Title: "Require MFA", Category: "Identity", Service: "AzureAD", Points: 6.67,
				Percent: 66.7,
				Max:     10, MaxSource: MaxOfProfile, State: "ThirdParty", StateBy: "kim@contoso.example",
				StateAt: time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC), StateComment: "by a token",
				LastSynced: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC), ImplementationStatus: "2 of 3 admins",
				HasProfile: true,
				Rank:       4, Cost: Low, UserImpact: Moderate, Tier: "Core", ActionType: "Config",
				Threats:   []string{"Account Breach"},
				ActionURL: "https://entra.microsoft.com", Extra: Undocumented{"on": json.RawMessage(`"false"`)},
			},
			{ID: "Old", Points: 10, Percent: math.NaN(), Max: 20, MaxSource: MaxComputed, Deprecated: true},
		},
		Extra: Undocumented{"vendor": json.RawMessage(`{"name": "x"}`)},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, data string
		future     bool
		want       string
	}{
		{"nothing", "", false, "at byte 0: unexpected EOF"},
		{"a snapshot that is cut off", `{"schema":1,"date":"2026-11-23","contr`, false, "at byte 38: unexpected EOF"},
		{"no JSON", `{"schema":1,"date":tru}`, false, "at byte 22: invalid character '}' in literal true"},
		{"a number in place of the date", `{"schema":1,"date":20261123}`, false, "/date: unexpected number"},
		{"points of another form", `{"schema":1,"controls":[{"id":"a"},{"points":"x"}]}`, false,
			"/controls/1/points: unexpected string"},
		{"a time that is none", `{"schema":1,"controls":[{"stateAt":"soon"}]}`, false, "/controls/0/stateAt: parsing time"},
		{"no version", `{"date":"2026-11-23"}`, false, "no schema version"},
		{"version zero", `{"schema":0,"date":"2026-11-23"}`, false, "no schema version"},
		{"no date", `{"schema":1}`, false, `date: "" is not a date`},
		{"a day that does not exist", `{"schema":1,"date":"2026-02-30"}`, false, `"2026-02-30" is not a date`},
		{"a newer version", `{"schema":2,"date":"2026-11-23"}`, true, "schema 2, this program knows up to 1"},
		{"a newer version of another form", `{"schema":2,"date":20261123}`, true, "schema 2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Decode([]byte(tc.data))
			if err == nil || errors.Is(err, ErrFromTheFuture) != tc.future || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Decode = %v, want %q, from a newer program: %v", err, tc.want, tc.future)
			}
		})
	}
}

// Documents of other packages have schema versions of their own.
func TestCheckSchemaUpToTheKnownVersion(t *testing.T) {
	for _, tc := range []struct {
		doc    string
		known  int
		future bool
		fails  bool
	}{
		{`{"schema":1}`, 1, false, false},
		{`{"schema":1}`, 2, false, false},
		{`{"schema":2}`, 2, false, false},
		{`{"schema":3}`, 2, true, true},
		{`{"schema":0}`, 2, false, true},
		{`{}`, 2, false, true},
		{`{"sch`, 2, false, false}, // the reader of the whole document reports it
	} {
		err := CheckSchema([]byte(tc.doc), tc.known)
		if (err != nil) != tc.fails || errors.Is(err, ErrFromTheFuture) != tc.future {
			t.Errorf("CheckSchema(%s, %d) = %v, want an error: %t, from a newer program: %t", tc.doc, tc.known, err,
				tc.fails, tc.future)
		}
	}
}

func TestEncodeRefusesWhatJSONCannotHold(t *testing.T) {
	if data, err := Encode(Snapshot{Date: "2026-11-23", Current: math.NaN()}); err == nil ||
		!strings.Contains(err.Error(), "snapshot 2026-11-23") {
		t.Errorf("Encode = %s, %v, want an error that names the day", data, err)
	}
}

func TestUnknownTimesAreNotStored(t *testing.T) {
	data, err := Encode(of("2026-11-23", scored("A", 1, 2)))
	if err != nil || bytes.Contains(data, []byte("stateAt")) || bytes.Contains(data, []byte("lastSynced")) {
		t.Errorf("%v, stored %s", err, data)
	}
}

func FuzzDecode(f *testing.F) {
	seed, _ := Encode(of("2026-11-23", scored("AdminMFAV2", 6.67, 10)))
	f.Add(seed)
	f.Add([]byte(`{"schema":1,"date":"2026-11-23","averages":[{"basis":"x"}],` +
		`"controls":[{"id":"a","percent":66.7,"extra":{"on":"false"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkWritten(t, data)
		s, err := Decode(data)
		if err != nil {
			return
		}
		once, err := Encode(s)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		again, err := Decode(once)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		twice, err := Encode(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("round trip changed the bytes (%v):\n%s\n%s", err, once, twice)
		}
	})
}
