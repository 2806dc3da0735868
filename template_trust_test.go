package repository_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// statements are those of a role's policies, with every condition of the
// template true.
func statements(n *yaml.Node) (found []*yaml.Node) {
	if get(n, "Effect") != nil && get(n, "Action") != nil {
		return []*yaml.Node{n}
	}
	for _, child := range n.Content {
		found = append(found, statements(child)...)
	}
	return found
}

func (tpl template) role(name string) []*yaml.Node {
	tpl.t.Helper()
	found := statements(get(tpl.doc, "Resources", name, "Properties", "Policies"))
	if len(found) == 0 {
		tpl.t.Fatalf("%s has no statement", name)
	}
	return found
}

// actions are those of a statement.
func (tpl template) actions(statement *yaml.Node) []string {
	action := get(statement, "Action")
	if action.Kind == yaml.ScalarNode {
		return []string{action.Value}
	}
	return tpl.list(action)
}

// resourcesFor are the resources on which a role may do what begins so.
func (tpl template) resourcesFor(role, action string) (found []string) {
	for _, s := range tpl.role(role) {
		if slices.ContainsFunc(tpl.actions(s), func(a string) bool { return strings.HasPrefix(a, action) }) {
			found = append(found, tpl.resources(s)...)
		}
	}
	return found
}

// resources are those of a statement.
func (tpl template) resources(statement *yaml.Node) []string {
	tpl.t.Helper()
	if r := get(statement, "Resource"); r.Kind != yaml.SequenceNode || r.Tag != "!!seq" {
		return []string{tpl.text(r)}
	}
	return tpl.list(get(statement, "Resource"))
}

// Of the bucket the reporter writes its store and nothing else. Its own
// configuration may lie beside the store.
func TestReporterWritesOnlyItsStore(t *testing.T) {
	tpl := readTemplate(t, nil)
	store := get(tpl.doc, "Resources", "Config", "Properties", "Value").Content[0].Value
	_, query, _ := strings.Cut(strings.Split(store, `"`)[3], "?")
	options, err := url.ParseQuery(strings.Split(query, "${Kms}")[0])
	if err != nil || options.Get("prefix") == "" {
		t.Fatalf("%s: %v", store, err)
	}
	want := []string{"arn:aws:s3:::the-bucket/" + options.Get("prefix") + "*"}
	for _, action := range []string{"s3:Put", "s3:Delete"} {
		if got := tpl.resourcesFor("ReporterRole", action); !slices.Equal(got, want) {
			t.Errorf("%s on %v, want %v", action, got, want)
		}
	}
	pattern := get(tpl.doc, "Parameters", "ConfigLocation", "AllowedPattern").Value
	if !strings.Contains(pattern, "(?!"+options.Get("prefix")+")") {
		t.Errorf("%s: the configuration may lie in the store", pattern)
	}
}

// In the Parameter Store the reporter reads its configuration and the secrets
// of its channels.
func TestReporterReadsTheSecretsOfItsChannels(t *testing.T) {
	const config = "/stack/config"
	for name, tt := range map[string]struct {
		parameters map[string]string
		reads      []string
	}{
		"no channel": {nil, []string{config}},
		"Slack":      {map[string]string{"SlackChannel": "#x"}, []string{config, "/securescore/slack-token"}},
		"Teams":      {map[string]string{"TeamsWebhookParameter": "/its/hook"}, []string{config, "/its/hook"}},
		"a webhook": {
			map[string]string{"WebhookUrlParameter": "/its/url"}, []string{config, "/its/url", "/securescore/hook"},
		},
		"a document, with Teams": {
			map[string]string{"ConfigLocation": "s3://the-bucket/c.yaml", "TeamsWebhookParameter": "/its/hook"},
			[]string{"/its/hook"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tpl := readTemplate(t, tt.parameters)
			var reads []string
			for _, s := range tpl.taken(get(tpl.doc, "Resources", "ReporterRole", "Properties", "Policies")) {
				if slices.Contains(tpl.actions(s), "ssm:GetParameter") {
					reads = append(reads, tpl.resources(s)...)
				}
			}
			for i := range reads {
				reads[i] = strings.TrimPrefix(reads[i], "arn:aws:ssm:eu-central-1:123456789012:parameter")
			}
			if !slices.Equal(reads, tt.reads) {
				t.Errorf("it reads %q, want %q", reads, tt.reads)
			}
		})
	}
}

func TestSlashCommandInvokesTheReporterAndReadsItsSecret(t *testing.T) {
	tpl := readTemplate(t, map[string]string{"SlackSigningSecretParameter": "/its/secret"})
	for action, want := range map[string]string{
		"lambda:": "<Reporter.Arn>",
		"ssm:":    "arn:aws:ssm:eu-central-1:123456789012:parameter/its/secret",
	} {
		if got := tpl.resourcesFor("SlashCommandRole", action); !slices.Equal(got, []string{want}) {
			t.Errorf("%s on %v, want %s", action, got, want)
		}
	}
}

// ForAllValues is also true where a request has no such key.
func TestConditionsOnAllValuesDemandTheKey(t *testing.T) {
	tpl := readTemplate(t, nil)
	found := 0
	for _, s := range statements(get(tpl.doc, "Resources")) {
		condition := get(s, "Condition")
		if condition == nil || condition.Kind != yaml.MappingNode {
			continue
		}
		for i := 0; i < len(condition.Content); i += 2 {
			if !strings.HasPrefix(condition.Content[i].Value, "ForAllValues:") {
				continue
			}
			found++
			for key := condition.Content[i+1].Content; len(key) > 0; key = key[2:] {
				if null := get(condition, "Null", key[0].Value); null == nil || null.Value != "false" {
					t.Errorf("line %d: %s may be missing from the request", key[0].Line, key[0].Value)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no condition on all values found")
	}
}

// A service that acts for others takes a role or a topic only for this account,
// and the scheduler only for its schedules. Lambda needs no condition: it takes
// a role for a function of the role's account only.
func TestServicesActForThisAccountOnly(t *testing.T) {
	tpl := readTemplate(t, nil)
	found := 0
	for _, s := range statements(get(tpl.doc, "Resources")) {
		service := get(s, "Principal", "Service")
		if service == nil || service.Value == "lambda.amazonaws.com" {
			continue
		}
		found++
		condition := get(s, "Condition", "StringEquals")
		if account := get(condition, "aws:SourceAccount"); account == nil || tpl.text(account) != "123456789012" {
			t.Errorf("line %d: %s acts for any account", s.Line, service.Value)
		}
		source := get(condition, "aws:SourceArn")
		if service.Value == "scheduler.amazonaws.com" && (source == nil ||
			tpl.text(source) != "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default") {
			t.Errorf("line %d: %s acts for any schedule", s.Line, service.Value)
		}
	}
	if found != 3 {
		t.Errorf("%d services, want the scheduler, its state machine and CloudWatch", found)
	}
}

// Each use of the key names the services through which it is used.
func TestTheKeyIsUsedThroughServicesOnly(t *testing.T) {
	tpl := readTemplate(t, nil)
	for _, role := range []string{"ReporterRole", "SchedulerRole", "RunsRole", "DispatchRole", "SlashCommandRole"} {
		for _, s := range tpl.role(role) {
			uses := slices.ContainsFunc(tpl.actions(s), func(a string) bool { return strings.HasPrefix(a, "kms:") })
			if uses && get(s, "Condition", "StringEquals", "kms:ViaService") == nil {
				t.Errorf("line %d: %s may use the key on anything", s.Line, role)
			}
		}
	}
}

// The slash command's function returns 503 without its signing secret, and 200
// where it cannot invoke the reporter, so that Slack shows the text: neither
// counts in Lambda's Errors.
func TestEachFunctionHasAlarms(t *testing.T) {
	tpl := readTemplate(t, nil)
	for name, want := range map[string]struct{ function, metric, dimension string }{
		"ReporterErrors":        {"Reporter", "Errors", "FunctionName"},
		"ReporterThrottles":     {"Reporter", "Throttles", "FunctionName"},
		"DispatchErrors":        {"Dispatch", "Errors", "FunctionName"},
		"SlashCommandErrors":    {"SlashCommand", "Url5xxCount", "FunctionName"},
		"SlashCommandThrottles": {"SlashCommand", "Throttles", "FunctionName"},
		"FailedCommands":        {"SlashCommand", "FailedCommands", "Function"},
		"RefusedCommands":       {"Reporter", "RefusedCommands", "Function"},
	} {
		alarm := get(tpl.doc, "Resources", name, "Properties")
		if alarm == nil {
			t.Errorf("there is no alarm %s", name)
			continue
		}
		dimension := get(alarm, "Dimensions").Content[0]
		if get(alarm, "MetricName").Value != want.metric || get(dimension, "Name").Value != want.dimension ||
			get(dimension, "Value").Value != want.function {
			t.Errorf("the alarm %s is not on %s of %s", name, want.metric, want.function)
		}
	}
}
