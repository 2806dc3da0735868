package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

const oneScoreElement = `{"id":"t_2026-11-23","createdDateTime":"2026-11-23T00:00:00Z","currentScore":5,"maxScore":10,
	"controlScores":[{"controlName":"A","score":5,"scoreInPercentage":50}]}`

// twoPages is a catalogue of two pages.
var twoPages = sync.OnceValue(func() []json.RawMessage { return graphtest.Profiles(1200) })

func TestCataloguePages(t *testing.T) {
	// Graph's own links lead to Graph. Behind a proxy they must lead to the
	// proxy.
	fake := newFake(t, graphtest.Options{LinkRoot: "https://graph.microsoft.com/v1.0"})
	fake.Serve(graphtest.Scores("2026-11-23", 2, 1200), twoPages())
	reading, err := newClient(t, fake.URL).Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(reading.Catalogue) != 1200 || len(reading.Snapshot.WithoutProfile()) != 0 || len(reading.Oddities) != 0 {
		t.Errorf("%d profiles, controls without a profile %v, oddities %v", len(reading.Catalogue),
			reading.Snapshot.WithoutProfile(), reading.Oddities)
	}
	var pages []string
	for _, r := range fake.Requests() {
		if strings.HasSuffix(r.Path, "Profiles") {
			pages = append(pages, r.Query)
		}
	}
	want := []string{"$top=999", "$top=999&$skiptoken=999-999"}
	if !slices.Equal(pages, want) {
		t.Errorf("pages %q, want %q", pages, want)
	}
}

func TestNextLinks(t *testing.T) {
	page := func(link, id string) string {
		return fmt.Sprintf(`{"@odata.nextLink":%s,"value":[{"id":%q,"maxScore":1}]}`, link, id)
	}
	for name, c := range map[string]struct {
		link     string
		cause    error
		profiles int
		odd      score.OddityKind
	}{
		"null":           {`null`, nil, 1, ""},
		"empty":          {`""`, nil, 1, ""},
		"other host":     {`"https://evil.example/beta/security/SecureScoreControlProfiles/?$skiptoken=2"`, nil, 2, ""},
		"relative":       {`"security/secureScoreControlProfiles?$skiptoken=2"`, ErrMalformed, 0, ""},
		"absolute path":  {`"/v1.0/security/secureScoreControlProfiles?$skiptoken=2"`, nil, 2, ""},
		"same page":      {`"/v1.0/security/secureScoreControlProfiles?$skiptoken=1"`, nil, 1, score.CatalogueCircle},
		"another list":   {`"https://graph.microsoft.com/v1.0/security/secureScores?$skiptoken=2"`, ErrMalformed, 0, ""},
		"another route":  {`"https://graph.microsoft.com/v1.0/users"`, ErrMalformed, 0, ""},
		"not an address": {`"%zz"`, ErrMalformed, 0, ""},
		"a number":       {`7`, ErrMalformed, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case strings.HasSuffix(r.URL.Path, "/secureScores"):
					fmt.Fprint(w, value(oneScoreElement))
				case r.URL.Query().Get("$skiptoken") == "2":
					fmt.Fprint(w, value(`{"id":"B","maxScore":2}`))
				default:
					fmt.Fprint(w, page(c.link, "A"))
				}
			}))
			t.Cleanup(server.Close)
			reading, err := newClient(t, server.URL+"/v1.0").Today(t.Context())
			if !errors.Is(err, c.cause) {
				t.Fatalf("got %v, want %v", err, c.cause)
			}
			if len(reading.Catalogue) != c.profiles || c.odd != "" && !slices.Contains(reading.Oddities, odd(c.odd, "")) {
				t.Errorf("%d profiles, %v", len(reading.Catalogue), reading.Oddities)
			}
		})
	}
}

func TestCatalogueLimits(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*limits)
		want   string
	}{
		"pages":     {func(l *limits) { l.pages = 1 }, "more than 1 pages"},
		"profiles":  {func(l *limits) { l.entries = 1100 }, "more than 1100 profiles"},
		"a page":    {func(l *limits) { l.page = 1 << 20 }, "more than 1 MiB"},
		"all pages": {func(l *limits) { l.catalogue = 2 << 20 }, "more than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Serve(graphtest.Scores("2026-11-23", 1, 1), twoPages())
			client := newClient(t, fake.URL)
			c.change(&client.limits)
			_, err := client.Today(t.Context())
			if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestScoreLimits(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	client := newClient(t, fake.URL)
	client.limits.entries = 59
	_, err := client.readScore(t.Context())
	if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "more than 59 controls in one score") {
		t.Errorf("got %v", err)
	}
}

// 10,000 controls are refused by name, before they cost memory.
func TestTenThousandControls(t *testing.T) {
	for name, c := range map[string]struct {
		controls, profiles int
		want               string
	}{
		"controls": {10_000, 1, "more than 1200 controls in one score: answer too large"},
		"profiles": {1, 10_000, "more than 1200 profiles: answer too large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Serve(graphtest.Scores("2026-11-23", 1, c.controls), graphtest.Profiles(c.profiles))
			_, err := newClient(t, fake.URL).Today(t.Context())
			if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// odd is an oddity that is there once.
func odd(kind score.OddityKind, of string) score.Oddity {
	return score.Oddity{Kind: kind, Of: of, Times: 1}
}

func TestLongTextIsCut(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	cut := func(field string) score.Oddity {
		return score.Oddity{Kind: score.TooLong, Field: field, Of: "A", Times: 1}
	}
	element := strings.Replace(oneScoreElement, `"score":5`, `"score":5,"description":"`+strings.Repeat("ü", 40_000)+
		`","controlCategory":"`+strings.Repeat("ü", 1000)+`"`, 1)
	fake.Serve([]json.RawMessage{json.RawMessage(element)}, graphtest.Profiles(1))
	reading, err := newClient(t, fake.URL).Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := reading.Snapshot.Controls[0].Description; len(got) > 64<<10+len("…") || !utf8.ValidString(got) ||
		!slices.Contains(reading.Oddities, cut("description")) {
		t.Errorf("%d bytes, %v", len(got), reading.Oddities)
	}
	if got := reading.Snapshot.Controls[0].Category; got != strings.Repeat("ü", 512)+"…" ||
		!slices.Contains(reading.Oddities, cut("controlCategory")) {
		t.Errorf("a text on one line: %d bytes, %v", len(got), reading.Oddities)
	}
}
