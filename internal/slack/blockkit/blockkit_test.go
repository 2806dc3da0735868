package blockkit

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

var everyKind = map[string]string{"regressed": "<!subteam^S012>", "added": "<@U7>", "retired": "<!subteam^S012>"}

var goldenCases = []struct {
	name    string
	message report.Message
	mention map[string]string
}{
	{"notice", slacktest.Notice(), everyKind},
	{"watching", slacktest.Watching(), everyKind},
	{"alert", slacktest.Alert(), everyKind},
	{"report", slacktest.Report(), everyKind},
	{"report-first", slacktest.FirstReport(), nil},
	{"alert-large", slacktest.Large(30), nil},
	{"alert-hostile", slacktest.HostileAlert(), nil},
}

func TestRenderGolden(t *testing.T) {
	for _, l := range report.Languages {
		for _, test := range goldenCases {
			if l != report.English && strings.Contains(test.name, "-") {
				continue // a variant, with few words of its own
			}
			t.Run(string(l)+"/"+test.name, func(t *testing.T) {
				m := test.message
				m.Model.Locale = m.Model.Locale.In(l)
				got := pretty(t, Render(m, Mentions{For: test.mention}))
				if again := pretty(t, Render(m, Mentions{For: test.mention})); !bytes.Equal(got, again) {
					t.Error("drawn twice, the message differs")
				}
				reporttest.Golden(t, reporttest.In(l, test.name+".json"), got)
				checkPosts(t, Render(m, Mentions{For: test.mention}), test.mention)
			})
		}
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

// everything is all texts of a message, also those that only some clients show.
func everything(t *testing.T, r Rendered) string { return string(pretty(t, r)) }

func TestMention(t *testing.T) {
	tests := []struct {
		name    string
		message report.Message
		mention map[string]string
		want    []string
	}{
		{"none configured", slacktest.Alert(), nil, nil},
		{"a kind that occurs", slacktest.Alert(), map[string]string{"regressed": "<!subteam^S012>"},
			[]string{"<!subteam^S012>"}},
		{"two kinds, one group: once", slacktest.Alert(), everyKind, []string{"<!subteam^S012>", "<@U7>"}},
		{"a kind that does not occur", slacktest.Large(2), map[string]string{"improved": "<!here>"}, nil},
		{"never in a report", slacktest.Report(), everyKind, nil},
		{"never when watching begins", slacktest.Watching(), everyKind, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Render(test.message, Mentions{For: test.mention})
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
	oldest := slacktest.Report()
	oldest.Model.SinceIsOldest = true
	sameNews := slacktest.Report()
	sameNews.News = &sameNews.Model.Account
	noMatch := slacktest.Report()
	noMatch.Model.Filter = report.Filter{ExcludeServices: []string{"AzureAD"}}
	noMatch.Model.Actions, noMatch.Model.Top, noMatch.Model.Unlisted = nil, nil, 5
	manyWarnings := slacktest.Alert()
	manyWarnings.Model.Warnings = []string{"a", "b", "c", "d", "e"}
	tests := []struct {
		name    string
		message report.Message
		want    []string
		not     []string
	}{
		{"alert", slacktest.Alert(),
			[]string{"Contoso · Secure Score", "10 → 6.67 of 10 points", "reported by your organisation, not verified",
				"10 points left", "cost moderate · user impact low",
				"To address → Risk accepted", "worth 9 → 10 points", "had 3 of 3 points", "Microsoft Entra ID",
				"actionId=AdminMFAV2"},
			[]string{"SECRET", "AzureAD", "actionId=exo_old_forwarding"}},
		{"report", slacktest.Report(),
			[]string{"What to do first", "Not announced here before", "Goal 80 % by 30 June 2027", "https://bucket.s3"},
			[]string{"file://", "the oldest score stored", "n/a"}},
		{"report against the oldest", oldest, []string{"since 16 November 2026, the oldest score stored"}, nil},
		{"report with some news of its own", slacktest.Report(),
			[]string{"Not announced here before", "5 of the changes above. Since 20 Nov also 1 improved (+11.70 pp).",
				"Last announced here: ", "1.33 → 8 of 8 points"}, nil},
		{"report whose news are its own", sameNews, nil, []string{"Not announced here before"}},
		{"report whose filter nothing matches", noMatch,
			[]string{"Filtered by product (all except Microsoft Entra ID); no action matches."}, nil},
		{"first report", slacktest.FirstReport(), []string{"This is the first report"}, []string{"since"}},
		{"watching", slacktest.Watching(), []string{" %: monitoring started", "A message is sent here when"},
			[]string{"the thread"}},
		{"warnings are counted", manyWarnings, []string{"⚠ a", "⚠ c", "and 2 more warnings"}, []string{"⚠ d"}},
		{"large", slacktest.Large(30), []string{"in the thread", ", 24 to 30", "25 more regressed (−10.45 pp), 25 more added (−31.25 pp)"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := everything(t, Render(test.message, Mentions{}))
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

// Numbers and dates are written as the tenant's locale says, in every post.
func TestRenderFollowsTheLocale(t *testing.T) {
	german, err := report.LocaleFor("de-DE", nil)
	if err != nil {
		t.Fatal(err)
	}
	point := regexp.MustCompile(`\d\.\d`)
	for _, m := range []report.Message{slacktest.Watching(), slacktest.Alert(), slacktest.EveryDay(90)} {
		m.Model.Locale = german
		r := Render(m, Mentions{})
		want := german.TenthsPercent(m.Model.Percent)
		if !strings.Contains(want, ",") || !strings.Contains(r.Parent.Text, want) {
			t.Errorf("%s: no %s in %s", m.Occasion, want, r.Parent.Text)
		}
		for _, p := range append([]Post{r.Parent}, r.Thread...) {
			if found := point.FindString(p.Text); found != "" {
				t.Errorf("%s: %s in %s", m.Occasion, found, p.Text)
			}
		}
	}
}

// The thread leaves nothing out, or it says how much.
func TestThreadHoldsEveryChange(t *testing.T) {
	for _, n := range []int{1, 12, 13, 200} {
		m := slacktest.Large(n)
		thread := everything(t, Rendered{Thread: Render(m, Mentions{}).Thread})
		for _, change := range m.News.Changes {
			if want := report.ActionURL(change.ID); !strings.Contains(thread, want+`"`) {
				t.Fatalf("of %d changes, %s is not in the thread", 2*n, want)
			}
		}
	}
	thread := everything(t, Rendered{Thread: Render(slacktest.Large(400), Mentions{}).Thread})
	if !strings.Contains(thread, "more that do not fit here") {
		t.Error("the thread does not say how many changes it leaves out")
	}
}

func BenchmarkRender(b *testing.B) {
	for _, bench := range goldenCases {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Render(bench.message, Mentions{For: bench.mention})
			}
		})
	}
}

// A fall into a worse zone calls people. Regressions call them from as many
// points as they asked for.
func TestMentionByZoneAndPoints(t *testing.T) {
	of := func(date score.Date, mfa float64) score.Snapshot {
		return slacktest.Snapshot(date,
			[]score.Control{slacktest.Control("mfa", "MFA", "Identity", "AzureAD", mfa, 10, score.Low, score.Low),
				slacktest.Control("rest", "Rest", "Apps", "EXO", 6, 10, score.Low, score.Low)})
	}
	message := func(from, to float64) report.Message {
		before, now := of("2026-11-16", from), of("2026-11-23", to)
		return report.Message{Occasion: report.Alert, Model: slacktest.Model(now, &before),
			News: slacktest.News(before, now), Key: slacktest.Key}
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
			text := Render(m, Mentions{For: mention, MinPoints: c.least}).Parent.Text
			for _, call := range mention {
				if got, want := strings.Contains(text, call), slices.Contains(c.want, call); got != want {
					t.Errorf("%s called: %v, want %v", call, got, want)
				}
			}
		})
	}
}

// Drift over the border of a zone calls nobody, also where something else moved
// up. A real move down does, with drift against it.
func TestG13DriftIntoAWorseZoneCallsNobody(t *testing.T) {
	of := func(date score.Date, mfa, drifting float64) score.Snapshot {
		return slacktest.Snapshot(date,
			[]score.Control{slacktest.Control("mfa", "MFA", "Identity", "AzureAD", mfa, 10, score.Low, score.Low),
				slacktest.Control("rest", "Rest", "Apps", "EXO", drifting, 10, score.Low, score.Low)})
	}
	for _, c := range []struct {
		name          string
		mfa, drifting float64 // 6 of 10 each before, which is 60 %
		want          bool
	}{
		{"drift alone", 6, 5.6, false},
		{"drift, and too little up", 6, 5.51, false},
		{"a real move", 5.5, 6, true},
		{"a real move with drift against it", 5.4, 6.4, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, now := of("2026-11-16", 6, 6), of("2026-11-23", c.mfa, c.drifting)
			m := report.Message{Occasion: report.Alert, Model: slacktest.Model(now, &before),
				News: slacktest.News(before, now), Key: slacktest.Key}
			text := Render(m, Mentions{For: map[string]string{"zone": "<!here>"}}).Parent.Text
			if !strings.Contains(text, "from the okay zone to the bad zone") {
				t.Errorf("the zone is not told:\n%s", text)
			}
			if got := strings.Contains(text, "<!here>"); got != c.want {
				t.Errorf("called: %v\n%s", got, text)
			}
		})
	}
}

// A post that was stored is sent as it was drawn.
func TestAStoredPostIsTheSame(t *testing.T) {
	for _, test := range goldenCases {
		for _, p := range append(Render(test.message, Mentions{}).Thread, Render(test.message, Mentions{}).Parent) {
			data, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			var stored Post
			if err := json.Unmarshal(data, &stored); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(stored)
			if err != nil || !bytes.Equal(data, again) || len(stored.Blocks) != len(p.Blocks) {
				t.Fatalf("%s: %s (%v), want %s", test.name, again, err, data)
			}
		}
	}
}
