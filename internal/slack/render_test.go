package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

var everyKind = map[string]string{"regressed": "<!subteam^S012>", "added": "<@U7>", "retired": "<!subteam^S012>"}

var goldenCases = []struct {
	name    string
	message report.Message
	mention map[string]string
}{
	{"watching", watchingMessage(), everyKind},
	{"alert", alertMessage(), everyKind},
	{"report", reportMessage(), everyKind},
	{"report-first", firstReportMessage(), nil},
	{"alert-large", largeMessage(30), nil},
	{"alert-hostile", hostileMessage(), nil},
}

func TestRenderGolden(t *testing.T) {
	for _, test := range goldenCases {
		t.Run(test.name, func(t *testing.T) {
			got := pretty(t, Render(test.message, test.mention))
			if again := pretty(t, Render(test.message, test.mention)); !bytes.Equal(got, again) {
				t.Error("drawn twice, the message differs")
			}
			golden(t, test.name+".json", got)
			checkPosts(t, Render(test.message, test.mention), test.mention)
		})
	}
}

func pretty(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("reading the golden file (write it with go test ./internal/slack -update): %v", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// everything is all texts of a rendering, also those that only some clients show.
func everything(t *testing.T, r Rendered) string { return string(pretty(t, r)) }

func TestMention(t *testing.T) {
	tests := []struct {
		name    string
		message report.Message
		mention map[string]string
		want    []string
	}{
		{"none configured", alertMessage(), nil, nil},
		{"a kind that occurs", alertMessage(), map[string]string{"regressed": "<!subteam^S012>"}, []string{"<!subteam^S012>"}},
		{"two kinds, one group: once", alertMessage(), everyKind, []string{"<!subteam^S012>", "<@U7>"}},
		{"a kind that does not occur", largeMessage(2), map[string]string{"improved": "<!here>"}, nil},
		{"never in a report", reportMessage(), everyKind, nil},
		{"never when watching begins", watchingMessage(), everyKind, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Render(test.message, test.mention)
			for _, call := range []string{"<!subteam^S012>", "<@U7>", "<!here>"} {
				want := 0
				for _, w := range test.want {
					if w == call {
						want = 1
					}
				}
				if got := strings.Count(r.Parent.Text, call); got != want {
					t.Errorf("%s is %d times in the text, want %d", call, got, want)
				}
				if got := strings.Count(string(pretty(t, r.Parent.Blocks)), call); got != want {
					t.Errorf("%s is %d times in the blocks, want %d", call, got, want)
				}
				if strings.Contains(string(pretty(t, r.Thread)), call) {
					t.Errorf("%s is in the thread", call)
				}
			}
		})
	}
}

func TestRenderSays(t *testing.T) {
	oldest := reportMessage()
	oldest.Model.SinceIsOldest = true
	sameNews := reportMessage()
	sameNews.News = &sameNews.Model.Account
	manyWarnings := alertMessage()
	manyWarnings.Model.Warnings = []string{"a", "b", "c", "d", "e"}
	tests := []struct {
		name    string
		message report.Message
		want    []string
		not     []string
	}{
		{"alert", alertMessage(),
			[]string{"Contoso · Secure Score", "10 → 6.67 of 10 points", "declared, not verified by Microsoft", "10 points to gain", "cost moderate · user impact low",
				"To address → Risk accepted", "6 of 9 → 6 of 10 points", "had 3 of 3 points", "Microsoft Entra ID", "actionId=AdminMFAV2"},
			[]string{"SECRET", "AzureAD", "actionId=exo_old_forwarding"}},
		{"report", reportMessage(), []string{"To do first", "Not announced here before", "Goal 80 % by 30 June 2027", "https://bucket.s3"}, []string{"file://", "the oldest score stored", "n/a"}},
		{"report against the oldest", oldest, []string{"since 16 Nov, the oldest score stored"}, nil},
		{"report with some news of its own", reportMessage(), []string{"5 actions are listed above.", "1.33 → 8 of 8 points"}, nil},
		{"report whose news are its own", sameNews, nil, []string{"Not announced here before"}},
		{"first report", firstReportMessage(), []string{"This is the first report"}, []string{"since"}},
		{"watching", watchingMessage(), []string{"Now watching Contoso", "stays silent"}, []string{"the thread"}},
		{"warnings are counted", manyWarnings, []string{"⚠ a", "⚠ c", "and 2 more warnings"}, []string{"⚠ d"}},
		{"large", largeMessage(30), []string{"in the thread", ", 24 to 30", "and 25 more in the thread"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := everything(t, Render(test.message, nil))
			for _, w := range test.want {
				if !strings.Contains(all, w) {
					t.Errorf("not said: %q", w)
				}
			}
			for _, n := range test.not {
				if strings.Contains(all, n) {
					t.Errorf("said: %q", n)
				}
			}
		})
	}
}

// Nothing is left out of the thread but what it counts.
func TestThreadHoldsEveryChange(t *testing.T) {
	for _, n := range []int{1, 12, 13, 200} {
		thread := everything(t, Rendered{Thread: Render(largeMessage(n), nil).Thread})
		for i := range n {
			if want := report.ActionURL(largeMessage(n).News.Changes[i].ID); !strings.Contains(thread, want+`"`) {
				t.Fatalf("of %d changes, %s is not in the thread", 2*n, want)
			}
		}
	}
	thread := everything(t, Rendered{Thread: Render(largeMessage(400), nil).Thread})
	if !strings.Contains(thread, "more actions for which there is no room here") {
		t.Error("what is left out of the thread is not counted")
	}
}

func BenchmarkRender(b *testing.B) {
	for _, bench := range goldenCases {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Render(bench.message, bench.mention)
			}
		})
	}
}

// Who leaves a zone downwards is called, and for regressions only who asked for so
// few points.
func TestMentionByZoneAndPoints(t *testing.T) {
	of := func(date score.Date, mfa float64) score.Snapshot {
		return snapshot(date, []score.Control{control("mfa", "MFA", "Identity", "AzureAD", mfa, 10, score.Low, score.Low), control("rest", "Rest", "Apps", "EXO", 6, 10, score.Low, score.Low)})
	}
	message := func(from, to float64) report.Message {
		before, now := of("2026-11-16", from), of("2026-11-23", to)
		return report.Message{Occasion: report.Alert, Model: model(now, &before), News: news(before, now), Key: testKey}
	}
	mention := map[string]string{"zone": "<!here>", "regressed": "<@U7>"}
	for _, c := range []struct {
		name     string
		from, to float64
		least    float64
		want     []string
	}{
		{"into a worse zone", 10, 5, 0, []string{"<!here>", "<@U7>"}},
		{"into a better zone", 5, 10, 0, nil},
		{"within a zone", 9, 8, 0, []string{"<@U7>"}},
		{"too few points", 9, 8, 3, nil},
		{"enough points", 9, 6, 3, []string{"<@U7>"}},
		{"too few points, and into a worse zone", 7, 5, 3, []string{"<!here>"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := message(c.from, c.to)
			channel := New(Options{Mention: mention, MentionPoints: c.least})
			text := Render(m, channel.mention(m.News)).Parent.Text
			for _, call := range mention {
				if got, want := strings.Contains(text, call), slices.Contains(c.want, call); got != want {
					t.Errorf("%s called: %v, want %v", call, got, want)
				}
			}
		})
	}
}
