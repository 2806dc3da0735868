package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
)

// A configuration's transport reaches the service that it names.
func TestMailGoesByTheTransportOfTheConfiguration(t *testing.T) {
	fake, err := graphtest.New(graphtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	fake.Serve(graphtest.Scores("2026-11-23", 2, 10), graphtest.Profiles(20))
	var toSES []string
	ses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		toSES = append(toSES, r.URL.Path+" "+string(body))
		_, _ = w.Write([]byte(`{"MessageId":"1"}`))
	}))
	defer ses.Close()

	run := func(transport string) {
		t.Helper()
		cfg, err := config.Parse("config.yaml", []byte(`
store: file://`+t.TempDir()+`
graph: {url: "`+fake.URL+`"}
email: {transport: "`+transport+`", from: score@contoso.example, to: [ciso@contoso.example]}
tenants: [{name: contoso, id: `+graphtest.TenantID+`, auth: {token: a-token}}]
`))
		if err != nil {
			t.Fatal(err)
		}
		p := NewProcess(
			os.LookupEnv,
			func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) },
			slog.New(slog.DiscardHandler),
		)
		p.aws.Load = func(context.Context) (aws.Config, error) {
			return aws.Config{
				Region:       "eu-central-1",
				BaseEndpoint: &ses.URL,
				Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}, nil
				}),
			}, nil
		}
		j, err := p.Job(cfg)
		if err != nil {
			t.Fatal(err)
		}
		result := j.Run(t.Context(), event.Event{Deliver: []string{"email"}}, "request-1")
		if len(result.Tenants) != 1 || len(result.Tenants[0].Deliveries) != 1 ||
			result.Tenants[0].Deliveries[0].Status != job.Sent {
			t.Errorf("%s: %+v", transport, result)
		}
	}
	run("graph")
	if mails := fake.Mails(); len(mails) != 1 || mails[0].From != "score@contoso.example" ||
		!strings.Contains(string(mails[0].MIME), "To: <ciso@contoso.example>") {
		t.Errorf("Graph was sent %v", mails)
	}
	run("ses://?region=eu-west-1&configurationSet=reports")
	if len(toSES) != 1 || !strings.HasPrefix(toSES[0], "/v2/email/outbound-emails ") ||
		!strings.Contains(toSES[0], `"ConfigurationSetName":"reports"`) {
		t.Errorf("SES was sent %q", toSES)
	}
}

// Tenants share a channel where the recipient and the credentials are the same.
func TestChannelsThatTenantsShare(t *testing.T) {
	const ids = "00000000-0000-0000-0000-00000000000"
	for name, c := range map[string]struct {
		top, first, second string
		same               []string
	}{
		"all of the top level": {
			`slack: {token: "env://S", channel: "#security"}
email: {transport: ses, from: score@contoso.example, to: [ciso@contoso.example]}
teams: {webhook: "env://T"}
webhook: {url: "env://U", secret: "env://W"}`, "", "", []string{"slack", "email", "teams", "webhook"},
		},
		"others for one tenant": {
			`slack: {token: "env://S", channel: "#security"}
email: {transport: ses, from: score@contoso.example, to: [ciso@contoso.example]}
teams: {webhook: "env://T"}
webhook: {url: "env://U", secret: "env://W"}`, "", `, slack: {token: "env://S2"}, email: {to: [it@contoso.example]},
    teams: {webhook: "env://T2"}, webhook: {secret: "env://W2"}`, nil,
		},
		"a mailbox of each tenant": {
			"email: {transport: graph, from: score@contoso.example, to: [ciso@contoso.example]}", "", "", nil,
		},
		"one Teams webhook, written twice": {
			"", `, teams: {webhook: "env://T"}`, `, teams: {webhook: "env://T"}`, []string{"teams"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := config.Parse("config.yaml", []byte("store: file://"+t.TempDir()+"\n"+c.top+`
tenants:
  - {name: a, id: `+ids+`1, auth: {token: "env://A"}`+c.first+`}
  - {name: b, id: `+ids+`2, auth: {token: "env://B"}`+c.second+`}
`))
			if err != nil {
				t.Fatal(err)
			}
			j, err := NewProcess(os.LookupEnv, time.Now, slog.New(slog.DiscardHandler)).Job(cfg)
			if err != nil {
				t.Fatal(err)
			}
			var same []string
			for i, channel := range j.Tenants[0].Channels {
				if channel.(job.Sharer).Same(j.Tenants[1].Channels[i]) {
					same = append(same, channel.Name())
				}
			}
			if !slices.Equal(same, c.same) || len(j.Tenants[0].Channels) == 0 {
				t.Errorf("the same: %q, want %q", same, c.same)
			}
		})
	}
}
