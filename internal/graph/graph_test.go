package graph

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

const testToken = "eyJ0eXAiOiJKV1QifQ.c2VjcmV0.c2lnbmF0dXJl"

// newFake is a fake Graph that serves 90 days of 60 controls and 80 profiles.
func newFake(t testing.TB, o graphtest.Options) *graphtest.Server {
	t.Helper()
	fake, err := graphtest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	fake.Serve(graphtest.Scores("2026-11-23", 90, 60), graphtest.Profiles(80))
	return fake
}

// waits records what the client would have waited.
type waits []time.Duration

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	*w = append(*w, d)
	return ctx.Err()
}

func constant(value string) Secret {
	return func(context.Context) (string, error) { return value, nil }
}

// newClient is a client of the root that never really waits.
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

// serveText is a Graph that answers every request for a list with fixed texts.
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
	if s.Date != "2026-11-23" || s.TenantID != graphtest.TenantID || s.Thin || len(s.Controls) != 60 || len(s.WithoutProfile()) != 0 {
		t.Errorf("snapshot %s of %s, thin %t, %d controls, %v without profile", s.Date, s.TenantID, s.Thin, len(s.Controls), s.WithoutProfile())
	}
	if s.Sum() != s.Current {
		t.Errorf("controls sum to %v, headline %v", s.Sum(), s.Current)
	}
	if len(reading.Catalogue) != 80 || reading.Partial || len(reading.Warnings) != 0 {
		t.Errorf("%d profiles, partial %t, warnings %q", len(reading.Catalogue), reading.Partial, reading.Warnings)
	}

	if n := fake.MostAtOnce(); n != 2 {
		t.Errorf("%d requests at once, want score and catalogue side by side", n)
	}
	requests := fake.Requests()
	queries := map[string]string{}
	for _, r := range requests {
		queries[r.Path] = r.Query
		if agent := r.Header.Get("User-Agent"); agent != "secure-score-reporter/1.2.3" {
			t.Errorf("User-Agent %q", agent)
		}
	}
	// The score's answer carried a nextLink, and nobody followed it.
	if len(requests) != 2 || queries["/v1.0/security/secureScores"] != "$top=1" || queries["/v1.0/security/secureScoreControlProfiles"] != "$top=999" {
		t.Errorf("requests %+v", requests)
	}
}

func TestTodayMutates(t *testing.T) {
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
		t.Errorf("%s with %d controls, then %s with %d", before.Snapshot.Date, len(before.Snapshot.Controls), after.Snapshot.Date, len(after.Snapshot.Controls))
	}
}

func TestNewNamesWhatIsWrong(t *testing.T) {
	secret := &ClientSecret{ClientID: "app", Secret: constant("s")}
	for name, c := range map[string]struct {
		options Options
		want    []string
	}{
		"nothing":      {Options{}, []string{"none of federation"}},
		"cloud":        {Options{Cloud: "china", SignIn: SignIn{Token: constant("t")}}, []string{`cloud "china"`, "usgovdod"}},
		"url":          {Options{URL: "graph.microsoft.com", SignIn: SignIn{Token: constant("t")}}, []string{"url:", "https://"}},
		"user":         {Options{URL: "https://a:hunter2@b/v1.0", SignIn: SignIn{Token: constant("t")}}, []string{"no user"}},
		"query":        {Options{URL: "https://b/v1.0?x=y", SignIn: SignIn{Token: constant("t")}}, []string{"no query"}},
		"two ways":     {Options{TenantID: "t", SignIn: SignIn{Token: constant("t"), ClientSecret: secret}}, []string{"clientSecret and token"}},
		"all at once":  {Options{Cloud: "x", TenantID: "a/b", SignIn: SignIn{ClientSecret: &ClientSecret{}}}, []string{"cloud", "no client id", "nothing to sign in with", "tenant:"}},
		"no assertion": {Options{TenantID: "t", SignIn: SignIn{Federation: &Federation{ClientID: "app"}}}, []string{"federation: nothing to sign in with"}},
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
		"":         {"https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/.default", "https://login.microsoftonline.com/"},
		"public":   {"https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/.default", "https://login.microsoftonline.com/"},
		"usgov":    {"https://graph.microsoft.us/v1.0", "https://graph.microsoft.us/.default", "https://login.microsoftonline.us/"},
		"usgovdod": {"https://dod-graph.microsoft.us/v1.0", "https://dod-graph.microsoft.us/.default", "https://login.microsoftonline.us/"},
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

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
