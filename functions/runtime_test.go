package functions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// lambda serves the runtime API of AWS Lambda to one bootstrap. See
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
type lambda struct {
	t        testing.TB
	server   *httptest.Server
	process  *exec.Cmd
	output   output         // standard output and error
	polled   chan time.Time // when the function first asked for work
	next     chan invocation
	answers  chan answer
	killed   chan struct{}
	requests int
}

type invocation struct {
	id, payload string
	deadline    time.Time
}

// answer is the function's response.
type answer struct {
	id, body string
	failed   bool
}

// start runs a bootstrap as Lambda does.
func start(t testing.TB, bootstrap string, environment ...string) *lambda {
	t.Helper()
	l := &lambda{
		t: t, polled: make(chan time.Time, 1), next: make(chan invocation), answers: make(chan answer, 1),
		killed: make(chan struct{}),
	}
	l.server = httptest.NewServer(http.HandlerFunc(l.serve))
	l.process = exec.Command(bootstrap)
	l.process.Env = append([]string{
		"AWS_LAMBDA_RUNTIME_API=" + strings.TrimPrefix(l.server.URL, "http://"), "AWS_LAMBDA_FUNCTION_NAME=reporter",
		"AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512",
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(),
	}, environment...)
	l.process.Stdout, l.process.Stderr = &l.output, &l.output
	if err := l.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = l.process.Process.Kill()
		_ = l.process.Wait()
		l.server.CloseClientConnections()
		l.server.Close()
	})
	return l
}

func (l *lambda) serve(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case path == "/2018-06-01/runtime/invocation/next":
		select {
		case l.polled <- time.Now():
		default:
		}
		select {
		case i := <-l.next:
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", i.id)
			w.Header().Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(i.deadline.UnixMilli(), 10))
			w.Header().Set("Lambda-Runtime-Invoked-Function-Arn",
				"arn:aws:lambda:eu-central-1:123456789012:function:reporter")
			_, _ = io.WriteString(w, i.payload)
		case <-r.Context().Done():
		}
	case path == "/2020-01-01/extension/register":
		w.Header().Set("Lambda-Extension-Identifier", "extension")
		_, _ = io.WriteString(w, "{}")
	case path == "/2020-01-01/extension/event/next":
		<-r.Context().Done() // no event ever comes
	case strings.HasSuffix(path, "/response"), strings.HasSuffix(path, "/error"):
		body, _ := io.ReadAll(r.Body)
		parts := strings.Split(path, "/")
		l.answers <- answer{id: parts[len(parts)-2], body: string(body), failed: strings.HasSuffix(path, "/error")}
		w.WriteHeader(http.StatusAccepted)
	default:
		http.NotFound(w, r)
	}
}

// invoke sends a payload and waits for the answer.
func (l *lambda) invoke(payload string, timeout time.Duration) answer {
	l.t.Helper()
	l.requests++
	return l.again(fmt.Sprintf("00000000-0000-0000-0000-%012d", l.requests), payload, timeout)
}

// again invokes with a given request id, as Lambda does when it tries again.
func (l *lambda) again(id, payload string, timeout time.Duration) answer {
	l.t.Helper()
	begin := time.Now()
	select {
	case l.next <- invocation{id, payload, begin.Add(timeout)}:
	case <-time.After(30 * time.Second):
		l.t.Fatalf("the function does not poll for work:\n%s", l.output.String())
	}
	select {
	case a := <-l.answers:
		if a.id != id {
			l.t.Errorf("the answer is to %s, want %s", a.id, id)
		}
		if time.Since(begin) > timeout {
			l.t.Errorf("the answer came after %v, when Lambda had killed the function", time.Since(begin))
		}
		return a
	case <-l.killed:
		return answer{id, `{"errorType": "Runtime.ExitError", "errorMessage": "signal: killed"}`, true}
	case <-time.After(timeout + 5*time.Second):
		l.t.Fatalf("no answer:\n%s", l.output.String())
		return answer{}
	}
}

// said ends the function and returns its output. The output is complete only
// then, because the last lines may arrive after the answer.
func (l *lambda) said() *output {
	_ = l.process.Process.Kill()
	_ = l.process.Wait()
	return &l.output
}

// terminate sends SIGTERM, as Lambda does before it ends a function.
func (l *lambda) terminate() { _ = l.process.Process.Signal(syscall.SIGTERM) }

// kill ends the function in the middle of an invocation, which then fails. It
// is called once.
func (l *lambda) kill() {
	_ = l.process.Process.Kill()
	close(l.killed)
}

// Linux's signals, as /proc below is Linux's. Windows has no names for them.
const (
	sigStop = syscall.Signal(19)
	sigCont = syscall.Signal(18)
)

// freeze stops the function where it is, and waits until all of it stands
// still.
func (l *lambda) freeze() {
	_ = l.process.Process.Signal(sigStop)
	for range 1000 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", l.process.Process.Pid))
		if _, state, _ := strings.Cut(string(stat), ") "); err == nil && strings.HasPrefix(state, "T") {
			return
		}
		time.Sleep(time.Millisecond)
	}
	l.t.Error("the process was not stopped")
}

// thaw lets it go on.
func (l *lambda) thaw() { _ = l.process.Process.Signal(sigCont) }

// output collects what a process writes. It can be read while the process runs.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// lines returns the JSON objects in the output.
func (o *output) lines(t *testing.T) (list []map[string]any) {
	t.Helper()
	for line := range strings.Lines(o.String()) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Errorf("a line of the log is not JSON (%v): %s", err, line)
			continue
		}
		list = append(list, object)
	}
	return list
}
