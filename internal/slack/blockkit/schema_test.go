package blockkit

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

// `make check` compares messages with a schema made from Slack's own types.
// This writes them where it says: 300 random ones, and a report with its chart.
func TestWriteMessagesForTheSchema(t *testing.T) {
	dir := os.Getenv("SECURESCORE_MESSAGES")
	if dir == "" {
		t.Skip("SECURESCORE_MESSAGES names no directory")
	}
	messages := []report.Message{slacktest.EveryDay(90), slacktest.Report()}
	random := rapid.Custom(drawMessage)
	for i := range 300 {
		messages = append(messages, random.Example(i))
	}
	for i, m := range messages {
		data, err := json.Marshal(Render(m, Mentions{For: everyKind}))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.json", i)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
