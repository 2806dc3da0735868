package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
)

// budget is the longest run of a function; see Timeout in template.yaml.
const budget = 300 * time.Second

// names are the actions of the tenant. Each is worth 10 points. Romeo has them
// at first.
var names = []string{"Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Romeo"}

// world is a tenant in a bubble, with all that a run calls.
type world struct {
	t *testing.T
	*standIns
	network *network
	served  *graphtest.Server
	moved   map[string]time.Time // when each action last moved
	points  map[string]int
	runs    int
}

// newWorld makes a world in the bubble of t, at six on a Monday.
func newWorld(t *testing.T, config string) *world {
	t.Helper()
	time.Sleep(time.Until(time.Date(2026, 11, 16, 6, 0, 0, 0, time.UTC)))
	w := &world{
		t: t, network: &network{}, moved: map[string]time.Time{}, points: map[string]int{"Romeo": 10},
		standIns: &standIns{store: newStore(t), config: config},
	}
	w.standIns.network = w.network
	web, mails, graph := newPipes(), newPipes(), newPipes()
	w.network.http, w.network.mail = &http.Transport{DialContext: web.dial, DisableCompression: true}, mails.dial
	var err error
	if w.served, err = graphtest.New(graphtest.Options{Listener: graph}); err != nil {
		t.Fatal(err)
	}
	behind := &http.Transport{DialContext: graph.dial, DisableCompression: true}
	w.graph = forward(behind)
	server := &http.Server{Handler: breaking(w), ErrorLog: log.New(io.Discard, "", 0)}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(web) })
	serving.Go(func() { w.serveMail(mails, &serving) })
	t.Cleanup(func() {
		w.network.http.CloseIdleConnections()
		behind.CloseIdleConnections()
		_ = server.Close()
		w.served.Close()
		_ = mails.Close()
		serving.Wait()
	})
	w.publish()
	return w
}

// forward sends requests on.
func forward(to http.RoundTripper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := r.Clone(r.Context())
		out.RequestURI, out.URL.Scheme, out.URL.Host = "", "http", "graph.test"
		answer, err := to.RoundTrip(out)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		defer func() { _ = answer.Body.Close() }()
		for key, values := range answer.Header {
			w.Header()[key] = values
		}
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	})
}

// move moves actions: to all of their points, or to none.
func (w *world) move(list ...string) {
	for _, name := range list {
		w.points[name] = 10 - w.points[name]
		w.moved[name] = time.Now()
	}
	w.publish()
}

// publish has Graph serve the score of today, and of four days before.
func (w *world) publish() {
	scores, profiles := tenant(w.points, time.Now().UTC())
	w.served.Serve(scores, profiles)
}

// tenant is what Graph serves.
func tenant(points map[string]int, now time.Time) (scores, profiles []json.RawMessage) {
	var controls []map[string]any
	sum := 0
	for _, name := range names {
		sum += points[name]
		controls = append(controls, map[string]any{
			"controlCategory": "Identity", "controlName": "control_" + name, "score": points[name],
			"scoreInPercentage": points[name] * 10, "implementationStatus": "as measured",
		})
		profiles = append(profiles, raw(map[string]any{
			"id": "control_" + name, "azureTenantId": graphtest.TenantID, "title": "Turn on " + name,
			"controlCategory": "Identity", "maxScore": 10, "rank": 1, "service": "AzureAD", "actionType": "Config",
			"tier": "Core", "userImpact": "Low", "implementationCost": "Low", "threats": []string{},
			"controlStateUpdates": []any{}, "complianceInformation": []any{},
		}))
	}
	for age := range 3 {
		scores = append(scores, raw(map[string]any{
			"id": fmt.Sprint("score", age), "azureTenantId": graphtest.TenantID, "controlScores": controls,
			"createdDateTime": now.AddDate(0, 0, -age).Truncate(24 * time.Hour).Format(time.RFC3339),
			"currentScore":    sum, "maxScore": 10 * len(names), "activeUserCount": 40, "licensedUserCount": 40,
			"averageComparativeScores": []any{},
		}))
	}
	return scores, profiles
}

func raw(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return data
}

// document is a configuration on AWS with Slack and email.
func document(store, slack, transport string) string {
	return documentOf(store, fmt.Sprintf(`"slack": %s,
		"email": {"transport": %q, "from": "score@contoso.example", "to": ["ciso@contoso.example"]},%s`,
		slack, transport, ofAll(slack, transport)))
}

// documentOf is a configuration on AWS with these channels.
func documentOf(store, channels string) string {
	return fmt.Sprintf(`{"store": %q, "graph": {"url": "https://graph.test/v1.0"}, %s
		"tenants": [{"name": "contoso", "id": %q,
			"auth": {"federation": {"clientId": "11111111-1111-1111-1111-111111111111"}}}]}`,
		store, channels, graphtest.TenantID)
}

// ofAll are the portfolio's channels, as far as it can use the top level's.
func ofAll(slack, transport string) string {
	if slack != withApp || transport != bySMTP {
		return ""
	}
	return `"portfolio": {"slack": {"channel": "#msp"}, "email": {"to": ["ops@contoso.example"]}},`
}

const (
	onS3      = "s3://scores?endpoint=http://store.test&prefix=securescore/"
	withApp   = `{"token": "awsparamstore:///token", "channel": "#security"}`
	byWebhook = `{"webhook": "awsparamstore:///hook"}`
	bySMTP    = "smtp://mail.test:25?tls=off"
	byHooks   = `"teams": {"webhook": "awsparamstore:///teams"},
		"webhook": {"url": "awsparamstore:///receiver", "secret": "awsparamstore:///signing"},`
)

// outcome is the result of a run and how long it took.
type outcome struct {
	job.Result
	err  error
	took time.Duration
}

func (o outcome) failed() bool { return o.err != nil || o.Failed > 0 }

// run runs an event as a process of its own does.
func (w *world) run(doc string) outcome {
	w.t.Helper()
	w.runs++
	begin := time.Now()
	o := run(w.t.Context(), w.network.app(), doc, fmt.Sprintf("request-%d", w.runs))
	o.took = time.Since(begin)
	w.network.http.CloseIdleConnections()
	return o
}

func run(ctx context.Context, over app.Network, doc, request string) (o outcome) {
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	nothing := func(string) (string, bool) { return "", false }
	process := app.NewProcessOn(over, nothing, time.Now, slog.New(slog.DiscardHandler))
	j, err := process.Open(ctx, "awsparamstore:///stack/config")
	if err != nil {
		return outcome{err: err}
	}
	e, err := event.Parse([]byte(doc))
	if err != nil {
		return outcome{err: err}
	}
	j.Parallel = 1 // so that a death meets one channel, and the table is the same each time
	return outcome{Result: j.Run(ctx, e, request)}
}

// tomorrow is six on the next day.
func (w *world) tomorrow() {
	time.Sleep(time.Until(time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 1).Add(6 * time.Hour)))
	w.publish()
}

const (
	daily   = `{"deliver": ["all"], "scheduledAt": %q}`
	weekly  = `{"deliver": ["all"], "scheduledAt": %q, "report": {"period": "P7D", "formats": ["csv"], "edition": "full"}}`
	brief   = `{"deliver": ["all"], "scheduledAt": %q, "report": {"period": "P7D", "formats": ["csv"]}}`
	overall = `{"deliver": ["all"], "scheduledAt": %q, "portfolio": {"period": "P7D", "formats": ["csv"]}}`
)

// scheduled is an event of now.
func scheduled(format string) string {
	return fmt.Sprintf(format, time.Now().UTC().Format(time.RFC3339))
}

// dump is what people were sent, for the message of a test.
func (w *world) dump() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var b strings.Builder
	for _, m := range w.sent {
		fmt.Fprintf(&b, "%s %s thread %q key %s: %.300s\n", m.channel, m.id, m.thread, m.key, m.text)
	}
	for _, f := range w.files {
		fmt.Fprintf(&b, "file %s in %s\n", f.title, f.thread)
	}
	return b.String()
}
