package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/cloudsetup"
	"secure-score-reporter/internal/cloudsetup/cloudsetuptest"
	"secure-score-reporter/report/words"
)

// awsWorld is a world with an AWS account and a tenant's directory, in which
// nothing is set up, and its directory is the current one.
func awsWorld(t *testing.T) (w *world, clouds *cloudsetuptest.Cloud) {
	t.Helper()
	w, _ = setupWorld(t)
	w.columns = 100
	clouds = &cloudsetuptest.Cloud{}
	w.cloud.setup = clouds
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "the-secret-key-of-a-person")
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_CA_BUNDLE", "") // it would need a client of the SDK's own
	t.Setenv("AWS_CONFIG_FILE", os.DevNull)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", os.DevNull)
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	t.Chdir(w.dir)
	return w, clouds
}

const signingSecret = "0f4c93d2a7b15e6088d1c2b3a4958677"

// answersAWS are those of a person who types both secrets of Slack and wants no
// email.
func answersAWS(after ...string) string {
	return strings.Join(append([]string{
		"Contoso Ltd", "contoso.example", "", "", "slack", "#security", slackToken, "y", signingSecret, "80", "Europe/Berlin",
		"ops@contoso.example",
	}, after...), "\n") + "\n"
}

// The whole of init --aws, from the first question to the commands that deploy.
// The second run makes nothing.
func TestInitAWS(t *testing.T) {
	testdata, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	w, clouds := awsWorld(t)
	code, stdout, stderr := w.command(t, answersAWS("y"), "init", "--aws")
	if code != exitWell {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	parameters := written(t, parametersFile)
	golden(t, filepath.Join(testdata, "init-aws-parameters.json"), parameters)
	golden(t, filepath.Join(testdata, "init-aws.txt"), strings.ReplaceAll(stdout, w.dir, "/clone"))
	for name, value := range map[string]string{
		cloudsetup.TokenParameter: slackToken, cloudsetup.SigningSecretParameter: signingSecret,
	} {
		if strings.Contains(parameters+stdout+stderr, value) || clouds.Parameters[name].Value != value {
			t.Errorf("%s: %v", name, clouds.Parameters)
		}
	}
	if at, err := os.Stat(parametersFile); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at, err)
	}
	files, err := filepath.Glob(filepath.Join(w.dir, "*"))
	if err != nil || len(files) != 2 { // the other one is the world's configuration
		t.Errorf("%q, %v", files, err)
	}

	changes := clouds.Changes()
	code, stdout, stderr = w.command(t, strings.Join([]string{
		"Contoso Ltd", "contoso.example", "", "", "slack", "#security", "n", "y", "n", "80", "Europe/Berlin",
		"ops@contoso.example", "y",
	}, "\n"), "init", "--aws")
	if code != exitWell || strings.Contains(stdout, "done:") || strings.Count(stdout, "found:") != 7 {
		t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	if diff := cmp.Diff(changes, clouds.Changes()); diff != "" || written(t, parametersFile) != parameters {
		t.Error(diff)
	}
}

// An empty answer is no goal: not the stack's default.
func TestInitAWSWithoutAGoal(t *testing.T) {
	w, _ := awsWorld(t)
	answers := strings.Replace(answersAWS("y"), "\n80\n", "\n\n", 1)
	code, stdout, stderr := w.command(t, answers, "init", "--aws")
	if code != exitWell || !strings.Contains(written(t, parametersFile), `"GoalPercent=0"`) {
		t.Errorf("exit code %d, %s\n%s\n%s", code, written(t, parametersFile), stdout, stderr)
	}
}

// Wrong answers are asked again, before anything is changed.
func TestInitAWSAsksAgain(t *testing.T) {
	w, clouds := awsWorld(t)
	answers := strings.Join([]string{
		"Größe & Söhne", "contoso.example", // no name for CloudFormation
		"contoso", "contoso.example",
		"a role", "", // no role
		"", "moon", // no cloud
		"score", "",
		"slack, email",
		"security", "", // no token
		"security", "xoxb-2", "n", // no channel
		"#security", slackToken, "y", slackToken, // no signing secret
		"#security", slackToken, "n",
		"ciso", // no address
		"ciso@contoso.example", "score@contoso.example", "",
		"",
		"Europe/Nowhere", "",
		"", "n n", // no address
		"", "",
		"n", // after all
	}, "\n") + "\n"
	w.cloud.setup = clouds
	code, stdout, stderr := w.command(t, answers, "init", "--aws")
	for _, says := range []string{
		"TenantName: ", "RoleName: ", `Cloud: "moon" is not allowed: It is public`, "SlackChannel: ", "signing secret: has to be 32 digits",
		"the answer is empty", "this is not an email address", "unknown time zone Europe/Nowhere", "AlarmEmail: ",
	} {
		if !strings.Contains(stderr, says) {
			t.Errorf("no %q in\n%s", says, stderr)
		}
	}
	if code != exitWell || !strings.Contains(stdout, "Nothing was changed.") ||
		!strings.HasSuffix(stdout, " --parameter EmailIdentity=contoso.example\n") || len(clouds.Changes()) > 0 ||
		written(t, parametersFile) != "" {
		t.Errorf("exit code %d, %q\n%s\n%s", code, clouds.Changes(), stdout, stderr)
	}
}

// Teams and a webhook need only their secrets, which go into the Parameter
// Store. A wrong one is asked again.
func TestInitAWSTeamsAndWebhook(t *testing.T) {
	w, clouds := awsWorld(t)
	answers := strings.Join([]string{
		"contoso", "contoso.example", "", "", "teams, webhook",
		"https://hooks.slack.com/services/x", teamsAddress,
		hookAddress, "too-short", hookAddress, hookSecret,
		"", "", "", "y",
	}, "\n") + "\n"
	code, stdout, stderr := w.command(t, answers, "init", "--aws", "--parameter", "ReportLanguage=de")
	if code != exitWell || strings.Count(stderr, "is a webhook of Slack") != 1 ||
		strings.Count(stderr, "signing secret: must be whsec_") != 1 {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	parameters := written(t, parametersFile)
	for _, has := range []string{
		`"TeamsWebhookParameter=/securescore/teams-webhook"`, `"WebhookUrlParameter=/securescore/hook-url"`,
		`"ReportLanguage=de"`,
	} {
		if !strings.Contains(parameters, has) {
			t.Errorf("no %s in\n%s", has, parameters)
		}
	}
	stored := map[string]cloudsetuptest.Parameter{}
	for name, value := range map[string]string{
		cloudsetup.TeamsParameter: teamsAddress, cloudsetup.HookURLParameter: hookAddress,
		cloudsetup.HookSecretParameter: hookSecret,
	} {
		stored[name] = cloudsetuptest.Parameter{Type: "SecureString", Value: value}
		if strings.Contains(parameters+stdout+stderr, value) {
			t.Errorf("%s is shown", name)
		}
	}
	if diff := cmp.Diff(stored, clouds.Parameters); diff != "" {
		t.Error(diff)
	}
}

var insufficient = map[string][]cloudsetuptest.Answer{"POST /servicePrincipals": {{
	Status: 403, Code: "Authorization_RequestDenied", Message: "Insufficient privileges."}}}

// A refusal in the middle leaves no file, and says how to go on: with a command
// that has the answers.
func TestInitAWSRefused(t *testing.T) {
	w, clouds := awsWorld(t)
	clouds.Refuses = maps.Clone(insufficient)
	code, stdout, stderr := w.command(t, answersAWS("y", "n"), "init", "--aws")
	if code != exitFailed || written(t, parametersFile) != "" ||
		!strings.Contains(stderr, "Cloud Application Administrator") || !strings.Contains(stderr, "done so far: outbound") {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	const repeat = "securescore init --aws 'Contoso Ltd' contoso.example --cloud public --channel '#security' --goal 80 " +
		"--parameter RoleName=securescore-reporter --parameter SlackSigningSecretParameter=/securescore/signing-secret " +
		"--parameter TimeZone=Europe/Berlin --parameter AlarmEmail=ops@contoso.example"
	if !strings.HasSuffix(stdout, "  "+repeat+"\n") {
		t.Fatalf("not at its end: %s\n%s", repeat, stdout)
	}
	args := strings.Fields(strings.ReplaceAll(repeat, "'Contoso Ltd'", "Contoso_Ltd"))[1:]
	for i, arg := range args {
		args[i] = strings.Trim(strings.ReplaceAll(arg, "Contoso_Ltd", "Contoso Ltd"), "'")
	}
	// Both secrets are there, and stay.
	if code, stdout, stderr := w.command(t, "n\nn\ny\n", args...); code != exitWell {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	repeated := written(t, parametersFile)
	if len(clouds.Applications) != 1 || clouds.Parameters[cloudsetup.TokenParameter].Value != slackToken {
		t.Errorf("%d applications, %v", len(clouds.Applications), clouds.Parameters)
	}
	// The answers that were typed have the same parameters.
	if code, _, stderr := w.command(t, answersAWS("y"), "init", "--aws"); code != exitWell ||
		written(t, parametersFile) != repeated {
		t.Errorf("exit code %d\n%s\n%s", code, stderr, written(t, parametersFile))
	}
}

// After a refusal the same answers can be tried again at once. Where the tenant
// was not found, its id is asked for again.
func TestInitAWSTriesAgain(t *testing.T) {
	for name, test := range map[string]struct {
		refuse func(*world, *cloudsetuptest.Cloud)
		after  []string
		id     string // with which the person signs in at last
	}{
		"a role is missing": {
			func(_ *world, c *cloudsetuptest.Cloud) { c.Refuses = maps.Clone(insufficient) },
			[]string{"y", "y", "y"}, "contoso.example",
		},
		"declined in the browser": {
			func(w *world, _ *cloudsetuptest.Cloud) { w.declines() },
			[]string{"y", "", "y"}, "contoso.example",
		},
		"another tenant": {
			func(w *world, _ *cloudsetuptest.Cloud) { w.declines() },
			[]string{"y", "other", "other.example", "y"}, "other.example",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, clouds := awsWorld(t)
			test.refuse(w, clouds)
			code, stdout, stderr := w.command(t, answersAWS(test.after...), "init", "--aws")
			last := stderr[strings.LastIndex(stderr, "To sign in to ")+len("To sign in to "):]
			if code != exitWell || !strings.Contains(written(t, parametersFile), "Contoso Ltd") ||
				strings.Contains(stdout, words.RepeatSetup) || !strings.HasPrefix(last, test.id+",") {
				t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
			}
		})
	}
}

// A person who declines in the browser changes nothing.
func TestInitAWSDeclined(t *testing.T) {
	w, clouds := awsWorld(t)
	w.declines()
	code, _, stderr := w.command(t, answersAWS("n"), "init", "--aws")
	if code != exitFailed || !strings.Contains(stderr, "it was declined in the browser") || len(clouds.Changes()) > 0 ||
		w.cloud.codes != 1 {
		t.Errorf("exit code %d, %d codes, %q\n%s", code, w.cloud.codes, clouds.Changes(), stderr)
	}
}

// A file with other parameters is replaced only if the person says so.
func TestInitAWSKeepsParameters(t *testing.T) {
	w, _ := awsWorld(t)
	if err := w.write(parametersFile, "[]\n"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := w.command(t, answersAWS("y", "n"), "init", "--aws")
	if code != exitFailed || written(t, parametersFile) != "[]\n" || !strings.Contains(stderr, "was not replaced") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
	code, stdout, stderr := w.command(t, strings.Join([]string{
		"contoso", "contoso.example", "", "", "", "", "", "", "y", "y",
	}, "\n"), "init", "--aws")
	if code != exitWell || !strings.Contains(written(t, parametersFile), `"RoleName=securescore-reporter"`) {
		t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
}

// Ctrl-C between two steps is one line; what is done is printed, and no file is
// written.
func TestInitAWSStops(t *testing.T) {
	w, clouds := awsWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	clouds.After = func(call string) {
		if call == "POST /servicePrincipals" {
			cancel()
		}
	}
	var out, errs strings.Builder
	code := run(ctx, process{
		args: []string{"init", "--aws"}, stdin: strings.NewReader(answersAWS("y")), stdout: &out, stderr: &errs,
		network: app.Network{HTTP: w.cloud}, now: func() time.Time { return w.now },
		lookupEnv: w.lookupEnv, timeout: unlimited, terminal: true, columns: 100,
	})
	if code != exitStopped || !strings.HasSuffix(errs.String(), "securescore: stopped by a signal\n") ||
		written(t, parametersFile) != "" || strings.Count(out.String(), "done:") != 4 {
		t.Errorf("exit code %d\n%s\n%s", code, out.String(), errs.String())
	}
}

// What does not fit is refused before a question.
func TestInitAWSFlags(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args    []string
		columns int
		says    string
	}{
		{nil, 0, "needs a terminal"},
		{[]string{"--store", "s3://b"}, 80, "--store does not go with --aws"},
		{[]string{"--teams", "env://FLOW"}, 80, "--teams does not go with --aws"},
		{[]string{"--client-id", "x'y"}, 80, "EntraClientId: "},
		{[]string{"--cloud", "moon"}, 80, "Cloud: "},
		{[]string{"--channel", "security"}, 80, "SlackChannel: "},
		{[]string{"--email", "ciso"}, 80, "EmailTo: "},
		{[]string{"--goal", "200"}, 80, "--goal: "},
		{[]string{"Größe"}, 80, "TenantName: "},
		{[]string{"contoso", "no id"}, 80, "ID: "},
		{[]string{"--parameter", "ReportLanguage=it"}, 80, "ReportLanguage: "},
		{[]string{"--parameter", "TenantName=x"}, 80, "is not NAME=VALUE with one of the names RoleName, "},
		{[]string{"--parameter", "TimeZone"}, 80, "is not NAME=VALUE"},
	} {
		w := newWorld(t)
		w.columns = test.columns
		code, stdout, stderr := w.command(t, "", append([]string{"init", "--aws"}, test.args...)...)
		if code != exitWrong || !strings.Contains(stderr, test.says) || stdout != "" {
			t.Errorf("%v: exit code %d\n%s\n%s", test.args, code, stdout, stderr)
		}
	}
}
