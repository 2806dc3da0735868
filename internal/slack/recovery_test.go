package slack

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

func TestDeliverRecovery(t *testing.T) {
	f := newFakeSlack(t)
	m := slacktest.Alert()
	m.Recoveries = []report.Recovery{
		{Progress: `{"channel":"C0OLD","ts":"1600000000.000001","thread":1,"files":0}`, Changes: m.News.Changes[:1]},
		{Progress: "webhook", Changes: m.News.Changes[:1]}, // has no thread
		{Progress: `{"channel":"C0OLD","ts":"1600000000.000002","thread":1,"files":0}`, Changes: m.News.Changes[:1]},
	}
	thread := len(blockkit.Render(m, blockkit.Mentions{}).Thread)
	progress, err := deliver(t.Context(), f.channel(), m, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.posts) != 1+thread+2 {
		t.Fatalf("%d posts, want the message, %d in its thread and two in others", len(f.posts), thread)
	}
	last := f.posts[len(f.posts)-1]
	if last.Get("thread_ts") != "1600000000.000002" || last.Get("channel") != "C0OLD" ||
		!strings.Contains(last.Get("text"), "Recovered") {
		t.Errorf("the recovery went to %s %s: %s", last.Get("channel"), last.Get("thread_ts"), last.Get("text"))
	}
	if again, err := deliver(t.Context(), f.channel(), m, progress); again != progress || err != nil ||
		len(f.posts) != 1+thread+2 {
		t.Errorf("again: %s, %v, %d posts", again, err, len(f.posts))
	}
}

// A thread that was deleted does not hold up the rest. A channel that refuses
// is tried again.
func TestARecoveryWhoseThreadIsGone(t *testing.T) {
	f := newFakeSlack(t)
	m := slacktest.Alert()
	m.Recoveries = []report.Recovery{{Progress: `{"channel":"C0OLD","ts":"1600000000.000001","thread":1,"files":0}`,
		Changes: m.News.Changes[:1]}}
	progress, err := deliver(t.Context(), f.channel(), m, "")
	if err != nil {
		t.Fatal(err)
	}
	posts := len(f.posts)
	earlier := strings.Replace(progress, `"recovered":1`, `"recovered":0`, 1)
	f.fail("chat.postMessage", refuse("thread_not_found"))
	if after, err := deliver(t.Context(), f.channel(), m, earlier); err != nil ||
		!strings.Contains(after, `"recovered":1`) || len(f.posts) != posts {
		t.Errorf("progress %s, %v", after, err)
	}
	f.fail("chat.postMessage", refuse("is_archived"))
	if after, err := deliver(t.Context(), f.channel(), m, earlier); err == nil ||
		strings.Contains(after, `"recovered":1`) {
		t.Errorf("progress %s, %v", after, err)
	}
}
