package graph

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"

	"github.com/google/go-cmp/cmp"
)

const testToken = "eyJ0eXAiOiJKV1QifQ.c2VjcmV0.c2lnbmF0dXJl"

// fakeData is 90 days of 60 controls, and 80 profiles.
var fakeData = sync.OnceValues(func() (scores, profiles []json.RawMessage) {
	return graphtest.Scores("2026-11-23", 90, 60), graphtest.Profiles(80)
})

// newFake is a fake Graph that serves fakeData.
func newFake(t testing.TB, o graphtest.Options) *graphtest.Server {
	t.Helper()
	fake, err := graphtest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	fake.Serve(fakeData())
	return fake
}

// waits records the waits of a client.
type waits []time.Duration

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	*w = append(*w, d)
	return ctx.Err()
}

func constant(value string) Secret {
	return func(context.Context) (string, error) { return value, nil }
}

// newClient is a client that does not wait between tries.
func newClient(t testing.TB, root string, change ...func(*Options)) *Client {
	t.Helper()
	o := Options{URL: root, SignIn: SignIn{Token: constant(testToken)}}
	o.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	for _, c := range change {
		c(&o)
	}
	client, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// serveText is a Graph whose answers are two fixed texts.
func serveText(t testing.TB, scores, profiles string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/secureScores") {
			_, _ = w.Write([]byte(scores))
			return
		}
		_, _ = w.Write([]byte(profiles))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/v1.0"
}

func value(elements ...string) string { return `{"value":[` + strings.Join(elements, ",") + `]}` }

func controlByID(t testing.TB, s score.Snapshot, id string) score.Control {
	t.Helper()
	for _, c := range s.Controls {
		if score.Fold(c.ID) == score.Fold(id) {
			return c
		}
	}
	t.Fatalf("no control %q in %d controls", id, len(s.Controls))
	return score.Control{}
}

func TestToday(t *testing.T) {
	fake := newFake(t, graphtest.Options{Token: testToken})
	fake.Fail(graphtest.Fault{Delay: 50 * time.Millisecond})
	client := newClient(t, fake.URL, func(o *Options) { o.UserAgent = "secure-score-reporter/1.2.3" })
	reading, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := reading.Snapshot
	got := []any{s.Date, s.TenantID, s.Thin, len(s.Controls), len(s.WithoutProfile()), s.Sum()}
	want := []any{score.Date("2026-11-23"), graphtest.TenantID, false, 60, 0, s.Current}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("date, tenant, thin, controls, without a profile, sum (-want +got):\n%s", diff)
	}
	if len(reading.Catalogue) != 80 || reading.Partial || len(reading.Oddities) != 0 {
		t.Errorf("%d profiles, partial %t, oddities %v", len(reading.Catalogue), reading.Partial, reading.Oddities)
	}

	// Score and catalogue are read at the same time. The score's answer has a
	// nextLink, which the client does not follow.
	if n := fake.MostAtOnce(); n != 2 {
		t.Errorf("%d requests at once, want 2", n)
	}
	var requests []string
	for _, r := range fake.Requests() {
		requests = append(requests, r.Path+"?"+r.Query+" "+r.Header.Get("User-Agent"))
	}
	slices.Sort(requests)
	wantRequests := []string{
		"/v1.0/security/secureScoreControlProfiles?$top=999 secure-score-reporter/1.2.3",
		"/v1.0/security/secureScores?$top=1 secure-score-reporter/1.2.3",
	}
	if diff := cmp.Diff(wantRequests, requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestTodayChangesDuringTheDay(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	client := newClient(t, fake.URL)
	before, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fake.Serve(graphtest.Scores("2026-11-23", 1, 61), graphtest.Profiles(80))
	after, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if before.Snapshot.Date != after.Snapshot.Date || len(after.Snapshot.Controls) != 61 {
		t.Errorf("%s, then %s with %d controls", before.Snapshot.Date, after.Snapshot.Date, len(after.Snapshot.Controls))
	}
}

func TestNewNamesEveryMistake(t *testing.T) {
	secret := &ClientSecret{ClientID: "app", Secret: constant("s")}
	for name, c := range map[string]struct {
		options Options
		want    []string
	}{
		"nothing": {Options{}, []string{"none of federation"}},
		"cloud": {
			Options{Cloud: "china", SignIn: SignIn{Token: constant("t")}}, []string{`cloud "china"`, "usgovdod"},
		},
		"url": {
			Options{URL: "graph.microsoft.com", SignIn: SignIn{Token: constant("t")}}, []string{"url:", "https://"},
		},
		"user":  {Options{URL: "https://a:hunter2@b/v1.0", SignIn: SignIn{Token: constant("t")}}, []string{"no user"}},
		"query": {Options{URL: "https://b/v1.0?x=y", SignIn: SignIn{Token: constant("t")}}, []string{"no query"}},
		"two methods": {
			Options{TenantID: "t", SignIn: SignIn{Token: constant("t"), ClientSecret: secret}},
			[]string{"clientSecret and token"},
		},
		"all at once": {
			Options{Cloud: "x", TenantID: "a/b", SignIn: SignIn{ClientSecret: &ClientSecret{}}},
			[]string{"cloud", "no client id", "the secret is missing", "tenant:"},
		},
		"no assertion": {
			Options{TenantID: "t", SignIn: SignIn{Federation: &Federation{ClientID: "app"}}},
			[]string{"federation: the secret is missing"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(c.options)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%q holds a password", err)
			}
		})
	}
}

func TestClouds(t *testing.T) {
	for name, want := range map[string][3]string{
		"": {
			"https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/.default", "https://login.microsoftonline.com/",
		},
		"public": {
			"https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/.default", "https://login.microsoftonline.com/",
		},
		"usgov": {
			"https://graph.microsoft.us/v1.0", "https://graph.microsoft.us/.default", "https://login.microsoftonline.us/",
		},
		"usgovdod": {
			"https://dod-graph.microsoft.us/v1.0", "https://dod-graph.microsoft.us/.default",
			"https://login.microsoftonline.us/",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			client := newClient(t, "", func(o *Options) {
				o.Cloud, o.MaxRetries = name, -1
				o.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
					asked = append(asked, r.URL.Scheme+"://"+r.URL.Host+r.URL.Path+"?"+r.URL.RawQuery)
					recorder := httptest.NewRecorder()
					recorder.WriteString(value())
					return recorder.Result(), nil
				})
			})
			if _, err := client.History(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			found, _ := cloudOf(name)
			got := [3]string{client.root.String(), found.scope, found.authority}
			if got != want || len(asked) != 1 || asked[0] != want[0]+"/security/secureScores?" {
				t.Errorf("got %q, asked %q, want %q", got, asked, want)
			}
		})
	}
}

type fault = graphtest.Fault

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
