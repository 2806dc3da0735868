package invocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/slackanswer"
	"secure-score-reporter/internal/slashcommand"
	"secure-score-reporter/report"
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

// reply is the last answer to a command.
func (w *world) reply(t *testing.T, r slashcommand.Request) string {
	t.Helper()
	before := len(w.replies)
	if _, err := w.ask(r); err != nil || len(w.replies) != before+1 {
		t.Fatalf("replies %q, %v", w.replies, err)
	}
	return w.replies[len(w.replies)-1]
}

func TestAnInspectionOfManyTenantsIsNotEndless(t *testing.T) {
	w := newWorld()
	w.withTenants(slackanswer.MaxTenants + 3)
	got := w.reply(t, slashcommand.Request{Text: "actions"})
	if n := strings.Count(got, "1 action on"); n != slackanswer.MaxTenants || !strings.Contains(got, "3 more tenants") {
		t.Errorf("%d tenants in\n%s", n, got)
	}
}

// A secret may have been renewed since it was read.
func TestAFailedInspectionForgetsSecrets(t *testing.T) {
	w := newWorld()
	w.source.err = errors.New("the secret has expired")
	if got := w.reply(t, slashcommand.Request{Text: "diff"}); w.forgotten != 1 || !strings.Contains(got, "expired") {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
	w = newWorld()
	if w.reply(t, slashcommand.Request{Text: "diff"}); w.forgotten != 0 {
		t.Error("forgotten after an inspection that went well")
	}
}

// A wrong period is one problem, not one for each tenant.
func TestAWrongPeriodIsNamedOnce(t *testing.T) {
	w := newWorld()
	w.withTenants(2)
	got := w.reply(t, slashcommand.Request{Text: "diff yesterday"})
	if strings.Count(got, "YESTERDAY") != 1 || w.forgotten != 0 {
		t.Errorf("forgotten %d times, reply %q", w.forgotten, got)
	}
}

func TestASlashCommandIsAnswered(t *testing.T) {
	for text, tt := range map[string]struct {
		want, counted string
	}{
		"":                      {"*contoso* 60.00 %", `"FailedRuns":0`},
		"actions":               {"*contoso* 60.00 %, 1 action", ""},
		"actions for contoso":   {"1. ", ""},
		"actions nothing":       {"No action matches", ""},
		"diff":                  {"There is no earlier score", ""},
		"history":               {"*contoso* 60.00 % on", ""},
		"history P7D for T":     {"The first stored day", ""},
		"history yesterday":     {"The command failed:", metrics.Wrong},
		"for x":                 {"The command failed:", metrics.Wrong},
		"report 2026-13-01":     {"The command failed:", metrics.Wrong},
		"actions cost:cheap":    {"“cost:cheap” is not a filter.", metrics.Wrong},
		"rm <!here> for <!all>": {"“rm” is not a command.", metrics.Wrong},
		"diff <!here>":          {"The command failed:", metrics.Wrong},
		"diff P7D <!here>":      {"“&lt;!here&gt;” is not understood after diff.\n*Commands*", metrics.Wrong},
		"diff for x":            {"The command failed:", metrics.Wrong},
	} {
		w := newWorld()
		got := w.reply(t, slashcommand.Request{Text: text})
		if !strings.HasPrefix(got, "https://hooks.slack.com/x ") || !strings.Contains(got, tt.want) ||
			strings.Contains(got, "<!") {
			t.Errorf("%q: reply %q, want %q", text, got, tt.want)
		}
		if len(w.replies) != 1 {
			t.Errorf("%q: replies %q", text, w.replies)
		}
		written := w.written.String()
		if !strings.Contains(written, tt.counted) || strings.Contains(written, `"FailedRuns":1`) {
			t.Errorf("S3: %q: metrics %s", text, written)
		}
	}
	w := newWorld()
	w.source.err = errors.New("an outage")
	if got := w.reply(t, slashcommand.Request{}); !strings.Contains(got, "an outage") ||
		!strings.Contains(w.written.String(), `"FailedRuns":1`) {
		t.Errorf("an outage: reply %q, metrics %s", got, w.written.String())
	}
}

// An answer is in the language of the tenant that is asked about. One about no
// tenant or several, or to a stranger, is in that of the top level.
func TestTheLanguageOfAnAnswer(t *testing.T) {
	w := newWorld()
	w.withTenants(2)
	one := w.Job
	w.Job = func(ctx context.Context) (*job.Job, error) {
		j, err := one(ctx)
		j.Portfolio.Locale = report.Locale{}.In(report.French)
		j.Tenants[0].Locale = report.Locale{}.In(report.German)
		return j, err
	}
	w.askers = job.Askers{Users: []string{"U1"}}
	for _, tt := range []struct {
		user, text string
		want       string
	}{
		{"U1", "for contoso", "mittel: 6 von 10 Punkten"},
		{"U1", "actions for contoso", "1 Maßnahme"},
		{"U1", "for tenant-1", "*tenant-1* 60.00"},
		{"U1", "", "mittel: 6 von 10 Punkten"},
		{"U1", "status now for contoso", "„now“ wird nach status nicht verstanden.\n*Befehle*"},
		{"U1", "status now", "n’est pas compris après status.\n*Commandes*"},
		{"U1", "diff yesterday for contoso", "Der Befehl ist fehlgeschlagen:"},
		{"U1", "for nosuch", "La commande a échoué"},
		{"U1", "help for contoso", "*Commandes*"},
		{"U2", "help for contoso", "*Commandes*"},
		{"U2", "for contoso", "Vous n’êtes pas autorisé"},
		{"U2", "status now for contoso", "Vous n’êtes pas autorisé"},
	} {
		w.replies = nil
		w.reply(t, slashcommand.Request{User: tt.user, Text: tt.text})
		if len(w.replies) != 1 || !strings.Contains(w.replies[0], tt.want) {
			t.Errorf("%s asks %q: replies %q, want %q", tt.user, tt.text, w.replies, tt.want)
		}
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
		for _, text := range []string{
			"", "actions", "diff", "report share", "for nosuch", "rm", "actions cost:cheap for contoso",
		} {
			w := newWorld()
			w.askers = tt.askers
			r := tt.asker
			r.Text = text
			answer, err := w.ask(r)
			if err != nil || len(w.replies) != 1 {
				t.Fatalf("%s: %v, replies %q", name, err, w.replies)
			}
			if refused := strings.Contains(w.replies[0], "You may not send this command"); refused == tt.may {
				t.Errorf("S1: %s: %q: %q", name, text, w.replies)
			}
			if tt.may {
				continue
			}
			if strings.Contains(w.replies[0]+answer, "contoso") {
				t.Errorf("S2: %s: %q: %q", name, text, w.replies)
			}
			written := w.written.String()
			if !strings.Contains(written, metrics.Refused) || strings.Contains(written, "FailedRuns") || w.reads > 0 {
				t.Errorf("S3: %s: %q: metrics %s", name, text, written)
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
		ID: "one", User: "U1", SentAt: start, ResponseURL: "u",
	}, secret)
	if err != nil {
		t.Fatal(err)
	}
	old, err := slashcommand.Seal(slashcommand.Request{
		ID: "one", User: "U1", SentAt: start.Add(-time.Hour), ResponseURL: "u",
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
	for _, text := range []string{"status", "report", "report share"} {
		t.Run("S4: "+text, func(t *testing.T) {
			w := newWorld()
			var mine channel
			w.direct = func(string) job.Channel { return &mine }
			send := func() string {
				t.Helper()
				answer, err := w.ask(slashcommand.Request{ID: "the-same", Text: text})
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
			if answer := send(); text != "status" && !strings.Contains(answer, `"status":"already"`) ||
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
	if _, err := w.ask(slashcommand.Request{User: "U7", Text: "report"}); err != nil {
		t.Fatal(err)
	}
	if asked != "U7" || len(mine.sent) != 1 || len(w.channel.sent) != 0 ||
		!strings.Contains(w.replies[0], "in your direct messages") {
		t.Errorf("asked %q, delivered %d and %d times, replies %q", asked, len(mine.sent), len(w.channel.sent),
			w.replies)
	}
	if _, err := w.ask(slashcommand.Request{User: "U7", Text: "report share"}); err != nil {
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
