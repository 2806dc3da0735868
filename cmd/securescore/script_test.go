package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/rogpeppe/go-internal/testscript"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
)

// TestScripts runs each file of testdata/script in a world of its own. The
// command runs in this process. Beside testscript's own commands there are:
//
//	securescore ARG...      the command itself; ! before it: its exit code is not 0
//	code N                  its last exit code was N
//	narrow                  its last output fits into the terminal's width
//	scene N|last            the clock and Graph move to this day of the demo
//	tenant SETTINGS         the tenant gets further settings in the configuration
//	several NAME...         the configuration has these tenants too
//	graph FAULT=VALUE...    Graph fails: status, cut, warning, empty; none: all well
//	slack down|up           Slack refuses every message, or none
//	slack refuses ERROR     Slack refuses the token
//	slack scopes SCOPES     what the app may do
//	slack posts N [TEXT]    Slack was sent N messages, the last one with this text
//	mails N                 N emails were written
//	terminal N|off          standard output is a terminal of N columns, or none
//	microsoft ERROR|ok...   Entra answers so to the polls of a sign-in; the network is Microsoft's alone
//	microsoft codes N       a person was asked to sign in N times
//	fleet N [I SETTINGS]    the configuration has N tenants; that with the number I has these further settings
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			w, err := openWorld(e.WorkDir)
			if err != nil {
				return err
			}
			e.Defer(w.close)
			e.Values[scriptWorld{}] = w
			for name, value := range w.env {
				e.Setenv(name, value)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"securescore": scriptCommand, "code": scriptCode, "narrow": scriptNarrow,
			"scene": scriptScene, "tenant": scriptTenant, "several": scriptSeveral, "graph": scriptGraph,
			"slack": scriptSlack, "mails": scriptMails, "terminal": scriptTerminal, "fleet": scriptFleet,
			"microsoft": scriptMicrosoft,
		},
	})
}

// scriptWorld is the key of a script's world.
type scriptWorld struct{}

func worldOf(ts *testscript.TestScript) *world { return ts.Value(scriptWorld{}).(*world) }

func scriptCommand(ts *testscript.TestScript, neg bool, args []string) {
	w := worldOf(ts)
	// An empty variable is one that is not set.
	lookupEnv := func(name string) (string, bool) { v := ts.Getenv(name); return v, v != "" }
	code, stdout, stderr, err := w.execute("", args, lookupEnv)
	ts.Check(err)
	w.code = code
	fmt.Fprint(ts.Stdout(), stdout)
	fmt.Fprint(ts.Stderr(), stderr)
	if neg == (code == exitWell) {
		ts.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

func scriptCode(ts *testscript.TestScript, _ bool, args []string) {
	if got := strconv.Itoa(worldOf(ts).code); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

func scriptNarrow(ts *testscript.TestScript, _ bool, _ []string) {
	if wide := tooWide(ts.ReadFile("stdout")); wide != "" {
		ts.Fatalf("wider than %d columns: %s", columns, wide)
	}
}

// tooWide is the first line that is too wide, or nothing.
func tooWide(output string) string {
	for line := range strings.Lines(output) {
		if uniseg.StringWidth(strings.TrimRight(line, "\n")) > columns {
			return line
		}
	}
	return ""
}

func scriptScene(ts *testscript.TestScript, _ bool, args []string) {
	if args[0] == "last" {
		worldOf(ts).scene(len(demo.Scenes()) - 1)
		return
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	worldOf(ts).scene(n)
}

func scriptTenant(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(worldOf(ts).configure(", " + strings.Join(args, " ")))
}

func scriptSeveral(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	document := w.document("")
	for i, name := range args {
		document += fmt.Sprintf("  - {name: %s, id: 00000000-0000-4000-8000-%012d, auth: {token: \"env://GRAPH_TOKEN\"}}\n",
			name, i)
	}
	ts.Check(w.write("config.yaml", document))
}

func scriptGraph(ts *testscript.TestScript, _ bool, args []string) {
	var faults []graphtest.Fault
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		switch name {
		case "status":
			status, err := strconv.Atoi(value)
			ts.Check(err)
			faults = append(faults, graphtest.Fault{Status: status})
		case "cut":
			faults = append(faults, graphtest.Fault{Path: value, CutAfter: 5000})
		case "empty":
			faults = append(faults, graphtest.Fault{Path: value, Empty: true})
		case "warning":
			faults = append(faults, graphtest.Fault{Path: "secureScores", Warning: value})
		default:
			ts.Fatalf("unknown fault %s", arg)
		}
	}
	worldOf(ts).graph.Fail(faults...)
}

func scriptSlack(ts *testscript.TestScript, _ bool, args []string) {
	slack := worldOf(ts).slack
	switch args[0] {
	case "down":
		slack.refusesPosts = "channel_not_found"
	case "up":
		slack.refusesPosts = ""
	case "refuses":
		slack.refuses = args[1]
	case "scopes":
		slack.scopes = args[1]
	case "posts":
		if got := strconv.Itoa(len(slack.posts)); got != args[1] {
			ts.Fatalf("%s messages in Slack, want %s: %q", got, args[1], slack.posts)
		}
		if len(args) > 2 && !strings.Contains(slack.posts[len(slack.posts)-1], args[2]) {
			ts.Fatalf("no %q in %q", args[2], slack.posts)
		}
	default:
		ts.Fatalf("unknown: slack %s", args[0])
	}
}

func scriptMails(ts *testscript.TestScript, _ bool, args []string) {
	mails, err := worldOf(ts).mails()
	ts.Check(err)
	if got := strconv.Itoa(len(mails)); got != args[0] {
		ts.Fatalf("%s emails, want %s: %q", got, args[0], mails)
	}
}

func scriptTerminal(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	w.columns = 0
	if args[0] != "off" {
		n, err := strconv.Atoi(args[0])
		ts.Check(err)
		w.columns = n
	}
}

func scriptMicrosoft(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	if args[0] == "codes" {
		if got := strconv.Itoa(w.cloud.codes); got != args[1] {
			ts.Fatalf("asked %s times, want %s", got, args[1])
		}
		return
	}
	w.cloud = &microsoft{graph: w.graph.URL}
	for _, answer := range args {
		w.cloud.answers = append(w.cloud.answers, strings.TrimPrefix(answer, "ok"))
	}
}

func scriptFleet(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	settings := map[int]string{}
	for i := 1; i+1 < len(args); i += 2 {
		at, err := strconv.Atoi(args[i])
		ts.Check(err)
		settings[at] = args[i+1]
	}
	ts.Check(worldOf(ts).openFleet(n, settings))
}
