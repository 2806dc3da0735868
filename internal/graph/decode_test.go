package graph

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/score"
)

func raw(s string) json.RawMessage { return json.RawMessage(s) }

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// read reads one score and a catalogue from their JSON.
func read(t *testing.T, scoreElement string, profiles ...string) (Reading, error) {
	t.Helper()
	return newClient(t, serveText(t, value(scoreElement), value(profiles...))).Today(t.Context())
}

func TestWholeScore(t *testing.T) {
	reading, err := read(t, readFile(t, "score.json"), readFile(t, "profile.json"))
	if err != nil {
		t.Fatal(err)
	}
	stateAt := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	want := Reading{
		Snapshot: score.Snapshot{
			TenantID: "T1", Date: "2026-11-23", Current: 6.67, Max: 30.5, ActiveUsers: 40,
			EnabledServices: []string{"HasAADP1", "HasEOP"},
			Averages: []score.Average{
				{
					Basis: "AllTenants", Percent: 51.06,
					Categories: []score.CategoryAverage{
						{Category: "Apps", Points: 29.65}, {Category: "Identity", Points: 36.02, Max: 59.42},
					},
				},
				{Basis: "IndustryTypes", Percent: math.NaN(), SeatsFrom: 6, SeatsTo: 99},
				{Basis: "TotalSeats", Percent: math.NaN(), SeatsFrom: 1, SeatsTo: 100},
			},
			Controls: []score.Control{
				{
					ID: "mfa_V2", Title: "Ensure MFA", Category: "Identity", Service: "AzureAD",
					Points: 6.67, Percent: 66.7, Max: 10, MaxSource: score.MaxOfProfile,
					State: "ThirdParty", StateBy: "ann@contoso.example", StateAt: stateAt, StateComment: "by Okta",
					StateAssigned: "sam@contoso.example", Tally: score.Tally{Count: 0, Total: 15},
					LastSynced:  time.Date(2026, 11, 22, 17, 12, 14, 0, time.UTC),
					Description: "<p>long</p>", ImplementationStatus: "You have 3 of 40 users registered in <ContosoPolicy>& more.",
					HasProfile: true, Deprecated: true, Rank: 3, Cost: score.Moderate, UserImpact: score.Unknown,
					Tier: "Defense In Depth", ActionType: "Config", Threats: []string{"Account Breach"},
					ActionURL: "https://x.example/?tid=1#view/Y",
					Extra: score.Undocumented{
						"on": raw(`"false"`), "state": raw(`"default"`),
						"NotScored": raw(`true`), "expiry": raw(`null`),
					},
				},
				{
					ID: "scid_1", Title: "scid_1", Cost: score.Unknown, UserImpact: score.Unknown,
					Extra: score.Undocumented{"total": raw(`7`)},
				},
			},
			Extra: score.Undocumented{"brandNew": raw(`{"a": 1}`), "licensedUserCount": raw(`505785`)},
		},
		Catalogue: []score.Profile{{
			ID: "MFA_v2", Title: "Ensure MFA", Category: "Apps", Service: "AzureAD", Max: 10, Deprecated: true, Rank: 3,
			Cost: score.Moderate, UserImpact: score.Unknown, Tier: "Defense In Depth", ActionType: "Config",
			Threats: []string{"Account Breach"}, ActionURL: "https://x.example/?tid=1#view/Y",
			Remediation: "<p>Do it <DomainName>", RemediationImpact: "None.",
			State: "ThirdParty", StateBy: "ann@contoso.example", StateAt: stateAt, StateComment: "by Okta",
			StateAssigned: "sam@contoso.example",
		}},
		Oddities: []score.Oddity{
			{Kind: score.Nameless, Of: "who knows", Times: 1}, {Kind: score.AverageLeftOut, Times: 2},
			{Kind: score.SentTwice, Of: "SCID_1", Times: 1},
		},
	}
	if diff := cmp.Diff(want, reading, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestImpossibleScores(t *testing.T) {
	head := `"createdDateTime":"2026-11-23T00:00:00Z",`
	control := func(points string) string {
		return `{` + head + `"currentScore":1,"maxScore":1,` +
			`"controlScores":[{"controlName":"AdminMFAV2","score":` + points + `}]}`
	}
	for name, c := range map[string]struct{ element, want string }{
		"text":           {control(`"a lot"`), `the score of control AdminMFAV2 "a lot" is not a number`},
		"NaN":            {control(`"NaN"`), "AdminMFAV2"},
		"infinite":       {control(`"-Infinity"`), "AdminMFAV2"},
		"negative":       {control(`-0.01`), "control AdminMFAV2 has -0.01 points: impossible score"},
		"absurd":         {control(`1e300`), "control AdminMFAV2 has 1e+300 points"},
		"beyond":         {control(`1e400`), "AdminMFAV2"},
		"object":         {control(`{}`), "the score of control AdminMFAV2 is not a number"},
		"truth":          {control(`true`), "AdminMFAV2"},
		"no current":     {`{` + head + `"maxScore":1}`, "the score of 2026-11-23 has no currentScore"},
		"null max":       {`{` + head + `"currentScore":1,"maxScore":null}`, "has no maxScore"},
		"negative total": {`{` + head + `"currentScore":-1,"maxScore":1}`, "-1 points"},
		"text total": {
			`{` + head + `"currentScore":[],"maxScore":1}`, "currentScore of the score of 2026-11-23 is not a number",
		},
		"no date": {`{"id":"NA","currentScore":1,"maxScore":1}`, `a score without a date, whose id is "NA"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(t, c.element)
			if !errors.Is(err, ErrImpossible) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for name, c := range map[string]struct {
		id, created string
		date        score.Date
	}{
		"both":              {"t_2026-11-22", `"2026-11-23T00:00:00Z"`, "2026-11-23"},
		"id NA":             {"NA", `"2026-11-23T15:21:00.1234567Z"`, "2026-11-23"},
		"id alone":          {"t_2026-11-23", `null`, "2026-11-23"},
		"year one":          {"t_2026-11-23", `"0001-01-01T00:00:00Z"`, "2026-11-23"},
		"unreadable":        {"t_2026-11-23", `"yesterday"`, "2026-11-23"},
		"zone":              {"x", `"2026-11-22T23:30:00-02:00"`, "2026-11-23"},
		"without zone":      {"x", `"2026-11-23T00:00:00"`, "2026-11-23"},
		"a day":             {"x", `"2026-11-23"`, "2026-11-23"},
		"tenant with blank": {"a b_2026-11-23", `7`, "2026-11-23"},
	} {
		t.Run(name, func(t *testing.T) {
			reading, err := read(t, `{"id":"`+c.id+`","createdDateTime":`+c.created+
				`,"currentScore":0,"maxScore":0,"controlScores":null}`)
			if err != nil || reading.Snapshot.Date != c.date {
				t.Errorf("date %q, %v", reading.Snapshot.Date, err)
			}
		})
	}
}

// T4: an id that names no tenant.
func TestTenantOfAScore(t *testing.T) {
	const id = "2f9a0f4e-7a52-4a7c-9c3a-0f4e2f9a7a52"
	for sent, want := range map[string]string{
		id: id, "NA": "NA", "": "", "00000000-0000-0000-0000-000000000000": "", "{00000000000000000000000000000000}": "",
	} {
		reading, err := read(t, `{"id":"x_2026-11-23","azureTenantId":"`+sent+`","currentScore":0,"maxScore":0}`)
		if err != nil || reading.Snapshot.TenantID != want {
			t.Errorf("%q: got %q, %v", sent, reading.Snapshot.TenantID, err)
		}
	}
}

func TestNewestDayCounts(t *testing.T) {
	element := func(date string) string {
		return `{"id":"t_` + date + `","currentScore":1,"maxScore":2,"controlScores":[]}`
	}
	reading, err := read(t, element("2026-11-20")+","+element("2026-11-23")+","+element("2026-11-22"))
	if err != nil || reading.Snapshot.Date != "2026-11-23" {
		t.Errorf("date %q, %v", reading.Snapshot.Date, err)
	}
}

func TestUnreadableValuesAreOddities(t *testing.T) {
	reading, err := read(t, `{"id":"t_2026-11-23","currentScore":1,"maxScore":2,
		"averageComparativeScores":{},"activeUserCount":-5,"controlScores":[
		{"controlName":"A","score":1,"scoreInPercentage":"most","lastSynced":"soon","implementationStatus":["x"]},
		{"controlName":"B","score":null,"scoreInPercentage":-1,"lastSynced":"later"}]}`,
		`{"id":"A","maxScore":-1,"deprecated":"perhaps","rank":1e99,"threats":{"a":1},"controlStateUpdates":"none"}`,
		`{"id":"B"}`, `{"id":"C","maxScore":"x"}`, `{"title":"no id at all here"}`, `{"id":"a","title":"again"}`,
	)
	if err != nil {
		t.Fatal(err)
	}
	unreadable := func(field, of string, times int) score.Oddity {
		return score.Oddity{Kind: score.Unreadable, Field: field, Of: of, Times: times}
	}
	want := []score.Oddity{
		unreadable("scoreInPercentage", "A", 1), unreadable("lastSynced", "A", 2),
		unreadable("implementationStatus", "A", 1), {Kind: score.PointsMissing, Of: "B", Times: 1},
		unreadable("averageComparativeScores", "", 1),
		unreadable("deprecated", "A", 1), unreadable("threats", "A", 1), unreadable("controlStateUpdates", "A", 1),
		{Kind: score.ProfileMaxMissing, Of: "A", Times: 4}, {Kind: score.ProfileNameless, Of: "no id at all here", Times: 1},
		{Kind: score.ProfileTwice, Of: "a", Times: 1},
	}
	if diff := cmp.Diff(want, reading.Oddities); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	a := controlByID(t, reading.Snapshot, "A")
	wantExtra := score.Undocumented{
		"scoreInPercentage": raw(`"most"`), "lastSynced": raw(`"soon"`), "implementationStatus": raw(`["x"]`),
	}
	if diff := cmp.Diff(wantExtra, a.Extra); diff != "" || a.MaxKnown() || !a.HasProfile || a.Rank != 0 {
		t.Errorf("A: %+v\n%s", a, diff)
	}
	if b := controlByID(t, reading.Snapshot, "B"); !b.Unread || b.Points != 0 || a.Unread {
		t.Errorf("B has %v points, unread %t; A unread %t", b.Points, b.Unread, a.Unread)
	}
	for _, id := range []string{"A", "B", "C"} {
		if p := find(reading.Catalogue, id); p == nil || p.Max != 0 || !p.MaxUnusable {
			t.Errorf("profile %s: %+v", id, p)
		}
	}
	if len(reading.Catalogue) != 3 {
		t.Errorf("%d profiles", len(reading.Catalogue))
	}
}

func TestProfilesOf2018(t *testing.T) {
	for name, c := range map[string]struct{ sent, id, title string }{
		"swapped": {
			`{"title":"AdminMFA","controlName":"Enable MFA for all admins"}`, "AdminMFA", "Enable MFA for all admins",
		},
		"swapped, no name": {`{"title":"AdminMFA","controlName":null,"deprecated":true}`, "AdminMFA", "AdminMFA"},
		"not swapped":      {`{"title":"Enable MFA","controlName":"AdminMFA"}`, "AdminMFA", "Enable MFA"},
		"one word each":    {`{"title":"Mfa","controlName":"AdminMFA"}`, "AdminMFA", "Mfa"},
		"id null":          {`{"id":null,"controlName":"AdminMFA"}`, "AdminMFA", "AdminMFA"},
		"title alone":      {`{"title":"Enable MFA"}`, "", ""},
		"nothing":          {`{}`, "", ""},
		"dot and digit": {
			`{"id":"11770.MDA_Google_EnableTwoFactorAuth"}`, "11770.MDA_Google_EnableTwoFactorAuth",
			"11770.MDA_Google_EnableTwoFactorAuth",
		},
		"with an id as well": {`{"id":"AdminMFA","title":" Enable  MFA","controlName":"x"}`, "AdminMFA", "Enable MFA"},
	} {
		t.Run(name, func(t *testing.T) {
			sent, in := &props{notes: newNotes()}, newStream(strings.NewReader(c.sent), 1<<10)
			if err := sent.next(in, "a profile"); err != nil {
				t.Fatal(err)
			}
			p, ok := profileOf(sent)
			if p.ID != c.id || p.Title != c.title || ok != (c.id != "") {
				t.Errorf("got %q %q %t", p.ID, p.Title, ok)
			}
		})
	}
}
