package repository_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// blocksOf are the code blocks of a page in one language.
func blocksOf(t *testing.T, page, language string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	fence := regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$")
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		blocks = append(blocks, block[1])
	}
	if len(blocks) == 0 {
		t.Fatalf("%s has no block of %s", page, language)
	}
	return blocks
}

var cronLine = regexp.MustCompile(`^[\d*]+ [\d*-]+ \* \* [\d*-]+$`)

func TestLinesForCron(t *testing.T) {
	lines := 0
	for line := range strings.Lines(blocksOf(t, "docs/server.md", "cron")[0]) {
		if strings.HasPrefix(line, "MAILTO=") {
			continue
		}
		lines++
		fields := strings.Fields(line)
		if len(fields) < 6 || !cronLine.MatchString(strings.Join(fields[:5], " ")) || fields[5][0] != '/' {
			t.Errorf("%q is not five fields of a time and a command by its path", line)
		}
		if strings.Contains(line, "%") {
			t.Errorf("%q: in cron a %% ends the command", line)
		}
	}
	if lines != 2 {
		t.Errorf("found %d lines, want a daily and a weekly one", lines)
	}
}

// systemd reads the units as they are printed, with a program that is there.
func TestUnitsOfSystemd(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args := []string{"verify", "--man=no"}
	for _, unit := range blocksOf(t, "docs/server.md", "systemd") {
		first, _, _ := strings.Cut(unit, "\n")
		file := filepath.Join(dir, strings.TrimPrefix(first, "# "))
		unit = strings.ReplaceAll(unit, "/usr/local/bin/securescore", self)
		if err := os.WriteFile(file, []byte(unit), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	out, err := exec.CommandContext(t.Context(), analyze, args...).CombinedOutput()
	if err != nil || strings.Contains(string(out), dir) {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}

// The workflow has a schedule, and its steps run what the repository has.
func TestWorkflowOfASchedule(t *testing.T) {
	var workflow struct {
		On struct {
			Schedule []struct{ Cron string }
		}
		Jobs map[string]struct {
			Steps []struct{ Uses, Run string }
		}
	}
	if err := yaml.Unmarshal([]byte(blocksOf(t, "docs/server.md", "yaml")[0]), &workflow); err != nil {
		t.Fatal(err)
	}
	if schedule := workflow.On.Schedule; len(schedule) != 1 || !cronLine.MatchString(schedule[0].Cron) {
		t.Errorf("the schedule is %v", schedule)
	}
	ran := false
	for _, step := range workflow.Jobs["daily"].Steps {
		if _, event, runs := strings.Cut(step.Run, " run "); runs {
			ran = true
			if _, err := os.Stat(strings.Fields(event)[0]); err != nil {
				t.Error(err)
			}
		}
	}
	if !ran {
		t.Error("no step runs an event")
	}
}
