package teams

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/channeltest"
	"secure-score-reporter/internal/hook"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// workflow takes cards as Workflows do.
type workflow struct {
	*httptest.Server
	mu       sync.Mutex
	status   int
	tries    int
	accepted []string
}

func newWorkflow(t *testing.T) *workflow {
	t.Helper()
	w := &workflow{status: http.StatusAccepted}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.tries++
		if w.status == http.StatusAccepted {
			w.accepted = append(w.accepted, string(body))
		} else {
			rw.Header().Set("Retry-After", "60")
		}
		rw.WriteHeader(w.status)
	}))
	t.Cleanup(w.Close)
	return w
}

func (w *workflow) channel() *Channel {
	return New(Options{
		Webhook: func(context.Context) (string, error) { return w.URL + "/workflows/x?sig=secret", nil }, Now: time.Now,
	})
}

func TestConformance(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Server {
		w := newWorkflow(t)
		return channeltest.Server{
			Channel: w.channel(), Keyless: true,
			Accepted: func() []string {
				w.mu.Lock()
				defer w.mu.Unlock()
				return w.accepted
			},
			Answer: func(a channeltest.Answer) {
				w.mu.Lock()
				defer w.mu.Unlock()
				w.status = map[channeltest.Answer]int{channeltest.Accepts: http.StatusAccepted,
					channeltest.Refuses: http.StatusNotFound, channeltest.Fails: http.StatusServiceUnavailable}[a]
			},
		}
	})
}

// messages are one of each occasion, and of each case of a report.
func messages() map[string]report.Message {
	list := map[string]report.Message{}
	for _, name := range reporttest.CaseNames() {
		if name == "nothing-known" {
			continue // it has numbers that no run has
		}
		m := reporttest.Case(name)
		list["report-"+name] = report.Message{Occasion: report.Periodic, Model: m, News: &m.Account,
			Links: map[string]string{"pdf": "https://x.example/report.pdf?a=1&b=2", "html": "file:///x.html"}}
		list["alert-"+name] = report.Message{Occasion: report.Alert, Model: m, News: &m.Account}
	}
	m := report.Build(reporttest.Sample())
	news := score.Diff(reporttest.SampleBefore("2026-11-10"), reporttest.Sample().Snapshot).Rounded()
	list["report"] = report.Message{Occasion: report.Periodic, Model: m, News: &news,
		Links: map[string]string{"pdf": "https://x.example/report.pdf"}}
	list["alert"] = report.Message{Occasion: report.Alert, Model: m, News: &news}
	list["watching"] = report.Message{Occasion: report.Watching, Model: m}
	list["notice"] = report.Message{Occasion: report.Notified,
		Model:  report.Model{Tenant: m.Tenant, Made: m.Made, Date: m.Date},
		Notice: &report.Notice{Trouble: report.Stale, Newest: "2026-11-19"}}
	return list
}

func TestGolden(t *testing.T) {
	list := messages()
	for _, l := range report.Languages {
		for _, name := range []string{"report", "alert", "watching", "notice"} {
			m := list[name]
			m.Model.Locale = m.Model.Locale.In(l)
			body, err := encode(m)
			if err != nil {
				t.Fatal(err)
			}
			var card any
			if err := json.Unmarshal(body, &card); err != nil {
				t.Fatal(err)
			}
			pretty, _ := json.MarshalIndent(card, "", " ")
			reporttest.Golden(t, reporttest.In(l, name+".json"), append(pretty, '\n'))
		}
	}
}

// Teams refuses a message of more than 28 KB, and a card with an empty text.
func TestEveryCardIsTaken(t *testing.T) {
	for name, m := range messages() {
		body, err := encode(m)
		if err != nil {
			t.Fatal(err)
		}
		if len(body) > 28<<10 {
			t.Errorf("%s: %d bytes", name, len(body))
		}
		if strings.Contains(string(body), `"text":""`) || strings.Contains(string(body), `"type":"TextBlock"`) {
			t.Errorf("%s has an empty text, or one that is read as Markdown", name)
		}
	}
}

// TestWriteCards writes the cards for the check in Microsoft's own renderer.
func TestWriteCards(t *testing.T) {
	dir := os.Getenv("CARDS")
	if dir == "" {
		t.Skip("make check-teams runs it")
	}
	for _, l := range report.Languages {
		for name, m := range messages() {
			m.Model.Locale = m.Model.Locale.In(l)
			body, err := encode(m)
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, name+"-"+string(l)+".json"), body, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A card whose answer was lost is not posted again at once: Teams would show it
// twice.
func TestALostAnswer(t *testing.T) {
	tries := 0
	c := New(Options{Now: time.Now,
		Webhook: func(context.Context) (string, error) { return "https://x.example/workflow", nil },
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			tries++
			httptrace.ContextClientTrace(r.Context()).WroteHeaders() // it is on its way
			return nil, context.DeadlineExceeded
		}),
	})
	d, err := c.Prepare(messages()["notice"])
	if err != nil {
		t.Fatal(err)
	}
	err = c.Deliver(t.Context(), d.Body, "", func(string, bool) error { return nil })
	var failed *hook.Error
	if tries != 1 || err == nil || !strings.Contains(err.Error(), "may have arrived") {
		t.Errorf("%d tries: %v", tries, err)
	}
	if !errors.As(err, &failed) || !failed.Temporary() {
		t.Errorf("a later run does not try again: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://hooks.slack.com/services/T/B/x":          "a webhook of Slack",
		"https://contoso.webhook.office.com/webhookb2/x":  "has retired",
		"http://x.example/workflow":                       "not an https address",
		"#general":                                        "not an https address",
		"https://prod-1.westeurope.logic.azure.com/x?s=1": "",
	} {
		c := New(Options{Webhook: func(context.Context) (string, error) { return address, nil }, Now: time.Now})
		_, err := c.address(t.Context())
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), address) {
			t.Errorf("the error has the address: %v", err)
		}
	}
}

func TestCheck(t *testing.T) {
	w := newWorkflow(t)
	if got := w.channel().Check(t.Context(), false); len(got) != 2 || w.tries > 0 {
		t.Errorf("without a test message: %+v", got)
	}
	if got := w.channel().Check(t.Context(), true); len(got) != 2 || got[1].State != "ok" || len(w.accepted) != 1 {
		t.Errorf("with a test message: %+v", got)
	}
	for status, fix := range map[int]string{
		http.StatusUnauthorized: "copy the address again", http.StatusNotFound: "create it again",
		http.StatusTemporaryRedirect: "sends elsewhere", http.StatusBadRequest: "run history",
	} {
		w.status = status
		got := w.channel().Check(t.Context(), true)
		if len(got) != 2 || got[1].State != "failed" || !strings.Contains(got[1].Fix, fix) {
			t.Errorf("%d: %+v", status, got)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
