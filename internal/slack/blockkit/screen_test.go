package blockkit

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// busy is a report or an alert on 433 actions of which 200 changed, in every
// way that there is.
func busy(o report.Occasion, title string) report.Message {
	var before, after []score.Control
	for i := range 433 {
		c := slacktest.Control(fmt.Sprintf("scid_%d", i), fmt.Sprintf("%s %d", title, i), "Device", "MDATP",
			float64(i%9), 10, score.Low, score.Moderate)
		if i%40 != 7 {
			before = append(before, c)
		}
		if i < 200 {
			switch i % 8 {
			case 0:
				c.Points += 2
			case 1:
				c.Points = max(0, c.Points-2)
			case 2:
				c.Points += 0.13
			case 3:
				c.Max = 12
			case 4:
				c.Points, c.State = 0, "Ignored"
			case 5:
				c.Points, c.State = 10, "ThirdParty"
			case 6:
				c.State = "Planned"
			}
		}
		if i%50 != 49 {
			after = append(after, c)
		}
	}
	from, to := slacktest.Snapshot("2026-11-16", before), slacktest.Snapshot("2026-11-23", after)
	m := slacktest.Report()
	usual := m.Model
	m.Occasion, m.Model, m.News = o, slacktest.Model(to, &from), slacktest.News(from, to)
	m.Model.Goal, m.Model.Analysis.Progress = usual.Goal, usual.Analysis.Progress
	m.Model.Exceptions, m.Model.Note, m.Model.Warnings = usual.Exceptions, usual.Note, []string{title, title}
	return m
}

// rows is how many lines a message takes in a window of usual width, without
// its chart.
func rows(c content) (n int) {
	const width = 100 // characters
	for _, s := range c.sections {
		lines := textOf(s)
		if l, ok := s.(list); ok {
			lines = []string{l.heading.String(), l.rest}
			for _, item := range l.items {
				lines = append(lines, strings.Split(item.String(), "\n")...)
			}
		}
		for _, line := range lines {
			n += (utf8.RuneCountInString(line) + width - 1) / width
		}
	}
	return n
}

// A message is read without scrolling, whatever happened.
func TestOneScreen(t *testing.T) {
	for _, tc := range []struct {
		name    string
		message report.Message
		most    int
	}{
		{"a usual week", slacktest.Report(), 21},
		{"a first report", slacktest.FirstReport(), 13},
		{"200 changes", busy(report.Periodic, "Ensure that this setting is as recommended"), 26},
		{"200 changes of long titles", busy(report.Periodic, strings.Repeat("Ensure that ", 25)), 38},
		{"an alert", slacktest.Alert(), 13},
		{"an alert on 200 changes", busy(report.Alert, "Ensure that this setting is as recommended"), 25},
		{"an alert on 60 changes", slacktest.Large(30), 16},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := compose(tc.message, Mentions{})
			drawn := c.alert(maxEvents)
			if tc.message.Occasion == report.Periodic {
				drawn = c.periodic(maxNames, nil)
			}
			if n := rows(drawn); n > tc.most {
				t.Errorf("%d lines, want %d at most:\n%s", n, tc.most, drawn.text(words.English))
			}
		})
	}
}

// What a message with a thread says of an account adds up to the change of the
// score, to the hundredth: the events and all counts.
func TestMessagesAddUp(t *testing.T) {
	effect := regexp.MustCompile(`\(([+−±][\d.]+) pp\)`)
	sum := func(lines []string) (total float64) {
		for _, found := range effect.FindAllStringSubmatch(strings.Join(lines, "\n"), -1) {
			x, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "±", "").Replace(found[1]), 64)
			if err != nil {
				t.Fatal(err)
			}
			total += x
		}
		return total
	}
	rapid.Check(t, func(t *rapid.T) {
		a := *slacktest.News(drawSnapshot(t, "2026-11-16", "before"), drawSnapshot(t, "2026-11-23", "after"))
		for i := range a.Changes { // a title can look like an effect
			a.Changes[i].Title, a.Changes[i].RenamedFrom, a.Changes[i].MovedFrom = "title", "", ""
		}
		c := compose(report.Message{Model: slacktest.FirstReport().Model}, Mentions{})
		most := rapid.IntRange(noGroups, maxEvents).Draw(t, "lines")
		for name, l := range map[string]list{
			"alert": {items: c.events(a, most)}, "report": c.brief(nil, a, most, report.InBrief),
			"not announced": c.brief(nil, a, most, newsOnly),
		} {
			if got := sum(textOf(l)); score.Hundredths(got) != score.Hundredths(a.Percent) || math.IsNaN(got) {
				t.Errorf("%s: %v, but the score moved by %v:\n%s", name, got, a.Percent, strings.Join(textOf(l), "\n"))
			}
		}
	})
}

// The thread has each change once for each of its causes, whatever the news and
// the comparison have in common.
func TestNothingIsListedTwice(t *testing.T) {
	sameNews := slacktest.Report()
	sameNews.News = &sameNews.Model.Account
	for name, m := range map[string]report.Message{
		"news of its own": slacktest.Report(), "the same news": sameNews, "200 changes": busy(report.Periodic, "Title"),
		"an alert": slacktest.Alert(), "a large alert": slacktest.Large(40),
	} {
		t.Run(name, func(t *testing.T) {
			want := map[string]int{}
			count := func(a *score.Account) {
				if a == nil {
					return
				}
				for _, g := range a.ByCause() {
					for _, c := range g.Changes {
						if linkOf(c) != "" {
							want[c.ID]++
						}
					}
				}
			}
			count(m.Diff())
			if m.Occasion == report.Periodic {
				count(m.Unannounced())
			}
			thread := everything(t, Rendered{Thread: Render(m, Mentions{}).Thread})
			for id, n := range want {
				if got := strings.Count(thread, report.ActionURL(id)+`"`); got != n {
					t.Errorf("%s is %d times in the thread, want %d", id, got, n)
				}
			}
		})
	}
}

// The message alone has each event, and counts everything else by its kind.
func TestEvents(t *testing.T) {
	status := func(c score.Control, state string) score.Control { c.State = state; return c }
	control := func(id string, points, maximum float64) score.Control {
		return slacktest.Control(id, "Action "+id, "Apps", "EXO", points, maximum, score.Low, score.Low)
	}
	before := slacktest.Snapshot("2026-11-16", []score.Control{
		control("down", 5, 5), status(control("ended", 5, 5), "ThirdParty"), control("accepted", 4, 5), control("up", 0, 5),
		control("done", 0, 5), control("declared", 0, 5), control("planned", 0, 5), control("tolerated", 0, 5),
		control("doubted", 0, 5),
		control("worth", 5, 5), control("gone", 1, 2), control("wanders", 5, 10),
	})
	after := slacktest.Snapshot("2026-11-23", []score.Control{
		control("down", 3, 5), control("ended", 0, 5), status(control("accepted", 0, 5), "Ignored"), control("up", 2, 5),
		control("done", 5, 5), status(control("declared", 5, 5), "Reviewed"), status(control("planned", 0, 5), "Planned"),
		status(control("tolerated", 0, 5), "Ignored"),
		status(control("doubted", 0, 8), "Ignored"), control("worth", 5, 8), control("wanders", 5.3, 10),
		control("new", 0, 10),
	})
	m := report.Message{Model: slacktest.Model(after, &before), News: slacktest.News(before, after), Key: slacktest.Key}
	for _, tc := range []struct {
		occasion  report.Occasion
		want, not []string
	}{
		{report.Alert, []string{
			"🔻 Action down: regressed, 5 → 3 of 5 points (−", "🔻 Action ended: no longer reported, 5 → 0 of 5 points (−",
			"🔻 Action accepted: risk accepted, 4 → 0 of 5 points (−", "🆕 Action new: added, 0 of 10 points (−",
			"✅ Action up: improved, 0 → 2 of 5 points (+", "✅ Action done: completed, 0 → 5 of 5 points (+",
			"📝 Action declared: reported as resolved, not verified, 0 → 5 of 5 points (+",
			"🔖 Action planned: To address → Planned\n", "🔻 Action tolerated: risk accepted, 0 of 5 points\n",
			"🔻 Action doubted: risk accepted, 0 points\n", "📏 Microsoft: 2 new maximums, 1 removed (−", "〰️ 1 action drifted (+",
		}, []string{"Action worth", "Action gone", "Action wanders"}},
		{report.Periodic, []string{
			"🔻 Action down: ", "🔻 Action ended: ", "🔻 Action accepted: ", "🆕 Action new: ", "🔻 Action tolerated: ", "🔻 Action doubted: risk accepted, 0 points\n",
			"2 improved (+", "1 reported as resolved, not verified (+", "2 new maximums (−", "1 removed (−", "1 changed status", "1 drifted (+",
		}, []string{"Action up:", "Action done:", "Action declared:", "Action planned:", "Action worth:", "Action wanders:"}},
	} {
		t.Run(string(tc.occasion), func(t *testing.T) {
			m.Occasion = tc.occasion
			text := Render(m, Mentions{}).Parent.Text
			for _, want := range tc.want {
				if strings.Count(text, want) != 1 {
					t.Errorf("%d times %q in\n%s", strings.Count(text, want), want, text)
				}
			}
			for _, not := range tc.not {
				if strings.Contains(text, not) {
					t.Errorf("%q in\n%s", not, text)
				}
			}
		})
	}
}

// Where nothing is bad news or new, a report names what went well.
func TestGoodNewsAlone(t *testing.T) {
	before := slacktest.Before()
	after := slacktest.Before()
	after.Date, after.Controls[0].Points = "2026-11-23", after.Controls[0].Max
	before.Controls[0].Points = 0
	before, after = slacktest.Snapshot(before.Date, before.Controls), slacktest.Snapshot(after.Date, after.Controls)
	m := report.Message{Occasion: report.Periodic, Model: slacktest.Model(after, &before), Key: slacktest.Key}
	text := Render(m, Mentions{}).Parent.Text
	if want := "✅ " + after.Controls[0].Title + ": completed, 0 → 10 of 10 points (+"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

// A single change of Microsoft's has its name.
func TestOneChangeOfMicrosofts(t *testing.T) {
	before := slacktest.Before()
	after := slacktest.Before()
	after.Date = "2026-11-23"
	after.Controls[0].Max += 5
	after = slacktest.Snapshot(after.Date, after.Controls)
	m := report.Message{Occasion: report.Alert, Model: slacktest.Model(after, &before),
		News: slacktest.News(before, after), Key: slacktest.Key}
	text := Render(m, Mentions{}).Parent.Text
	want := "📏 " + after.Controls[0].Title + ": worth 10 → 15 points (−"
	if !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

// Drift is one line with its sum in the message, and listed last in the thread.
func TestDriftIsOneLine(t *testing.T) {
	of := func(date score.Date, regressed, moved float64) score.Snapshot {
		controls := []score.Control{
			slacktest.Control("mfa", "MFA", "Identity", "AzureAD", regressed, 10, score.Low, score.Low),
		}
		for i := range 5 {
			controls = append(controls, slacktest.Control(string(rune('a'+i)), "Wanders", "Device", "MDATP", 5+moved, 18,
				score.Low, score.Low))
		}
		return slacktest.Snapshot(date, controls)
	}
	before, now := of("2026-11-16", 6, 0), of("2026-11-23", 5, -0.2)
	m := report.Message{Occasion: report.Alert, Model: slacktest.Model(now, &before), News: slacktest.News(before, now),
		Key: slacktest.Key}
	r := Render(m, Mentions{For: map[string]string{"improved": "<@U7>"}})
	if want := "〰️ 5 actions drifted (−1.00 pp)"; !strings.Contains(r.Parent.Text, want) {
		t.Errorf("no %q in\n%s", want, r.Parent.Text)
	}
	if strings.Contains(r.Parent.Text, "Wanders") || strings.Contains(r.Parent.Text, "6 regressed") {
		t.Errorf("drift is listed:\n%s", r.Parent.Text)
	}
	thread := everything(t, Rendered{Thread: r.Thread})
	if at := strings.Index(thread, "Wanders"); at < strings.Index(thread, "MFA") {
		t.Errorf("the thread does not list drift last:\n%s", thread)
	}
}
