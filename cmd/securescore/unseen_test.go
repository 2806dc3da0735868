package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/plaintext/plaintexttest"
)

// withTexts replaces each of the properties by the next text, in each element
// by others.
func withTexts(t *testing.T, list []json.RawMessage, texts []string, keys ...string) []json.RawMessage {
	t.Helper()
	n := 0
	for i := range list {
		var element map[string]any
		if err := json.Unmarshal(list[i], &element); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			n++
			element[key] = texts[n%len(texts)]
		}
		data, err := json.Marshal(element)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = data
	}
	return list
}

// S15: neither a terminal nor JSON gets a character that cannot be seen,
// wherever Microsoft Graph has it.
func TestUnseenCharacters(t *testing.T) {
	w := newWorld(t)
	texts := plaintexttest.Texts()
	for i, day := range []string{"2026-11-16", "2026-11-23"} {
		profiles := withTexts(t, graphtest.Profiles(len(texts)), texts,
			"title", "service", "tier", "controlCategory", "actionType", "remediation", "remediationImpact")
		scores := graphtest.Scores(day, 1, len(texts)-5*i)
		scores[0] = []byte(strings.ReplaceAll(string(scores[0]), graphtest.TenantID, demo.TenantID))
		w.graph.Serve(scores, profiles)
		w.now = time.Date(2026, 11, 16+7*i, 6, 0, 0, 0, time.UTC)
		w.run(t, `{"deliver": ["slack", "email"], "report": {"period": "P7D", "formats": ["html", "csv"]}}`, exitWell)
	}
	for _, line := range []string{
		"status", "actions", "diff", "plan", "trend", "history", "doctor", "store verify", "run",
	} {
		for _, form := range []string{"", " --json"} {
			if line == "run" && form != "" {
				continue
			}
			code, stdout, stderr := w.command(t, "{}", strings.Fields(line+form)...)
			if code > exitFailed || stdout == "" {
				t.Errorf("%s%s: exit code %d\n%s", line, form, code, stderr)
			}
			plaintexttest.Check(t, stdout)
			plaintexttest.Check(t, stderr)
		}
	}
	// Where a text in JSON has such characters, a program still reads them.
	var b strings.Builder
	if err := printJSON(&b, texts); err != nil {
		t.Fatal(err)
	}
	var read []string
	if err := json.Unmarshal([]byte(b.String()), &read); err != nil || strings.Join(read, "") != strings.Join(texts, "") {
		t.Errorf("JSON does not give the same texts: %v", err)
	}
	plaintexttest.Check(t, b.String())
}

// S15: nor does a tenant's name in the configuration get there as it is.
func TestUnseenCharactersInAName(t *testing.T) {
	w := newWorld(t)
	document := strings.Replace(w.document(""), "name: contoso", `name: "con\u202etoso\u00ad\U000E0041"`, 1)
	if err := w.write("config.yaml", document); err != nil {
		t.Fatal(err)
	}
	w.run(t, `{"deliver": ["slack"]}`, exitWell)
	for _, line := range []string{
		"config check", "status", "actions", "diff", "plan", "trend", "history", "doctor", "doctor --send-test", "backfill",
		"store verify", "store rebuild", "status --tenant nosuch",
	} {
		_, stdout, stderr := w.command(t, "", strings.Fields(line)...)
		if stdout+stderr == "" {
			t.Errorf("%s: nothing is printed", line)
		}
		plaintexttest.Check(t, stdout)
		plaintexttest.Check(t, stderr)
	}
	if _, stdout, _ := w.command(t, "", "config", "check"); !strings.Contains(stdout, `con\u202etoso`) {
		t.Errorf("config check shows %+q", stdout)
	}
}

// An error that repeats a text of others does not speak to the terminal either.
func TestErrorsOnATerminal(t *testing.T) {
	w := newWorld(t)
	_, _, stderr := w.command(t, "", "status", "--tenant", "a\x1b[31m\u202eb\U000e0041")
	if !strings.Contains(stderr, `a`) {
		t.Errorf("no error: %q", stderr)
	}
	plaintexttest.Check(t, stderr)
}
