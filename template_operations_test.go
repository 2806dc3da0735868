package repository_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
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
