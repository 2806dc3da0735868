package repository_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"secure-score-reporter/internal/dispatch"
)

// outage is how long one of Microsoft's may last.
const outage = 6 * time.Hour

func (tpl template) seconds(n *yaml.Node) time.Duration {
	return time.Duration(tpl.number(n)) * time.Second
}

func (tpl template) number(n *yaml.Node) int {
	tpl.t.Helper()
	number, err := strconv.Atoi(tpl.text(n))
	if err != nil {
		tpl.t.Fatal(err)
	}
	return number
}

// built are the resources of a kind whose condition holds.
func (tpl template) built(kind string) (names []string) {
	resources := get(tpl.doc, "Resources").Content
	for i := 0; i < len(resources); i += 2 {
		if get(resources[i+1], "Type").Value != kind {
			continue
		}
		if c := get(resources[i+1], "Condition"); c == nil || tpl.condition(c.Value) {
			names = append(names, resources[i].Value)
		}
	}
	return names
}

// One tenant needs no queue, and pays for none.
func TestTheQueueIsThereForSeveralTenants(t *testing.T) {
	const document = "s3://the-bucket/config.yaml"
	with := func(queue string) map[string]string {
		return map[string]string{"ConfigLocation": document, "Queue": queue}
	}
	for name, tt := range map[string]struct {
		parameters map[string]string
		queue      bool
		runs       string // the function of the schedules
	}{
		"one tenant":                  {nil, false, "<Reporter.Arn>"},
		"one tenant, other systems":   {map[string]string{"Queue": "yes"}, true, "<Reporter.Arn>"},
		"a document":                  {map[string]string{"ConfigLocation": document}, true, "<Dispatch.Arn>"},
		"a document, but no queue":    {with("no"), false, "<Reporter.Arn>"},
		"a document, other systems":   {with("yes"), true, "<Dispatch.Arn>"},
		"a stack from before the set": {map[string]string{"Queue": "no"}, false, "<Reporter.Arn>"},
	} {
		t.Run(name, func(t *testing.T) {
			tpl := readTemplate(t, tt.parameters)
			if got := slices.Contains(tpl.built("AWS::SQS::Queue"), "Requests"); got != tt.queue {
				t.Errorf("there is a queue: %t", got)
			}
			if got := len(tpl.built("AWS::Lambda::EventSourceMapping")) > 0; got != tt.queue {
				t.Errorf("Lambda polls: %t", got)
			}
			run := get(tpl.doc, "Resources", "Runs", "Properties", "Definition", "States", "Run", "Parameters")
			if got := tpl.text(get(run, "FunctionName")); got != tt.runs {
				t.Errorf("the schedules run %s, want %s", got, tt.runs)
			}
			if got := tpl.resourcesFor("RunsRole", "lambda:"); !slices.Equal(got, []string{tt.runs}) {
				t.Errorf("the state machine may invoke %v", got)
			}
			got := slices.Contains(tpl.built("AWS::Serverless::Function"), "Dispatch")
			if got != (tt.runs == "<Dispatch.Arn>") {
				t.Errorf("there is a dispatch function: %t", got)
			}
			first := tpl.text(get(tpl.doc, "Outputs", "FirstReportCommand", "Value"))
			if strings.Contains(first, "--function-name the-reporter ") == got ||
				strings.Contains(first, "--function-name <Dispatch> ") != got {
				t.Errorf("the first report: %s", first)
			}
		})
	}
}

// AWS wants a message hidden for six times the function's time. The queue's own
// limit is for messages that end the process, and comes after the reporter's.
func TestTheQueueFitsTheReporter(t *testing.T) {
	tpl := readTemplate(t, nil)
	queue := get(tpl.doc, "Resources", "Requests", "Properties")
	function := tpl.seconds(get(tpl.doc, "Resources", "Reporter", "Properties", "Timeout"))
	if hidden := tpl.seconds(get(queue, "VisibilityTimeout")); hidden < 6*function {
		t.Errorf("a message is hidden for %v, the function has %v", hidden, function)
	}
	if most := tpl.number(get(queue, "RedrivePolicy", "maxReceiveCount")); most <= dispatch.MaxTries {
		t.Errorf("the queue gives up after %d tries, the reporter after %d", most, dispatch.MaxTries)
	}
	mapping := get(tpl.doc, "Resources", "RequestsToReporter", "Properties")
	if tpl.number(get(mapping, "BatchSize")) != 1 ||
		!slices.Equal(tpl.list(get(mapping, "FunctionResponseTypes")), []string{"ReportBatchItemFailures"}) ||
		tpl.number(get(mapping, "ScalingConfig", "MaximumConcurrency")) != 5 {
		t.Errorf("line %d: one message, one tenant, and only what failed goes back", mapping.Line)
	}
}

// The state machine tries as often and as long as the queue: an outage of six
// hours costs neither the day nor Monday's report. All that fails ends among
// the dead letters, with its cause.
func TestTheSchedulesOutlastAnOutage(t *testing.T) {
	tpl := readTemplate(t, nil)
	states := get(tpl.doc, "Resources", "Runs", "Properties", "Definition", "States")
	run := get(states, "Run")
	function := tpl.seconds(get(tpl.doc, "Resources", "Reporter", "Properties", "Timeout"))
	if limit := tpl.seconds(get(run, "TimeoutSeconds")); limit <= function {
		t.Errorf("the state machine waits %v, the function has %v", limit, function)
	}
	sum := time.Duration(0)
	for _, pause := range pauses(tpl, get(run, "Retry").Content[0]) {
		sum += pause
	}
	if sum < outage+time.Hour || sum > 12*time.Hour {
		t.Errorf("it gives up after %v", sum)
	}
	if tries := len(pauses(tpl, get(run, "Retry").Content[0])) + 1; tries != dispatch.MaxTries {
		t.Errorf("%d tries, a message has %d", tries, dispatch.MaxTries)
	}
	for _, rule := range []string{"Retry", "Catch"} {
		if got := tpl.list(get(get(run, rule).Content[0], "ErrorEquals")); !slices.Equal(got, []string{"States.ALL"}) {
			t.Errorf("%s: %v", rule, got)
		}
	}
	sum = 0
	for _, pause := range pauses(tpl, get(states, "Bury", "Retry").Content[0]) {
		sum += pause
	}
	if sum < 4*time.Hour {
		t.Errorf("an event is lost where the dead letters cannot be reached for %v", sum)
	}
	if next := get(get(run, "Catch").Content[0], "Next").Value; next != "Bury" ||
		tpl.text(get(states, "Bury", "Parameters", "QueueUrl")) != "<DeadLetters>" {
		t.Errorf("what fails goes to %s", next)
	}
	for _, schedule := range tpl.built("AWS::Scheduler::Schedule") {
		target := get(tpl.doc, "Resources", schedule, "Properties", "Target")
		if tpl.text(get(target, "Arn")) != "<Runs>" ||
			tpl.seconds(get(target, "RetryPolicy", "MaximumEventAgeInSeconds")) < outage {
			t.Errorf("%s: %s", schedule, tpl.text(get(target, "Arn")))
		}
	}
}

// A comma in a text without quotes, within braces, ends it: the rest becomes a
// key without a value, which AWS refuses.
func TestTheTemplateHasNoKeyWithoutAValue(t *testing.T) {
	var check func(n *yaml.Node)
	check = func(n *yaml.Node) {
		if n.Tag == "!!null" {
			t.Errorf("line %d: there is no value", n.Line)
		}
		for _, part := range n.Content {
			check(part)
		}
	}
	check(readTemplate(t, nil).doc)
}

// pauses are those of a rule for retries, as the Amazon States Language has it.
func pauses(tpl template, rule *yaml.Node) (list []time.Duration) {
	for n := range tpl.number(get(rule, "MaxAttempts")) {
		seconds := float64(tpl.number(get(rule, "IntervalSeconds"))) *
			math.Pow(float64(tpl.number(get(rule, "BackoffRate"))), float64(n))
		seconds = min(seconds, float64(tpl.number(get(rule, "MaxDelaySeconds"))))
		list = append(list, time.Duration(seconds)*time.Second)
	}
	return list
}

// The dispatcher sends to the queue only, reads its configuration and nothing
// beside it, and keeps when it began to wait for a tenant.
func TestDispatchMayDoLittle(t *testing.T) {
	const arn = "arn:aws:ssm:eu-central-1:123456789012:parameter"
	for location, configuration := range map[string][]string{
		"s3://the-bucket/config.yaml":                  {"arn:aws:s3:::the-bucket/config.yaml"},
		"s3://the-bucket/a/b.yaml?region=eu-central-1": {"arn:aws:s3:::the-bucket/a/b.yaml"},
		"awsparamstore:///securescore/config":          {arn + "/securescore/config", arn + "//securescore/config"},
		"awsparamstore://config":                       {arn + "config", arn + "/config"},
	} {
		tpl := readTemplate(t, map[string]string{"ConfigLocation": location, "SecretArns": "arn:a"})
		var read []string
		for _, s := range tpl.taken(get(tpl.doc, "Resources", "DispatchRole", "Properties", "Policies")) {
			if action := tpl.actions(s)[0]; strings.Contains(action, ":Get") {
				read = append(read, tpl.resources(s)...)
			}
		}
		if !slices.Equal(read, configuration) {
			t.Errorf("%s: it may read %q, want %q", location, read, configuration)
		}
		for action, want := range map[string]string{
			"sqs:": "<Requests.Arn>", "s3:List": "arn:aws:s3:::the-bucket",
			"s3:Put":    "arn:aws:s3:::the-bucket/securescore/fleet/*",
			"s3:Delete": "arn:aws:s3:::the-bucket/securescore/fleet/*",
		} {
			if got := tpl.resourcesFor("DispatchRole", action); !slices.Equal(got, []string{want}) {
				t.Errorf("%s on %v, want %s", action, got, want)
			}
		}
	}
}

// taken are the statements that a stack with these parameters has.
func (tpl template) taken(n *yaml.Node) (found []*yaml.Node) {
	if n.Tag == "!If" {
		branch := 2
		if tpl.condition(n.Content[0].Value) {
			branch = 1
		}
		return tpl.taken(n.Content[branch])
	}
	if get(n, "Effect") != nil {
		return []*yaml.Node{n}
	}
	for _, child := range n.Content {
		found = append(found, tpl.taken(child)...)
	}
	return found
}

// The alarms of the queue are there where it is.
func TestTheQueueHasAlarms(t *testing.T) {
	for document, want := range map[string]bool{"": false, "s3://the-bucket/config.yaml": true} {
		built := readTemplate(t, map[string]string{"ConfigLocation": document}).built("AWS::CloudWatch::Alarm")
		for _, name := range []string{"QueueIsSlow", "DispatchErrors"} {
			if got := slices.Contains(built, name); got != want {
				t.Errorf("configuration %q: %s is there: %t", document, name, got)
			}
		}
		for _, name := range []string{"DeadLettersArrived", "TenantsOverdue"} {
			if !slices.Contains(built, name) {
				t.Errorf("configuration %q: no alarm %s", document, name)
			}
		}
	}
}
