package functions

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"secure-score-reporter/internal/graph/graphtest"
)

// fleet is the cloud of many tenants, each with its own channel.
type fleet struct {
	*cloud
	sqs *standIn

	mu     sync.Mutex
	broken map[string]int // the status of Graph by tenant; 0 where it is well
	slow   time.Duration  // before each of Graph's answers

	config            map[string]any  // the document; configure stores it
	unknown, readOnly map[string]bool // tenants without an application, or with a store that may not be written
}

func tenantName(i int) string { return fmt.Sprintf("t%04d", i) }
func tenantID(i int) string   { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1) }

func newFleet(t *testing.T, tenants int, visibility string) *fleet {
	t.Helper()
	queue := newStandIn(t, visibility)
	if queue == nil {
		return nil
	}
	return newFleetOn(t, queue, tenants)
}

func newFleetOn(t *testing.T, queue *standIn, tenants int) *fleet {
	t.Helper()
	f := &fleet{
		cloud: newCloud(t), sqs: queue, broken: map[string]int{}, unknown: map[string]bool{}, readOnly: map[string]bool{},
	}
	f.graph.Serve(graphtest.Scores(time.Now().UTC().Format(time.DateOnly), 2, 8), graphtest.Profiles(8))
	f.token = func(tenant string) string {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.unknown[tenant] {
			return ""
		}
		return graphToken + "." + tenant
	}
	f.meets = f.forbids
	if err := json.Unmarshal([]byte(f.parameters["/stack/config"]), &f.config); err != nil {
		t.Fatal(err)
	}
	f.tenants(tenants)
	return f
}

// tenants configures so many.
func (f *fleet) tenants(n int) {
	config := f.config
	auth := map[string]any{"federation": map[string]any{"clientId": "11111111-1111-1111-1111-111111111111"}}
	var list []any
	for i := range n {
		list = append(list, map[string]any{
			"name": tenantName(i), "id": tenantID(i), "auth": auth, "slack": map[string]any{"channel": "#" + tenantName(i)},
		})
	}
	config["tenants"], config["graph"] = list, map[string]any{"url": f.serve(f.graphOfAll)}
	delete(config, "email")
	delete(config, "portfolio")
	f.configure()
	f.env = append(f.env, "AWS_ENDPOINT_URL_SQS="+f.sqs.url, "SECURESCORE_QUEUE="+f.sqs.requests,
		"SECURESCORE_DEAD_LETTERS="+f.sqs.dead)
}

func (f *fleet) configure() {
	document := asJSON(f.t, f.config)
	f.note(func() { f.parameters["/stack/config"] = document })
}

// entry is a tenant's in the configuration.
func (f *fleet) entry(i int) map[string]any { return f.config["tenants"].([]any)[i].(map[string]any) }

// correct ends all that is wrong.
func (f *fleet) correct() {
	f.mu.Lock()
	clear(f.broken)
	clear(f.unknown)
	clear(f.readOnly)
	f.mu.Unlock()
	f.note(func() { clear(f.slackError) })
	f.tenants(len(f.config["tenants"].([]any)))
}

// forbids refuses to write what belongs to a tenant whose store is read-only.
func (f *fleet) forbids(w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) bool {
	_, rest, ours := strings.Cut(r.URL.Path, "/tenants/")
	tenant, _, _ := strings.Cut(rest, "/")
	f.mu.Lock()
	refused := ours && r.Method == http.MethodPut && f.readOnly[tenant]
	f.mu.Unlock()
	if refused {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<Error><Code>AccessDenied</Code><Message>it is read-only</Message></Error>`)
	}
	return refused
}

// graphOfAll answers as the fake Graph of one tenant, for the tenant of the
// token.
func (f *fleet) graphOfAll(w http.ResponseWriter, r *http.Request) {
	tenant := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "+graphToken+".")
	f.mu.Lock()
	status, slow := f.broken[tenant], f.slow
	f.mu.Unlock()
	time.Sleep(slow)
	if status > 0 {
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "3600") // no run waits for that
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, `{"error": {"code": "Broken", "message": "it is broken"}}`)
		return
	}
	root, _, _ := strings.Cut(f.graph.URL, "/v1.0")
	out, _ := http.NewRequestWithContext(r.Context(), r.Method, root+"/v1.0"+r.URL.RequestURI(), nil)
	out.Header.Set("Authorization", "Bearer "+graphToken)
	out.Header.Set("Accept-Encoding", "identity")
	answer, err := http.DefaultClient.Do(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	_, _ = io.WriteString(w, strings.ReplaceAll(string(body), graphtest.TenantID, tenant))
}

func (f *fleet) breaks(status int, tenants ...int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, i := range tenants {
		f.broken[tenantID(i)] = status
	}
}

// posted is how many messages each tenant's channel got.
func (f *fleet) posted() map[string]int {
	f.cloud.mu.Lock()
	defer f.cloud.mu.Unlock()
	counts := map[string]int{}
	for _, p := range f.posts {
		counts[p.Get("channel")]++
	}
	return counts
}

// reporters starts some.
func (f *fleet) reporters(n int) (list []*lambda) {
	for range n {
		list = append(list, start(f.t, binary(f.t, "reporter"), f.env...))
	}
	return list
}

// schedule is a schedule's event, as the state machine sends it.
func schedule(t *testing.T, at time.Time) string {
	return asJSON(t, map[string]any{"attempt": map[string]any{"id": "execution", "event": map[string]any{
		"deliver": []string{"slack"}, "scheduledAt": at.UTC().Format(time.RFC3339),
	}}})
}

// F6: a thousand tenants, of which twenty fail, and a dispatcher that is killed
// half-way. Every tenant is served once; the twenty are dead letters with their
// cause, are corrected, and are redriven twice.
func TestRealThousandTenants(t *testing.T) {
	const each = 50 // one of fifty fails
	tenants := 60
	if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
		tenants = 1000
	}
	f := newFleet(t, tenants, "60")
	if f == nil {
		return
	}
	var failing []int
	for i := 0; i < tenants; i += each {
		failing = append(failing, i)
	}
	f.breaks(http.StatusForbidden, failing...)

	killed := start(t, binary(t, "dispatch"), f.env...)
	dead := make(chan struct{})
	const patient = 5 * time.Minute // the stand-in is slow
	f.sqs.sending = func(batch int) {
		if batch == tenants/10/2 {
			_ = killed.process.Process.Kill()
			close(dead)
		}
	}
	event := schedule(t, time.Now())
	killed.next <- invocation{"one", event, time.Now().Add(patient)}
	<-dead
	if n := f.sqs.left(f.sqs.requests); n != tenants/2 {
		t.Fatalf("%d messages of a dispatcher that was killed half-way", n)
	}
	f.sqs.sending = nil
	dispatcher := start(t, binary(t, "dispatch"), f.env...)
	if a := dispatcher.invoke(event, patient); a.failed || a.body != fmt.Sprintf(`{"messages":%d}`, tenants) {
		t.Fatalf("the state machine's next attempt: %+v", a)
	}
	reporters := f.reporters(3)
	f.sqs.drain(reporters...)

	letters := f.sqs.deadLetters()
	f.checkDead(letters, failing)
	f.checkPosts(tenants, failing)

	f.breaks(0, failing...)
	f.sqs.redrive(letters)
	f.sqs.redrive(letters)
	f.sqs.drain(reporters...)
	f.checkPosts(tenants, nil)
	if left := f.sqs.deadLetters(); len(left) > 0 {
		t.Errorf("%d dead letters after the redrive", len(left))
	}
	logs := []string{dispatcher.said().String(), asJSON(t, letters)}
	for _, r := range reporters {
		logs = append(logs, r.said().String())
	}
	f.noSecrets(logs...)
}

// checkDead checks that the dead letters are those of the failing tenants, that
// each says why, and that none was given up before an outage of six hours is
// over.
func (f *fleet) checkDead(letters []types.Message, failing []int) {
	f.t.Helper()
	var have []string
	for _, m := range letters {
		var e struct{ Tenants []string }
		_ = json.Unmarshal([]byte(*m.Body), &e)
		have = append(have, e.Tenants...)
		if cause := attribute(m, "cause"); !strings.Contains(cause, "SecurityEvents.Read.All") {
			f.t.Errorf("the cause of %s: %q", *m.Body, cause)
		}
	}
	slices.Sort(have)
	var want []string
	for _, i := range failing {
		want = append(want, tenantID(i))
	}
	if !slices.Equal(slices.Compact(have), want) {
		f.t.Errorf("dead letters of %v, want %v", have, want)
	}
	given := 0
	for id, paused := range f.sqs.pausedAll {
		if paused > 0 {
			given++
			if paused < 8*time.Hour {
				f.t.Errorf("message %s is given up after %v", id, paused)
			}
		}
	}
	// SQS may hand out a message twice, so it may also be given up twice.
	if given < len(failing) || given > len(letters) {
		f.t.Errorf("%d tenants failed, %d messages waited, %d dead letters", len(failing), given, len(letters))
	}
}

// checkPosts checks that each channel got one message, but those that fail.
func (f *fleet) checkPosts(tenants int, failing []int) {
	f.t.Helper()
	posted := f.posted()
	for i := range tenants {
		want := 1
		if slices.Contains(failing, i) {
			want = 0
		}
		if got := posted["#"+tenantName(i)]; got != want {
			f.t.Errorf("%s got %d messages, want %d", tenantName(i), got, want)
		}
	}
}

// An outage of Graph of six hours costs neither the day nor the message.
func TestRealOutageOfSixHours(t *testing.T) {
	f := newFleet(t, 2, "60")
	if f == nil {
		return
	}
	f.breaks(http.StatusServiceUnavailable, 0, 1)
	dispatcher := start(t, binary(t, "dispatch"), f.env...)
	if a := dispatcher.invoke(schedule(t, time.Now()), usual); a.failed {
		t.Fatalf("%+v", a)
	}
	reporter := f.reporters(1)[0]
	for f.sqs.left(f.sqs.requests) > 0 && !t.Failed() {
		for _, m := range f.sqs.receive(f.sqs.requests, 1) {
			a := reporter.invoke(f.sqs.batch(m), usual)
			if !strings.Contains(a.body, *m.MessageId) {
				f.sqs.delete(f.sqs.requests, m)
			}
			f.sqs.pausedAll[*m.MessageId] += f.sqs.pauses[*m.ReceiptHandle]
			if f.sqs.pausedAll[*m.MessageId] > 6*time.Hour {
				f.breaks(0, 0, 1)
			}
		}
	}
	f.checkPosts(2, nil)
	if letters := f.sqs.deadLetters(); len(letters) > 0 {
		t.Errorf("dead letters %s", asJSON(t, letters))
	}
}

// A message that becomes visible while it is being worked on, poison, and a
// message that is about several tenants.
func TestRealOddMessages(t *testing.T) {
	f := newFleet(t, 3, "1")
	if f == nil {
		return
	}
	f.slow = 2 * time.Second // longer than the message stays hidden
	f.sqs.send(f.sqs.requests, `{"tenants": ["t0000"], "deliver": ["slack"]}`, nil)
	reporters := f.reporters(3)
	f.sqs.drain(reporters...)
	f.checkPosts(1, nil)

	f.slow = 0
	const poison = `{"tenant": "t0000"}`
	f.sqs.send(f.sqs.requests, poison, nil)
	f.sqs.send(f.sqs.requests, `{"deliver": ["slack"]}`, nil)
	f.sqs.drain(reporters[0])
	f.checkPosts(3, nil)
	letters := f.sqs.deadLetters()
	if len(letters) != 1 || *letters[0].Body != poison ||
		!strings.Contains(attribute(letters[0], "cause"), "unknown field") ||
		attribute(letters[0], "tries") != "1" {
		t.Errorf("dead letters %s", asJSON(t, letters))
	}
}
