package blockkit

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// checkPosts checks that messages keep Slack's limits and ours. Slack's stand
// here as numbers, so that a limit raised by mistake fails.
func checkPosts(t failer, r Rendered, mention map[string]string) {
	t.Helper()
	if len(r.Thread) > 2*(maxThread+1)+1 {
		t.Errorf("%d posts in the thread", len(r.Thread))
	}
	for i, p := range append([]Post{r.Parent}, r.Thread...) {
		checkPost(t, p, i == 0, mention)
	}
}

func checkPost(t failer, p Post, parent bool, mention map[string]string) {
	t.Helper()
	data, err := json.Marshal(p.Blocks)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var blocks []any
	if err := json.Unmarshal(data, &blocks); err != nil {
		t.Fatalf("%v", err)
	}
	calls := 0
	for _, call := range mention {
		calls += utf8.RuneCountInString(call) + 1
	}
	if n := len(blocks); n == 0 || n > 50 {
		t.Errorf("%d blocks", n)
	}
	if n := size(p.Blocks); n > maxMessage+200+calls { // beyond what fits measures: the mention
		t.Errorf("%d bytes of blocks", n)
	}
	if n := utf8.RuneCountInString(p.Text); n == 0 || n > 4000+calls {
		t.Errorf("a text of %d characters", n)
	}
	text := p.Text
	for _, call := range mention {
		if parent {
			text = strings.ReplaceAll(text, call, "")
		}
	}
	if strings.ContainsAny(text, "<>*~`") || edgeOfWord.MatchString(text) || strings.Contains(text, "://") ||
		!utf8.ValidString(text) {
		t.Errorf("the text holds what Slack would parse: %q", text)
	}
	if strings.Contains(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(text), "&") {
		t.Errorf("the text holds an ampersand that is not escaped: %q", text)
	}
	walk(t, blocks, parent, mention)
}

// edgeOfWord finds an underscore that begins or ends what Slack would format.
var edgeOfWord = regexp.MustCompile(`(^|[^A-Za-z0-9])_|_([^A-Za-z0-9]|$)`)

// walk looks at every object in the blocks.
func walk(t failer, v any, parent bool, mention map[string]string) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walk(t, e, parent, mention)
		}
	case map[string]any:
		checkObject(t, v, parent, mention)
		for key, e := range v {
			if key != "style" { // flags, no element
				walk(t, e, parent, mention)
			}
		}
	}
}

func checkObject(t failer, o map[string]any, parent bool, mention map[string]string) {
	t.Helper()
	text, _ := o["text"].(string)
	elements, _ := o["elements"].([]any)
	switch kind := o["type"]; kind {
	case "header":
		if n := utf8.RuneCountInString(o["text"].(map[string]any)["text"].(string)); n == 0 || n > 150 {
			t.Errorf("a header of %d characters", n)
		}
	case "context":
		if len(elements) == 0 || len(elements) > 10 { // blocks/context-block
			t.Errorf("a context of %d elements", len(elements))
		}
	case "rich_text", "rich_text_list", "rich_text_section":
		if len(elements) == 0 {
			t.Errorf("an empty %s", kind)
		}
	case "section":
		if o["fields"] != nil {
			t.Errorf("a section with fields")
		}
	case "plain_text":
		if o["emoji"] != false {
			t.Errorf("plain text with shortcodes: %q", text)
		}
	case "text":
	case "mrkdwn":
		if !parent {
			t.Errorf("mrkdwn in the thread: %q", text)
		}
		for _, call := range mention {
			text = strings.ReplaceAll(text, call, "")
		}
		if strings.TrimSpace(text) != "" {
			t.Errorf("mrkdwn that is no mention: %q", text)
		}
		return
	case "link":
		url := o["url"].(string)
		if !strings.HasPrefix(url, "https://security.microsoft.com/securescore") &&
			!strings.HasPrefix(url, "https://documents.example/") && !strings.HasPrefix(url, "https://bucket.s3.") {
			t.Errorf("a link to %q", url)
		}
		if strings.ContainsAny(url, "<>|\" \n") {
			t.Errorf("a link that is not escaped: %q", url)
		}
	default:
		t.Errorf("an element %v", kind)
	}
	if kind := o["type"]; kind == "plain_text" || kind == "text" || kind == "link" {
		if n := utf8.RuneCountInString(text); n == 0 || n > 3000 { // composition-objects/text-object
			t.Errorf("a text of %d characters", n)
		}
		if strings.Contains(text, "://") || strings.ContainsAny(text, "\x00\r\u202E\u2066") {
			t.Errorf("text with an address or what cannot be seen: %q", text)
		}
	}
}

func TestRenderProperty(t *testing.T) {
	mentions := map[string]string{"regressed": "<!subteam^S012>", "added": "<!here>"}
	rapid.Check(t, func(t *rapid.T) {
		m := drawMessage(t)
		mention := rapid.SampledFrom([]map[string]string{nil, mentions}).Draw(t, "mention")
		checkPosts(t, Render(m, Mentions{For: mention}), mention)
		checkPosts(t, RenderAlone(m, Mentions{For: mention}), mention)
	})
}

func drawMessage(t *rapid.T) report.Message {
	from := drawSnapshot(t, "2026-11-16", "before")
	to := drawSnapshot(t, "2026-11-23", "after")
	m := report.Message{
		Occasion: rapid.SampledFrom([]report.Occasion{report.Watching, report.Alert, report.Periodic}).Draw(t,
			"occasion"),
		Model: slacktest.Model(to, &from), Key: slacktest.Key,
	}
	if rapid.Bool().Draw(t, "first") {
		m.Model = slacktest.Model(to, nil)
	}
	if rapid.Bool().Draw(t, "news") {
		m.News = slacktest.News(drawSnapshot(t, "2026-11-20", "announced"), to)
	}
	m.Model.Locale = m.Model.Locale.In(rapid.SampledFrom(report.Languages).Draw(t, "language"))
	m.Model.Tenant, m.Model.Note = drawText(t, "tenant"), drawText(t, "note")
	m.Model.Warnings = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return drawText(t, "warning") }), 0,
		6).Draw(t, "warnings")
	for _, format := range []string{"csv", "html", "pdf"} {
		if m.Links == nil {
			m.Links = map[string]string{}
		}
		long := strings.Repeat("a", rapid.IntRange(0, 9000).Draw(t, "long"))
		m.Links[format] = rapid.SampledFrom([]string{"", "file:///x", "javascript:alert(1)",
			"https://documents.example/" + long}).Draw(t, format)
	}
	return m
}

func drawSnapshot(t *rapid.T, date score.Date, label string) score.Snapshot {
	many := rapid.SampledFrom([]int{0, 3, 40, 150}).Draw(t, label+" count")
	controls := rapid.SliceOfN(rapid.Custom(drawControl), 0, many).Draw(t, label)
	return slacktest.Snapshot(date, controls)
}

func drawControl(t *rapid.T) score.Control {
	c := slacktest.Control(rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "prefix")+drawText(t, "id"),
		drawText(t, "title"), drawText(t, "category"), drawText(t, "service"),
		float64(rapid.IntRange(0, 1000).Draw(t, "points"))/100, float64(rapid.IntRange(0, 1000).Draw(t, "max"))/100,
		score.Low, score.Unknown)
	if rapid.IntRange(0, 4).Draw(t, "known") == 0 {
		c.MaxSource, c.Max = score.MaxUnknown, 0
	}
	c.State = rapid.SampledFrom([]string{"Default", "Ignored", "ThirdParty", slacktest.Hostile}).Draw(t, "state")
	return c
}

func drawText(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", slacktest.Hostile, strings.Repeat(slacktest.Hostile, 20),
			strings.Repeat("長い題名", 100), strings.Repeat("<!here>", 90), "\"\\\"\\", strings.Repeat(`"\`, 300), "\u200B",
			"\xff\xfe"}),
		rapid.String(),
		rapid.StringMatching(`[A-Za-z_0-9]{1,12}`),
	).Draw(t, label)
}

// The largest message there can be still fits: every group twice, every text as
// long as it may get and four bytes a character.
func TestRenderWidest(t *testing.T) {
	plain, charted := widest(), widest()
	charted.Model.Trend = slacktest.EveryDay(90).Model.Trend
	for _, l := range report.Languages {
		plain.Model.Locale, charted.Model.Locale = report.Locale{}.In(l), report.Locale{}.In(l)
		for name, draw := range map[string]func(report.Message, Mentions) Rendered{"thread": Render, "alone": RenderAlone} {
			checkPosts(t, draw(plain, Mentions{}), nil)
			if n := size(draw(charted, Mentions{}).Parent.Blocks); n > maxMessage {
				t.Errorf("%s, %s: %d bytes", l, name, n)
			}
		}
	}
}

func widest() report.Message {
	m := slacktest.Report()
	wide := strings.Repeat("𐍈", 400)
	widen := func(a *score.Account) {
		for i := range a.Changes {
			c := &a.Changes[i]
			c.Title, c.Category, c.Service = wide, wide, wide
			c.Before.Status, c.After.Status = score.Status(wide), score.Status(wide+"x")
		}
	}
	widen(&m.Model.Account)
	m.News = slacktest.News(slacktest.Before(), slacktest.After())
	m.News.Before.Date = "2026-11-20"
	widen(m.News)
	for i := range m.News.Changes {
		m.News.Changes[i].Before.Points += 0.5
	}
	for i := range m.Model.Top {
		m.Model.Top[i].Title, m.Model.Top[i].Product, m.Model.Top[i].ID = wide, wide,
			strings.Repeat("x", longURL-len(report.ActionURL("")))
	}
	m.Model.Tenant, m.Model.Note, m.Model.Warnings = wide, wide, []string{wide, wide, wide, wide}
	for i := range m.Model.Exceptions {
		d := &m.Model.Exceptions[i]
		d.Reason, d.Action.Title, d.Action.StateComment = wide, wide, wide
	}
	return m
}

// A message without a thread holds what the thread would.
func TestRenderAloneIsWhole(t *testing.T) {
	alert, weekly := slacktest.Alert(), slacktest.Report()
	for name, m := range map[string]struct {
		text string
		want []string
	}{
		"alert": {RenderAlone(alert, Mentions{}).Parent.Text, nil},
		"report": {RenderAlone(weekly, Mentions{}).Parent.Text, []string{
			"The score in figures", "Average of all organisations", "Exceptions: 3 exceptions, 1 overdue",
			"The relay rewrites links", "Last announced here: ", "1.33 → 8 of 8 points", weekly.Model.Note,
		}},
	} {
		for _, c := range alert.News.Changes {
			m.want = append(m.want, c.Title)
		}
		for _, want := range m.want {
			if !strings.Contains(m.text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, m.text)
			}
		}
		if strings.Contains(m.text, "in the thread") {
			t.Errorf("%s: there is no thread:\n%s", name, m.text)
		}
	}
}

// A message fits without its thread too, whatever it holds.
func TestRenderAloneFits(t *testing.T) {
	m := slacktest.EveryDay(90)
	m.Links = map[string]string{"pdf": "https://documents.example/" + strings.Repeat("a", 9000)}
	for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
		m.Occasion = occasion
		if r := RenderAlone(m, Mentions{For: everyKind}); len(r.Thread) > 0 || len(r.Parent.Blocks) > maxBlocks ||
			size(r.Parent.Blocks) > maxMessage+500 {
			t.Errorf("%s: %d posts in a thread, %d bytes", occasion, len(r.Thread), size(r.Parent.Blocks))
		}
	}
}
