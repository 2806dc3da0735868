package functions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/graph/graphtest"
)

// stateMachine runs the definition in template.yaml in moto's Step Functions.
// Its calls come here: an invocation goes to a real function, a message to
// moto's SQS, and a pause between two tries passes at once.
type stateMachine struct {
	*standIn
	functions map[string]*lambda // by the ends of their ARNs
	// Lambda's answers to the first invocations, before a function is invoked.
	faults []lambdaFault
	// Refused is how many messages SQS refuses first.
	refused int
	waiting func(sum time.Duration) // called at each pause; nil for nothing

	guard  sync.Mutex // for all below and above
	waits  []time.Duration
	events []string // of the invocations
}

// lambdaFault is an answer of Lambda that no function gives.
type lambdaFault struct {
	status int
	kind   string // the error's type
	body   string
}

// newStateMachine is the stack's with these conditions.
func newStateMachine(t *testing.T, conditions map[string]bool) (m *stateMachine, execute func(event string) execution) {
	t.Helper()
	m = &stateMachine{functions: map[string]*lambda{}}
	here, err := url.Parse((&cloud{t: t}).serve(m.call))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("MOTO_PORT", here.Port())
	if m.standIn = newStandIn(t, "60", filepath.Join("testdata", "stepfunctions.py")); m.standIn == nil {
		return nil, nil
	}
	dead, _ := url.Parse(m.dead)
	dead.Host = here.Host
	const arn = "arn:aws:lambda:eu-central-1:123456789012:function:"
	s := readStack(t, conditions, map[string]string{
		"Reporter.Arn": arn + "reporter", "Dispatch.Arn": arn + "dispatch", "DeadLetters": dead.String(),
	})
	m.ask("", "/moto-api/config", map[string]any{"stepfunctions": map[string]any{"execute_state_machine": true}})
	created := m.ask("CreateStateMachine", "/", map[string]any{
		"name": "runs", "roleArn": "arn:aws:iam::123456789012:role/runs",
		"definition": asJSON(t, s.value(s.find("Resources", "Runs", "Properties", "Definition"))),
	})
	return m, func(event string) execution {
		t.Helper()
		started := m.ask("StartExecution", "/", map[string]any{
			"stateMachineArn": created["stateMachineArn"], "input": event, "name": "of-the-schedule",
		})
		return m.wait(started["executionArn"])
	}
}

// ask calls moto itself.
func (m *stateMachine) ask(action, path string, in map[string]any) (out map[string]any) {
	m.t.Helper()
	r, err := http.NewRequestWithContext(m.t.Context(), http.MethodPost, m.moto+path, strings.NewReader(asJSON(m.t, in)))
	if err != nil {
		m.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.0")
	if action != "" {
		r.Header.Set("X-Amz-Target", "AWSStepFunctions."+action)
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/eu-central-1/states/aws4_request")
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	if err := json.Unmarshal(body, &out); err != nil || answer.StatusCode >= http.StatusBadRequest {
		m.t.Fatalf("%s%s: %s: %s", path, action, answer.Status, body)
	}
	return out
}

// execution is how one ended.
type execution struct {
	ID, Status, Error, Cause, Output string
}

func (m *stateMachine) wait(arn any) execution {
	m.t.Helper()
	for range 1200 {
		e := m.ask("DescribeExecution", "/", map[string]any{"executionArn": arn})
		if status := fmt.Sprint(e["status"]); status != "RUNNING" {
			return execution{fmt.Sprint(arn), status, fmt.Sprint(e["error"]), fmt.Sprint(e["cause"]), fmt.Sprint(e["output"])}
		}
		time.Sleep(100 * time.Millisecond)
	}
	m.t.Fatal("the execution does not end")
	return execution{}
}

// call serves what the state machine calls.
func (m *stateMachine) call(w http.ResponseWriter, r *http.Request) {
	name, invoked := strings.CutSuffix(r.URL.Path, "/invocations")
	switch {
	case r.URL.Path == "/waited":
		m.pause(r)
	case invoked:
		m.invoke(w, r, name)
	default:
		m.guard.Lock()
		m.refused--
		refused := m.refused >= 0
		m.guard.Unlock()
		if refused {
			w.Header().Set("Content-Type", "application/x-amz-json-1.0")
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprint(w, `{"__type": "ServiceUnavailable", "message": "try again"}`)
			return
		}
		m.proxy(w, r)
	}
}

func (m *stateMachine) pause(r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	seconds, err := strconv.ParseFloat(string(body), 64)
	if err != nil {
		m.t.Errorf("a pause of %q", body)
	}
	m.guard.Lock()
	defer m.guard.Unlock()
	m.waits = append(m.waits, time.Duration(seconds*float64(time.Second)))
	if m.waiting != nil {
		m.waiting(total(m.waits))
	}
}

// invoke answers as Lambda does.
func (m *stateMachine) invoke(w http.ResponseWriter, r *http.Request, name string) {
	payload, _ := io.ReadAll(r.Body)
	m.guard.Lock()
	m.events = append(m.events, string(payload))
	var fault *lambdaFault
	if len(m.faults) > 0 {
		fault, m.faults = &m.faults[0], m.faults[1:]
	}
	var function *lambda
	for end, l := range m.functions {
		if strings.HasSuffix(name, ":"+end) {
			function = l
		}
	}
	m.guard.Unlock()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-Requestid", "1")
	switch {
	case fault != nil && fault.status != http.StatusOK:
		w.Header().Set("X-Amzn-Errortype", fault.kind)
		w.WriteHeader(fault.status)
		fmt.Fprint(w, fault.body)
	case fault != nil:
		w.Header().Set("X-Amz-Function-Error", "Unhandled")
		fmt.Fprint(w, fault.body)
	case function == nil:
		m.t.Errorf("%s was invoked", name)
		w.WriteHeader(http.StatusNotFound)
	default:
		a := function.invoke(string(payload), usual)
		if a.failed {
			w.Header().Set("X-Amz-Function-Error", "Unhandled")
		}
		_, _ = io.Copy(w, bytes.NewReader([]byte(a.body)))
	}
}

func total(list []time.Duration) (sum time.Duration) {
	for _, d := range list {
		sum += d
	}
	return sum
}

// waited are the first pauses of docs/decisions/retries.md.
func waited(n int) (list []time.Duration) {
	for i := range n {
		list = append(list, min(time.Minute<<i, time.Hour))
	}
	return list
}

// scheduled is the event of a schedule, now.
func scheduled(t *testing.T, schedule string) string {
	t.Helper()
	s := readStack(t, map[string]bool{"HasChannel": true}, map[string]string{"ReportPeriod": "P7D"})
	input := s.value(s.find("Resources", schedule, "Properties", "Target", "Input")).(string)
	return strings.Replace(input, "<aws.scheduler.scheduled-time>", time.Now().UTC().Format(time.RFC3339), 1)
}

// oneTenant is the state machine of a stack with one tenant, and its cloud.
func oneTenant(t *testing.T) (*stateMachine, *cloud, func(event string) execution) {
	t.Helper()
	m, execute := newStateMachine(t, map[string]bool{"Dispatches": false})
	if m == nil {
		return nil, nil, nil
	}
	c := newCloud(t)
	c.env = append(c.env, "SECURESCORE_DEAD_LETTERS="+m.dead)
	m.functions["reporter"] = start(t, binary(t, "reporter"), c.env...)
	return m, c, execute
}

// checkReported checks that the weekly report was sent once, on both channels.
func (c *cloud) checkReported(times int) {
	c.t.Helper()
	c.note(func() {
		if len(c.mails) != times || c.uploads != times {
			c.t.Errorf("%d emails and %d uploads, want the report %d times", len(c.mails), c.uploads, times)
		}
	})
}

// An outage of six hours: the state machine waits as documented, and then the
// report is sent once.
func TestRealStateMachineOutage(t *testing.T) {
	m, c, execute := oneTenant(t)
	if m == nil {
		return
	}
	c.graph.Fail(graphtest.Fault{Status: http.StatusServiceUnavailable, RetryAfter: "3600"})
	m.waiting = func(sum time.Duration) {
		if sum > 6*time.Hour {
			c.graph.Fail()
		}
	}
	e := execute(scheduled(t, "Weekly"))
	if e.Status != "SUCCEEDED" || !strings.Contains(e.Output, `"Payload": {"tenants": 1}`) {
		t.Errorf("the execution: %+v", e)
	}
	if !slices.Equal(m.waits, waited(11)) { // 6 h 3 min
		t.Errorf("it waited %v", m.waits)
	}
	c.checkReported(1)
	if letters := m.deadLetters(); len(letters) > 0 {
		t.Errorf("dead letters %s", asJSON(t, letters))
	}
	c.noSecrets(m.functions["reporter"].said().String(), asJSON(t, e))
}

// What Lambda itself answers is tried again too: no capacity, an error of its
// own, a process that ended, a time-out.
func TestRealStateMachineLambdaFails(t *testing.T) {
	m, c, execute := oneTenant(t)
	if m == nil {
		return
	}
	ended := func(kind, message string) lambdaFault {
		return lambdaFault{http.StatusOK, "", asJSON(t, map[string]any{"errorType": kind, "errorMessage": message})}
	}
	m.faults = []lambdaFault{
		{http.StatusTooManyRequests, "TooManyRequestsException", `{"Reason": "ConcurrentInvocationLimitExceeded"}`},
		{http.StatusInternalServerError, "ServiceException", `{"Message": "try again"}`},
		ended("Runtime.ExitError", "RequestId: 1 Error: Runtime exited with error: signal: killed"),
		ended("Sandbox.Timedout", "RequestId: 1 Error: Task timed out after 300.00 seconds"),
	}
	if e := execute(scheduled(t, "Weekly")); e.Status != "SUCCEEDED" || !slices.Equal(m.waits, waited(4)) {
		t.Errorf("the execution: %+v after %v", e, m.waits)
	}
	c.checkReported(1)
}

// A permission that nobody grants: after 14 tries in eight hours the event is a
// dead letter with its cause. When it is granted, the event is run as
// docs/deploy.md says, and delivers once.
func TestRealStateMachineGivesUp(t *testing.T) {
	m, c, execute := oneTenant(t)
	if m == nil {
		return
	}
	c.graph.Fail(graphtest.Fault{Status: http.StatusForbidden})
	event := scheduled(t, "Weekly")
	m.refused = 3 // SQS, when the event is given up
	e := execute(event)
	if e.Status != "FAILED" || e.Error != "NotDone" ||
		!strings.Contains(e.Cause, "among the dead letters, with the cause") {
		t.Errorf("the execution: %+v", e)
	}
	if len(m.events) != dispatch.MaxTries ||
		!slices.Equal(m.waits, append(waited(dispatch.MaxTries-1), waited(3)...)) {
		t.Errorf("it tried %d times, and waited %v", len(m.events), m.waits)
	}
	if sum := total(m.waits[:dispatch.MaxTries-1]); sum < 8*time.Hour || sum > 9*time.Hour {
		t.Errorf("it gave up after %v", sum)
	}
	c.checkReported(0)
	// The alarm DeadLettersArrived counts the messages that can be received.
	if n := m.left(m.dead); n != 1 {
		t.Fatalf("%d dead letters", n)
	}
	letter := m.deadLetters()[0]
	if !sameJSON(t, *letter.Body, event) || !strings.Contains(attribute(letter, "cause"), "SecurityEvents.Read.All") ||
		attribute(letter, "requestId") != e.ID {
		t.Errorf("the dead letter %s", asJSON(t, letter))
	}

	c.graph.Fail()
	reporter := m.functions["reporter"]
	for range 2 {
		if a := reporter.invoke(*letter.Body, usual); a.failed || strings.Contains(a.body, `"failed":1`) {
			t.Errorf("after the correction: %+v", a)
		}
	}
	c.checkReported(1)
	c.noSecrets(reporter.said().String(), asJSON(t, letter))
}

// An event that is wrong never gets better, and is not lost either.
func TestRealStateMachineWrongEvent(t *testing.T) {
	m, c, execute := oneTenant(t)
	if m == nil {
		return
	}
	const event = `{"tenant": "contoso", "deliver": ["all"]}`
	e := execute(event)
	letters := m.deadLetters()
	if e.Status != "FAILED" || len(letters) != 1 || !sameJSON(t, *letters[0].Body, event) ||
		!strings.Contains(attribute(letters[0], "cause"), "unknown field") {
		t.Errorf("the execution: %+v; dead letters %s", e, asJSON(t, letters))
	}
	c.checkReported(0)
}

// Several tenants: the dispatcher is killed half-way. The next attempt sends
// all messages again, and each tenant is served once.
func TestRealStateMachineDispatches(t *testing.T) {
	const tenants = 25
	m, execute := newStateMachine(t, map[string]bool{"Dispatches": true})
	if m == nil {
		return
	}
	f := newFleetOn(t, m.standIn, tenants)
	m.functions["dispatch"] = start(t, binary(t, "dispatch"), f.env...)
	m.sending = func(batch int) {
		if batch == 2 {
			m.functions["dispatch"].kill()
		}
	}
	m.waiting = func(time.Duration) { m.functions["dispatch"] = start(t, binary(t, "dispatch"), f.env...) }
	e := execute(scheduled(t, "Daily"))
	if e.Status != "SUCCEEDED" || !slices.Equal(m.waits, waited(1)) ||
		!strings.Contains(e.Output, fmt.Sprintf(`"messages": %d`, tenants)) {
		t.Errorf("the execution: %+v after %v", e, m.waits)
	}
	if n := m.left(m.requests); n != tenants+20 {
		t.Errorf("%d messages, want those of two batches twice", n)
	}
	f.sqs.drain(f.reporters(2)...)
	f.checkPosts(tenants, nil)
	if letters := m.deadLetters(); len(letters) > 0 {
		t.Errorf("dead letters %s", asJSON(t, letters))
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal([]byte(a), &x), json.Unmarshal([]byte(b), &y)); err != nil {
		t.Error(err)
	}
	return reflect.DeepEqual(x, y)
}
