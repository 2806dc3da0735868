package slack

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/internal/slack/slacktest"
)

// A workspace that does not take the chart gets the message without it, and the
// chart as a picture in the thread; a retry goes on with that.
func TestAWorkspaceWithoutCharts(t *testing.T) {
	f := newFakeSlack(t)
	f.fail("chat.postMessage", refuse("invalid_blocks"))
	f.fail("files.completeUploadExternal", refuse("storage_limit_reached"))
	m := slacktest.EveryDay(90)
	progress, err := deliver(t.Context(), f.channel(), m, "")
	if err == nil || !strings.Contains(progress, `"plain":true`) {
		t.Fatalf("progress %s, %v", progress, err)
	}
	if _, err = deliver(t.Context(), f.channel(), m, progress); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(f.posts[0].Get("blocks"), "data_visualization") {
		t.Error("the chart was posted again")
	}
	if n := len(f.files); n != len(m.Files)+1 {
		t.Errorf("%d files, want the report's and the picture", n)
	}
	if last := f.bodies[len(f.bodies)-1]; !strings.HasPrefix(last, "\x89PNG") {
		t.Error("no picture was uploaded")
	}
	if parents := f.count("chat.postMessage"); parents != 2+len(blockkit.Render(m, blockkit.Mentions{}).Thread) {
		t.Errorf("%d posts: posted twice", parents)
	}
}

// Any other refusal is not the chart's.
func TestARefusalThatIsNotTheCharts(t *testing.T) {
	f := newFakeSlack(t)
	f.fail("chat.postMessage", refuse("not_in_channel"))
	if _, err := deliver(t.Context(), f.channel(), slacktest.EveryDay(90), ""); err == nil ||
		f.count("chat.postMessage") != 1 {
		t.Errorf("%v after %d posts", err, f.count("chat.postMessage"))
	}
}
