package repository_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

var alarmSection = regexp.MustCompile(`(?m)^### (\w+)$`)

// The page of operations has a section for each alarm, and for no other.
func TestEachAlarmHasItsSection(t *testing.T) {
	var alarms, sections []string
	resources := get(readTemplate(t, nil).doc, "Resources").Content
	for i := 0; i < len(resources); i += 2 {
		if get(resources[i+1], "Type").Value == "AWS::CloudWatch::Alarm" {
			alarms = append(alarms, resources[i].Value)
		}
	}
	page, err := os.ReadFile("docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range alarmSection.FindAllStringSubmatch(string(page), -1) {
		sections = append(sections, section[1])
	}
	slices.Sort(alarms)
	slices.Sort(sections)
	if diff := cmp.Diff(alarms, sections); diff != "" {
		t.Errorf("the alarms of template.yaml and the sections of docs/operations.md differ (-alarm +section):\n%s", diff)
	}
}

// The page of the stack is made from the descriptions in the template.
func TestReferenceOfTheStack(t *testing.T) {
	tpl := readTemplate(t, nil)
	parameters := "| parameter | default | meaning |\n|---|---|---|\n"
	parts := get(tpl.doc, "Parameters").Content
	for i := 0; i < len(parts); i += 2 {
		value := ""
		if d := get(parts[i+1], "Default"); d != nil && d.Value != "" {
			value = "`" + d.Value + "`"
		}
		parameters += "| `" + parts[i].Value + "` | " + value + " | " + description(parts[i+1]) + " |\n"
	}
	generated(t, "docs/reference/stack.md", "parameters", parameters)
	outputs := "| output | meaning |\n|---|---|\n"
	parts = get(tpl.doc, "Outputs").Content
	for i := 0; i < len(parts); i += 2 {
		outputs += "| `" + parts[i].Value + "` | " + description(parts[i+1]) + " |\n"
	}
	generated(t, "docs/reference/stack.md", "outputs", outputs)
}

// description is that of a part of the template, for a table.
func description(part *yaml.Node) string {
	return strings.ReplaceAll(strings.TrimSpace(get(part, "Description").Value), "|", "\\|")
}
