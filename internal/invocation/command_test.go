package invocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
)

// withTenants makes the job have so many tenants, which all read the same
// source.
func (w *world) withTenants(n int) {
	one := w.Job
	w.Job = func(ctx context.Context) (*job.Job, error) {
		j, err := one(ctx)
		for i := 1; i < n; i++ {
			t := j.Tenants[0]
			t.Name = fmt.Sprintf("tenant-%d", i)
			j.Tenants = append(j.Tenants, t)
		}
		return j, err
	}
}

// reply is the answer to a command about every tenant.
func (w *world) reply(t *testing.T, r slashcommand.Request) string {
	t.Helper()
	if _, err := w.ask(r, `{}`); err != nil || len(w.replies) != 1 {
		t.Fatalf("replies %q, %v", w.replies, err)
	}
	return w.replies[0]
}

func TestAnInspectionOfManyTenantsIsNotEndless(t *testing.T) {
	w := newWorld()
	w.withTenants(slackanswer.MaxTenants + 3)
	got := w.reply(t, slashcommand.Request{Ask: "actions"})
	if n := strings.Count(got, "1 action on"); n != slackanswer.MaxTenants || !strings.Contains(got, "3 more tenants") {
		t.Errorf("%d tenants in\n%s", n, got)
	}
}

// A secret may have been renewed since it was read.
func TestAFailedInspectionForgetsSecrets(t *testing.T) {
	w := newWorld()
	w.source.err = errors.New("the secret has expired")
	if got := w.reply(t, slashcommand.Request{Ask: "diff"}); w.forgotten != 1 || !strings.Contains(got, "expired") {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
	w = newWorld()
	if w.reply(t, slashcommand.Request{Ask: "diff"}); w.forgotten != 0 {
		t.Error("forgotten after an inspection that went well")
	}
}

// A wrong period is one problem, not one for each tenant.
func TestAWrongPeriodIsNamedOnce(t *testing.T) {
	w := newWorld()
	w.withTenants(2)
	got := w.reply(t, slashcommand.Request{Ask: "diff", Since: "yesterday"})
	if strings.Count(got, "yesterday") != 1 || w.forgotten != 0 {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
}

func TestASlashCommandIsAnswered(t *testing.T) {
	for _, tt := range []struct {
		ask, since, event string
		want, counted     string
	}{
		{"", "", `{}`, "*contoso* 60.00 %", `"FailedRuns":0`},
		{"actions", "", `{}`, "*contoso* 60.00 %, 1 action", ""},
		{"actions", "", `{"tenants": ["contoso"]}`, "1. ", ""},
		{"actions", "", `{"filter": {"search": "nothing"}}`, "No action matches", ""},
		{"diff", "", `{}`, "There is no earlier score", ""},
		{"history", "", `{}`, "*contoso* 60.00 % on", ""},
		{"history", "P7D", `{"tenants": ["contoso"]}`, "The first stored day", ""},
		{"history", "yesterday", `{}`, "The command failed:", metrics.Wrong},
		{"", "", `{"tenants": ["x"]}`, "The command failed:", metrics.Wrong},
		{"", "", `{"report": {"a": 1}}`, "unknown field", metrics.Wrong},
		{"", "", `{"scheduledAt": "2026-12-07T06:00:00Z"}`, "ahead of the clock", metrics.Wrong},
		{"", "", `null`, "is empty", metrics.Wrong},
		{"actions", "", `{"filter": {"maxCost": "cheap"}}`, "The command failed:", metrics.Wrong},
		{"diff", "yesterday", `{}`, "The command failed:", metrics.Wrong},
		{"diff", "", `{"tenants": ["x"]}`, "The command failed:", metrics.Wrong},
	} {
		w := newWorld()
		_, err := w.ask(slashcommand.Request{Ask: tt.ask, Since: event.Period(tt.since)}, tt.event)
		if err != nil || len(w.replies) != 1 || !strings.HasPrefix(w.replies[0], "https://hooks.slack.com/x ") ||
			!strings.Contains(w.replies[0], tt.want) {
			t.Errorf("%s %s: replies %q, %v", tt.ask, tt.event, w.replies, err)
		}
		written := w.written.String()
		if !strings.Contains(written, tt.counted) || strings.Contains(written, `"FailedRuns":1`) {
			t.Errorf("S3: %s %s: metrics %s", tt.ask, tt.event, written)
		}
	}
	w := newWorld()
	w.source.err = errors.New("an outage")
	if got := w.reply(t, slashcommand.Request{}); !strings.Contains(got, "an outage") ||
		!strings.Contains(w.written.String(), `"FailedRuns":1`) {
		t.Errorf("an outage: reply %q, metrics %s", got, w.written.String())
	}
}

// A user who may not ask gets no information, for any command and any error.
func TestStrangers(t *testing.T) {
	listed, both := job.Askers{Users: []string{"U1"}}, job.Askers{Users: []string{"U1"}, Channels: []string{"C1"}}
	for name, tt := range map[string]struct {
		askers job.Askers
		asker  slashcommand.Request
		may    bool
	}{
		"not listed":               {listed, slashcommand.Request{User: "U2"}, false},
		"listed":                   {listed, slashcommand.Request{User: "U1"}, true},
		"everybody may":            {job.Askers{}, slashcommand.Request{User: "U2", Team: "T2", Channel: "D2"}, true},
		"another workspace":        {job.Askers{Team: "T1"}, slashcommand.Request{User: "U1", Team: "T2"}, false},
		"no workspace":             {job.Askers{Team: "T1"}, slashcommand.Request{User: "U1"}, false},
		"the workspace":            {job.Askers{Team: "T1"}, slashcommand.Request{User: "U1", Team: "T1"}, true},
		"another channel":          {job.Askers{Channels: []string{"C1"}}, slashcommand.Request{Channel: "C2"}, false},
		"the channel":              {job.Askers{Channels: []string{"C1"}}, slashcommand.Request{Channel: "C1"}, true},
		"the channel, not listed":  {both, slashcommand.Request{User: "U2", Channel: "C1"}, false},
		"listed, another channel":  {both, slashcommand.Request{User: "U1", Channel: "C2"}, false},
		"another case of the name": {listed, slashcommand.Request{User: "u1"}, false},
	} {
		for _, event := range []string{`{}`, `{"report": {}, "deliver": ["slack"]}`, `{"tenants": ["nosuch"]}`, `[1]`} {
			for _, ask := range []string{"", "actions", "diff"} {
				w := newWorld()
				w.askers = tt.askers
				r := tt.asker
				r.Ask = ask
				answer, err := w.ask(r, event)
				if err != nil || len(w.replies) != 1 {
					t.Fatalf("%s: %v, replies %q", name, err, w.replies)
				}
				if refused := strings.Contains(w.replies[0], "You may not send this command"); refused == tt.may {
					t.Errorf("S1: %s: %s %s: %q", name, ask, event, w.replies[0])
				}
				if tt.may {
					continue
				}
				if strings.Contains(w.replies[0]+answer, "contoso") {
					t.Errorf("S2: %s: %s %s: %q", name, ask, event, w.replies[0])
				}
				written := w.written.String()
				if !strings.Contains(written, metrics.Refused) || strings.Contains(written, "FailedRuns") || w.reads > 0 {
					t.Errorf("S3: %s: %s %s: metrics %s", name, ask, event, written)
				}
			}
		}
	}
}

// While the configuration cannot be read nobody gets an answer but that, and
// nobody learns why.
func TestTheFirstReadingOfTheConfigurationFails(t *testing.T) {
	for _, asker := range []string{"U1", "U2"} {
		w := newWorld()
		w.askers, w.load = job.Askers{Users: []string{"U1"}}, errors.New("AccessDenied: parameter contoso")
		got := w.reply(t, slashcommand.Request{User: asker})
		if strings.Contains(got, "contoso") || strings.Contains(got, "AccessDenied") || !strings.Contains(got, "not ready") ||
			w.reads > 0 {
			t.Errorf("S1: %s is answered %q", asker, got)
		}
		w.load, w.replies = nil, nil
		if got := w.reply(t, slashcommand.Request{User: asker}); strings.Contains(got, "contoso") != (asker == "U1") {
			t.Errorf("S1: once it can be read %s is answered %q", asker, got)
		}
	}
}

// A user is believed only from the slash command's own function.
func TestOnlySealedCommandsAreBelieved(t *testing.T) {
	good, err := slashcommand.Seal(slashcommand.Request{
		ID: "one", User: "U1", SentAt: start, ResponseURL: "u", Event: json.RawMessage(`{}`),
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	old, err := slashcommand.Seal(slashcommand.Request{
		ID: "one", User: "U1", SentAt: start.Add(-time.Hour), ResponseURL: "u", Event: json.RawMessage(`{}`),
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	asText, _ := json.Marshal(string(good))
	queued := strings.Replace(sqsMessage, `"{}"`, string(asText), 1)
	for name, payload := range map[string]string{
		"no seal":           `{"slashCommand": {"responseUrl": "u", "user": "U1"}, "event": {"report": {}}}`,
		"another user":      strings.Replace(string(good), "U1", "U2", 1),
		"another seal":      strings.Replace(string(good), `"seal":"`, `"seal":"00`, 1),
		"a list":            `{"slashCommand": []}`,
		"nothing":           `{"slashCommand": null}`,
		"from an hour ago":  string(old),
		"in a queue":        `{"Records": [` + queued + `]}`,
		"beside a question": `{"user": "U1", "report": {}}`,
	} {
		w := newWorld()
		answer, err := w.invoke("one", payload)
		if err != nil || len(w.replies) > 0 || w.reads > 0 || strings.Contains(answer, "percent") {
			t.Errorf("%s: %s, %v, replies %q", name, answer, err, w.replies)
		}
	}
	w := newWorld()
	w.secret = errors.New("SSM does not answer")
	if answer, err := w.invoke("one", string(good)); err == nil || len(w.replies) > 0 || w.reads > 0 {
		t.Errorf("without the signing secret: %s, %v, replies %q", answer, err, w.replies)
	}
	written := w.written.Len()
	w.secret = lasting{errors.New("no such parameter")}
	answer, err := w.invoke("one", string(good))
	if err != nil || !strings.Contains(answer, "no such parameter") || len(w.replies) > 0 ||
		!strings.Contains(w.written.String()[written:], `"FailedRuns":1`) {
		t.Errorf("without the signing secret for long: %s, %v, replies %q", answer, err, w.replies)
	}
	for _, payload := range []string{
		`{"slashCommand": {}}`, `{"slashCommand": {"seal": "00"}}`, `{"slashcommand": null}`,
	} {
		w.secret = errors.New("SSM does not answer")
		written := w.written.Len()
		answer, err := w.invoke("one", payload)
		counted := w.written.String()[written:]
		if err != nil || !strings.Contains(answer, "did not seal it") || !strings.Contains(counted, metrics.Refused) {
			t.Errorf("%s without the signing secret: %s, %v, metrics %s", payload, answer, err, counted)
		}
	}
	w.secret = nil
	if _, err := w.invoke("one", string(good)); err != nil || len(w.replies) != 1 {
		t.Errorf("Lambda's retry: %v, replies %q", err, w.replies)
	}
}

// A copy of a command that another instance took has the same id.
func TestACopyOfACommandDoesNothingTwice(t *testing.T) {
	for name, event := range map[string]string{
		"status": `{}`, "report": `{"report": {}}`, "report share": `{"report": {}, "deliver": ["slack"]}`,
	} {
		t.Run("S4: "+name, func(t *testing.T) {
			w := newWorld()
			var mine channel
			w.direct = func(string) job.Channel { return &mine }
			send := func() string {
				t.Helper()
				answer, err := w.ask(slashcommand.Request{ID: "the-same"}, event)
				if err != nil {
					t.Fatal(err)
				}
				return answer
			}
			send()
			if answer := send(); !strings.Contains(answer, "already") || len(w.replies) != 1 || w.reads != 1 {
				t.Errorf("the same process: %s, replies %q, read %d times", answer, w.replies, w.reads)
			}
			delivered := len(w.channel.sent) + len(mine.sent)
			w.commands = slashcommand.Seen{} // another process
			if answer := send(); event != `{}` && !strings.Contains(answer, `"status":"already"`) ||
				len(w.channel.sent)+len(mine.sent) != delivered {
				t.Errorf("another process: %s", answer)
			}
		})
	}
}

// A report that one person asks for goes to that person only. The channel keeps
// its baseline.
func TestAReportByDirectMessage(t *testing.T) {
	w := newWorld()
	var mine channel
	asked := ""
	w.direct = func(user string) job.Channel { asked = user; return &mine }
	if _, err := w.ask(slashcommand.Request{User: "U7"}, `{"report": {}}`); err != nil {
		t.Fatal(err)
	}
	if asked != "U7" || len(mine.sent) != 1 || len(w.channel.sent) != 0 ||
		!strings.Contains(w.replies[0], "in your direct messages") {
		t.Errorf("asked %q, delivered %d and %d times, replies %q", asked, len(mine.sent), len(w.channel.sent),
			w.replies)
	}
	if _, err := w.ask(slashcommand.Request{User: "U7"}, `{"report": {}, "deliver": ["slack"]}`); err != nil {
		t.Fatal(err)
	}
	if len(mine.sent) != 1 || len(w.channel.sent) != 1 {
		t.Errorf("shared: delivered %d and %d times", len(mine.sent), len(w.channel.sent))
	}
}

// Only a sealed command is one, whatever the payload is.
func FuzzPayload(f *testing.F) {
	for _, payload := range []string{
		`{}`, `null`, `{"Records": [` + sqsMessage + `]}`, `{"slashCommand": {"request": "{}", "seal": "00"}}`,
		`{"Records": [{"EventSource": "aws:sns"}], "slashCommand": null}`, `{"deliver": ["slack"]}`,
	} {
		f.Add(payload)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		w := newWorld()
		answer, err := w.invoke("one", payload)
		if len(w.replies) > 0 {
			t.Errorf("a reply %q", w.replies)
		}
		if err == nil && answer == "" {
			t.Error("no answer")
		}
		if w.reads > 0 && !json.Valid([]byte(strings.TrimPrefix(strings.TrimSpace(payload), "\ufeff"))) {
			t.Errorf("%q was run", payload)
		}
	})
}
