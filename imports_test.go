package repository_test

import (
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

const (
	module = "secure-score-reporter/"
	jsonV2 = "github.com/go-json-experiment/json"
)

// mayImport lists, for each part of the tree, the other parts that it may
// reach, directly or not. A package belongs to the longest part that it lies
// under; one that is under none is an edge and may import anything.
var mayImport = map[string][]string{
	"internal/score":     {},
	"internal/plaintext": {},
	"internal/period":    {},
	"internal/jsonfault": {},
	"internal/fileurl":   {},
	"internal/spelling":  {},
	"internal/ledger":    {"internal/score"},
	"internal/fleet":     {},
	"internal/config": {"internal/mailserver", "internal/period", "internal/score", "internal/secrets",
		"internal/fileurl", "internal/httpbound", "internal/jsonfault", "internal/spelling", "internal/slack/credential",
		"internal/teams/address"},
	"internal/secrets": {"internal/fileurl", "internal/httpbound"},
	"internal/cloudsetup": with(model, "report", "report/portfolio", "report/words", "report/words/catalogue",
		"internal/damage",
		"internal/fileurl", "internal/httpbound", "internal/secrets"),
	"internal/scrub":             {"internal/plaintext"},
	"internal/event":             events[1:],
	"internal/dispatch":          with(events, "internal/plaintext"),
	"internal/dispatch/sqsqueue": with(events, "internal/dispatch", "internal/httpbound", "internal/plaintext"),
	"internal/dispatch/configured": with(events, "internal/dispatch",
		"internal/config", "internal/mailserver", "internal/secrets", "internal/httpbound", "internal/store",
		"internal/fileurl", "internal/ledger", "internal/damage", "internal/grace", "internal/fleet", "internal/plaintext",
		"internal/metrics/emf", "internal/slack/credential", "internal/teams/address"),
	"internal/metrics/emf": {},
	"internal/graph":       {"internal/score", "internal/grace", "internal/httpbound", "internal/plaintext"},
	"internal/store": {"internal/score", "internal/ledger", "internal/damage", "internal/fileurl", "internal/fleet",
		"internal/grace", "internal/httpbound"},
	"internal/damage":     {"internal/score"},
	"internal/grace":      {},
	"internal/httpbound":  {},
	"internal/demo":       {},
	"internal/health":     {},
	"internal/mailserver": {},

	"report":                 model,
	"report/guidance":        {"internal/plaintext"},
	"report/portfolio":       with(model, "report"),
	"report/words":           with(model, "report", "report/portfolio", "report/words/catalogue", "internal/damage"),
	"report/words/catalogue": {},
	"report/csv": with(model, "report", "report/portfolio", "report/words", "report/words/catalogue",
		"internal/damage"),
	"report/result": with(model, "report", "report/portfolio", "report/words", "report/words/catalogue",
		"internal/damage"),
	"report/internal": {},
	"report/draw": with(model, "report", "report/portfolio", "report/words", "report/words/catalogue", "report/internal",
		"internal/damage"),
	"report/pdf":   form,
	"report/page":  form,
	"report/lines": form,
	"report/mail":  with(form, "report/lines"),

	"internal/slack/command":    {"internal/slack/mrkdwn"},
	"internal/slack/mrkdwn":     {"internal/plaintext"},
	"internal/slack/credential": {},
	"internal/slack": with(form, "internal/grace", "internal/health", "internal/httpbound",
		"internal/slack/credential", "internal/slack/mrkdwn"),
	"internal/email": with(form, "report/lines", "internal/grace", "report/mail", "internal/fileurl", "internal/health",
		"internal/httpbound", "internal/mailserver"),
	"internal/teams/address": {},
	"internal/hook":          {"internal/grace", "internal/health", "internal/httpbound", "internal/plaintext"},
	"internal/teams": with(form, "report/lines", "internal/grace", "internal/health", "internal/hook",
		"internal/httpbound", "internal/teams/address"),
	"internal/webhook": with(model, "report", "report/portfolio", "report/words", "report/words/catalogue",
		"report/result", "internal/damage",
		"internal/grace", "internal/health", "internal/hook", "internal/httpbound"),
	"internal/job": with(form, "report/pdf", "report/page", "report/csv", "report/result",
		"internal/ledger", "internal/health", "internal/fleet"),
}

var (
	// events are the event and what it is read with.
	events = []string{"internal/event", "internal/score", "internal/period", "internal/jsonfault", "internal/spelling"}
	// model is what a report is made of.
	model = with(events, "internal/plaintext", "report/guidance")
	// form is what a form of the report is drawn with.
	form = with(model, "report", "report/portfolio", "report/words", "report/words/catalogue", "report/draw",
		"report/internal", "internal/damage")
)

func with(list []string, more ...string) []string { return slices.Concat(list, more) }

// partOf is the part of the tree that a package belongs to; empty for an edge.
func partOf(path string) string {
	longest := ""
	for part := range mayImport {
		if under(path, part) && len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// onlyHere lists what only some parts of the tree may import. Templates call
// methods by name, so that the linker would keep every exported method of the
// Graph SDK: ten megabytes.
var onlyHere = map[string][]string{
	"github.com/microsoftgraph/msgraph-sdk-go":                 {"internal/graph"},
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity":         {"internal/graph"},
	"github.com/jung-kurt/gofpdf":                              {"report/pdf/internal/canvas"},
	"maragu.dev/gomponents":                                    {"report/page", "report/mail"},
	"text/template":                                            {},
	"html/template":                                            {},
	"gonum.org/v1/plot":                                        {"report"},
	"github.com/slack-go/slack":                                {"internal/slack"},
	"github.com/wneessen/go-mail":                              {"internal/email"},
	"github.com/aws/aws-sdk-go-v2/service/sesv2":               {"internal/email/sesmail"},
	"github.com/gofrs/flock":                                   {"internal/store"},
	"go.yaml.in/yaml/v4":                                       {"internal/config"},
	"github.com/aws/aws-sdk-go-v2/service/ssm":                 {"internal/secrets"},
	"github.com/aws/aws-sdk-go-v2/service/lambda":              {"internal/invoke"},
	"github.com/aws/aws-sdk-go-v2/service/sqs":                 {"internal/dispatch/sqsqueue"},
	"github.com/standard-webhooks/standard-webhooks/libraries": {"internal/webhook"},
	"github.com/spf13/cobra":                                   {"cmd/securescore"},
	"github.com/aws/aws-sdk-go-v2/service/iam":                 {"internal/cloudsetup"},
}

type pkg struct {
	path          string
	imports, deps []string
}

// listed runs go list once for all tests of this file.
var listed = sync.OnceValues(func() (string, error) {
	const format = `{{.ImportPath}}|{{join .Imports " "}}|{{join .Deps " "}}`
	out, err := exec.Command("go", "list", "-f", format, module+"...").Output()
	return string(out), err
})

func packages(t *testing.T) []pkg {
	t.Helper()
	sources(t)
	out, err := listed()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for line := range strings.Lines(out) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		path := strings.TrimPrefix(fields[0], module)
		list = append(list, pkg{path, strings.Fields(fields[1]), strings.Fields(fields[2])})
	}
	if len(list) < len(mayImport) {
		t.Fatalf("go list found only %d packages", len(list))
	}
	return list
}

func under(path, part string) bool { return path == part || strings.HasPrefix(path, part+"/") }

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		part := partOf(p.path)
		if part == "" || strings.HasSuffix(p.path, "test") {
			continue
		}
		for _, dep := range p.deps {
			ours, isOurs := strings.CutPrefix(dep, module)
			if to := partOf(ours); isOurs && to != part && !slices.Contains(mayImport[part], to) {
				t.Errorf("%s reaches %s, which %s may not", p.path, ours, part)
			}
		}
	}
}

// TestTheDomainIsStandardLibraryOnly counts encoding/json/v2, which Go has from
// version 1.27 on, as a part of it.
func TestTheDomainIsStandardLibraryOnly(t *testing.T) {
	for _, p := range packages(t) {
		if p.path != "internal/score" {
			continue
		}
		for _, dep := range p.deps {
			if first, _, _ := strings.Cut(dep, "/"); strings.Contains(first, ".") && !under(dep, jsonV2) {
				t.Errorf("internal/score reaches %s", dep)
			}
		}
	}
}

func TestHeavyModulesHaveOneImporter(t *testing.T) {
	for _, p := range packages(t) {
		for mod, parts := range onlyHere {
			may := slices.ContainsFunc(parts, func(part string) bool { return under(p.path, part) })
			for _, i := range p.imports {
				if under(i, mod) && !may {
					t.Errorf("%s imports %s; only %q may", p.path, i, parts)
				}
			}
		}
	}
}

// The Graph SDK takes minutes to compile. Work on the domain, the report or a
// run does not need it.
func TestTheCoreBuildsWithoutTheGraphSDK(t *testing.T) {
	sources(t)
	for _, part := range []string{"internal/score", "report", "internal/job"} {
		out, err := exec.Command("go", "list", "-deps", "-test", module+part+"/...").Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for dep := range strings.Lines(string(out)) {
			for _, sdk := range []string{"msgraph", "kiota", "azidentity"} {
				if strings.Contains(dep, sdk) {
					t.Errorf("%s reaches %s", part, strings.TrimSpace(dep))
				}
			}
		}
	}
}

// What sets up an account is for a person at the command line. The functions
// have neither its rights nor its code.
func TestFunctionsDoNotLinkTheSetup(t *testing.T) {
	const iam = "github.com/aws/aws-sdk-go-v2/service/iam"
	for _, p := range packages(t) {
		for _, dep := range p.deps {
			if under(p.path, "functions") && (under(dep, module+"internal/cloudsetup") || under(dep, iam)) {
				t.Errorf("%s links %s", p.path, dep)
			}
		}
	}
}

// Slack waits three seconds for an answer to a command, the function's start
// included. So the function links the clients of the three services that it
// calls and the words of its answers, and nothing that draws, signs in at
// Microsoft or talks to Slack.
func TestTheSlashCommandLinksLittle(t *testing.T) {
	const sdk = "github.com/aws/aws-sdk-go-v2/"
	may := []string{
		"internal/slashcommand", "internal/invoke", "internal/lambdaenv", "internal/secrets", "internal/httpbound",
		"internal/scrub", "internal/secrets/awssecrets", "internal/slack/command", "internal/slack/mrkdwn", "internal/event",
		"internal/period", "internal/fileurl", "internal/jsonfault", "internal/spelling", "internal/httpbound/reach",
		"internal/score", "report", "report/guidance", "report/portfolio", "report/words", "report/words/catalogue",
		"internal/plaintext", "internal/damage", "internal/metrics/emf", "golang.org/x/text/...",
		"golang.org/x/net/html/...", jsonV2 + "/...",
		"github.com/aws/aws-lambda-go/...", "github.com/aws/smithy-go/...",
		sdk + "aws/...", sdk + "internal/...", sdk + "credentials", sdk + "service/internal/...",
		sdk + "service/ssm/...", sdk + "service/secretsmanager/...", sdk + "service/lambda/...",
	}
	allowed := func(path string) bool {
		return slices.ContainsFunc(may, func(m string) bool {
			dir, all := strings.CutSuffix(m, "/...")
			return path == m || all && under(path, dir)
		})
	}
	for _, p := range packages(t) {
		if p.path != "functions/slashcommand" {
			continue
		}
		for _, dep := range p.deps {
			path, ours := strings.CutPrefix(dep, module)
			host, _, _ := strings.Cut(dep, "/")
			if library := strings.Contains(host, "."); (ours || library) && !allowed(path) {
				t.Errorf("functions/slashcommand links %s", path)
			}
		}
	}
}
