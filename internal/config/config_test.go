package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/period"
)

func good(t testing.TB, name string) string {
	t.Helper()
	doc, err := os.ReadFile("testdata/good/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// contract is what the contract's sample says.
func contract() Config {
	slack := Slack{Token: NewSecret("awsparamstore:///securescore/slack-token"), Channel: "#security"}
	email := Email{NewTransport("ses"), "secure-score@contoso.example", []string{"ciso@contoso.example"}}
	exceptions := []Exception{{
		Control: "spo_legacy_auth", Reason: "Scanner in plant 2 until it is replaced", Owner: "kim@contoso.example",
		Ticket: "SEC-112", Until: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC),
	}}
	return Config{
		Store: "file://./data", Graph: Graph{Cloud: "public"}, Slack: slack, Email: email, Exceptions: exceptions,
		Alerts:    Alerts{MinPoints: 5, Mention: Mentions{"regressed": "<!subteam^S012>"}},
		Retention: period.Period{Days: 400},
		Tenants: []Tenant{{
			Name: "contoso", ID: "00000000-0000-0000-0000-000000000000",
			Auth:       Auth{Federation: &Federation{ClientID: "…", Audience: "api://AzureADTokenExchange"}},
			Goal:       &Goal{Percent: 80, By: time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)},
			Zones:      Zones{Good: 80, Okay: 60},
			Slack:      Slack{Token: slack.Token, Channel: "#contoso"},
			Email:      Email{Transport: email.Transport, From: email.From, To: []string{"it@contoso.example"}},
			Exceptions: exceptions,
		}},
	}
}

// exceptions is a document in which one tenant has exceptions of its own.
func exceptions() Config {
	relay := Exception{Control: "mdo_safelinks", Reason: "Relay in plant 2", Owner: "kim@contoso.example", Ticket: "4711",
		Until: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)}
	lab := Exception{Control: "scid_2010", Reason: "Lab"}
	auth, zones := Auth{Token: NewSecret("env://T")}, Zones{Good: 80, Okay: 60}
	return Config{
		Store: "file://./data", Graph: Graph{Cloud: "public"}, Exceptions: []Exception{relay, lab},
		Alerts: Alerts{MinPoints: 5}, Retention: period.Period{Days: 400},
		Tenants: []Tenant{
			{Name: "contoso", ID: "contoso.example", Auth: auth, Zones: zones, Exceptions: []Exception{
				{Control: "MDO_SafeLinks", Reason: "The scanner's relay"},
				{Control: "own", Reason: "Decided by the works council"}, lab,
			}},
			{Name: "fabrikam", ID: "fabrikam.example", Auth: auth, Zones: zones, Exceptions: []Exception{relay, lab}},
		},
	}
}

// signIns is a document with every sign-in. What a tenant does not override it
// has from the top level or the defaults.
func signIns() Config {
	slack := Slack{Token: NewSecret("env://SLACK_TOKEN"), APIURL: "https://slack-gov.com/api/", Channel: "C0123456789"}
	smtp, to := NewTransport("smtp://me:hunter2@mail.contoso.example:587"), []string{"ciso@contoso.example"}
	from, zones := "Secure Score <score@contoso.example>", Zones{Good: 80, Okay: 60}
	return Config{
		Store: "s3://contoso-secure-score?region=eu-central-1&prefix=securescore/",
		Graph: Graph{Cloud: "usgov", URL: "http://127.0.0.1:9001/v1.0"},
		Slack: slack, Email: Email{smtp, from, to},
		Retention: period.Period{Years: 2},
		Tenants: []Tenant{{
			Name: "Ärzte für Bäume", ID: "contoso.onmicrosoft.com",
			Auth: Auth{ClientSecret: &ClientSecret{"app-1", NewSecret("awssecretsmanager://contoso")}},
			Goal: &Goal{Percent: 72.5}, Zones: Zones{Good: 70, Okay: 50.5},
			Slack: Slack{Token: slack.Token, APIURL: slack.APIURL}, Email: Email{smtp, from, nil},
		}, {
			Name: "fabrikam", ID: "0000",
			Auth:  Auth{ClientCertificate: &ClientCertificate{"4711", NewSecret("file:///run/secrets/fabrikam.pem")}},
			Zones: zones, Slack: Slack{Token: NewSecret("xoxb-hunter2"), APIURL: slack.APIURL, Channel: slack.Channel},
			Email: Email{NewTransport("awsparamstore:///securescore/smtp"), from, to},
		}, {
			Name: "2027", ID: "adatum.example", Auth: Auth{Token: NewSecret("hunter2")},
			Zones: Zones{Good: 80, Okay: 10}, Slack: slack,
			Email: Email{NewTransport("file://./outbox"), "adatum@contoso.example", to},
		}, {
			Name: "woodgrove", ID: "woodgrove.example",
			Auth:  Auth{Federation: &Federation{ClientID: "app-4", Audience: "api://AzureADTokenExchange"}},
			Zones: zones, Slack: slack, Email: Email{smtp, from, to},
		}},
	}
}

// quietTimes is a document with everything that holds alerts.
func quietTimes() Config {
	slack := Slack{
		Token: NewSecret("env://SLACK_TOKEN"), Channel: "#security", Askers: []string{"U0123456789"},
		AskIn: []string{"C0123456789"}, Team: "T0123456789",
		Routes: []Route{{"#identity", []string{"Identity"}, []string{"regressed", "added"}}},
	}
	return Config{
		Store: "file://./data", Graph: Graph{Cloud: "public"}, Retention: period.Period{Days: 400}, Slack: slack,
		Alerts: Alerts{
			MinPoints: 2, Snooze: []Snooze{{"mdo_safelinks", time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)}},
			Quiet: Quiet{
				Days: []time.Weekday{time.Saturday, time.Sunday}, TimeZone: "Europe/Berlin",
				Hours: Hours{22 * time.Hour, 7*time.Hour + 30*time.Minute},
			},
			Digest: []time.Weekday{time.Monday, time.Thursday},
		},
		Tenants: []Tenant{{
			Name: "contoso", ID: "contoso.onmicrosoft.com", Auth: Auth{Token: NewSecret("env://GRAPH_TOKEN")},
			Zones: Zones{Good: 80, Okay: 60}, Slack: slack,
		}},
	}
}

// appearance is a document in which a tenant overrides a part of how reports
// look.
func appearance() Config {
	top := Report{
		Edition: "full", Note: "Audit on 14 December: no new exceptions before then.",
		Company: "Northwind Managed Security", Footer: "Confidential", Accent: "#5b2a86", Logo: "./northwind.png",
		Paper: "letter", Language: "fr", Locale: "en-US", TimeZone: "America/New_York",
	}
	own := top
	own.Edition, own.Language = "summary", "de"
	own.Locale, own.TimeZone = "de-DE", "Europe/Berlin"
	own.Logo, own.Font = "s3://assets/fabrikam.png", "file:///fonts/noto.ttf"
	auth, zones := Auth{Token: NewSecret("env://GRAPH_TOKEN")}, Zones{Good: 80, Okay: 60}
	return Config{
		Store: "file://./data", Graph: Graph{Cloud: "public"}, Report: top,
		Alerts: Alerts{MinPoints: 5}, Retention: period.Period{Days: 400},
		Tenants: []Tenant{
			{Name: "contoso", ID: "contoso.onmicrosoft.com", Auth: auth, Zones: zones, Report: top},
			{Name: "fabrikam", ID: "fabrikam.onmicrosoft.com", Auth: auth, Zones: zones, Report: own},
		},
	}
}

const least = `{"store": "file://./data", "tenants": [{"name": "contoso", "id": "t-1", "auth": {"token": "env://T"}}]}`

func TestGood(t *testing.T) {
	sample := good(t, "contract.yaml")
	alias := strings.NewReplacer("to: [ciso@", "to: &to [ciso@", "[it@contoso.example]", "*to")
	sameTo := contract()
	sameTo.Tenants[0].Email.To = sameTo.Email.To
	auth, zones := Auth{Token: NewSecret("env://T")}, Zones{Good: 80, Okay: 60}
	for _, tt := range []struct {
		name, document, text string
		want                 Config
	}{
		{"the contract's sample", "c.yaml", sample, contract()},
		{"the same as JSON", "c.json", good(t, "contract.json"), contract()},
		{"JSON without the name", "/dev/stdin", good(t, "contract.json"), contract()},
		{"JSON in a file of YAML, with a comment", "c.yaml", good(t, "contract.json") + "# the end\n", contract()},
		{"lines of Windows", "c.yaml", strings.ReplaceAll(sample, "\n", "\r\n"), contract()},
		{"a byte order mark", "c.yaml", "\ufeff" + sample, contract()},
		{"a byte order mark before JSON", "c.json", "\ufeff" + good(t, "contract.json"), contract()},
		{"directive, begin and end", "c.yaml", "%YAML 1.2\n---\n" + sample + "...\n", contract()},
		{"an alias", "c.yaml", alias.Replace(sample), sameTo},
		{"every sign-in", "c.yaml", good(t, "signins.yaml"), signIns()},
		{"quiet times", "c.yaml", good(t, "quiet.yaml"), quietTimes()},
		{"how documents look", "c.yaml", good(t, "report.yaml"), appearance()},
		{"exceptions", "c.yaml", good(t, "exceptions.yaml"), exceptions()},
		{"the least, and the defaults", "c.yaml", least, Config{
			Store: "file://./data", Graph: Graph{Cloud: "public"},
			Alerts: Alerts{MinPoints: 5}, Retention: period.Period{Days: 400},
			Tenants: []Tenant{{Name: "contoso", ID: "t-1", Auth: auth, Zones: zones}},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(tt.document, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("unexpected configuration (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTenant(t *testing.T) {
	c := signIns()
	for nameOrID, want := range map[string]string{
		"fabrikam": "fabrikam", "Adatum.Example": "2027", "ärzte für bäume": "Ärzte für Bäume", "0000": "fabrikam",
		"woodgrov": "", "": "",
	} {
		if got, ok := c.Tenant(nameOrID); got.Name != want || ok != (want != "") {
			t.Errorf("the tenant %q is %q (%v), want %q", nameOrID, got.Name, ok, want)
		}
	}
}

// A secret does not show, however it is printed. A reference does.
func TestSecretsDoNotShow(t *testing.T) {
	holder := struct {
		Secret    Secret
		Transport Transport
	}{NewSecret("hunter2"), NewTransport("smtp://me:hunter2@mail.contoso.example:587")}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", holder.Secret, "holder", holder)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", holder.Secret, "holder", holder)
	asJSON, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{
		fmt.Sprint(holder), fmt.Sprintf("%+v %#v %x %d %q", holder, holder, holder.Secret, holder.Secret, holder.Transport),
		fmt.Sprintf("%v %s", &holder, &holder), string(asJSON), log.String(),
	} {
		if strings.Contains(shown, "hunter2") || strings.Contains(shown, fmt.Sprintf("%x", "hunter2")) {
			t.Errorf("shows the secret: %s", shown)
		}
	}
	got := fmt.Sprintf("%s %s %s %s", NewSecret("env://TOKEN"), holder.Secret, holder.Transport, Secret{})
	if want := "env://TOKEN (hidden) smtp://mail.contoso.example:587 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A tenant inherits from the rest of the document, which has to be read by
// then.
func TestTenantsAreReadLast(t *testing.T) {
	c := reflect.TypeFor[Config]()
	if last := c.Field(c.NumField() - 1).Name; last != "Tenants" {
		t.Errorf("%s is read after the tenants", last)
	}
}
