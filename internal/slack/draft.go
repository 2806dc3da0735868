package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// Post is one message as Slack takes it.
type Post struct {
	Text   string           `json:"text"` // for notifications and screen readers; escaped
	Blocks []slackapi.Block `json:"blocks"`
}

// span is a piece of a line. Its text is clean.
type span struct {
	text string
	bold bool
	url  string // https, or empty
}

type line []span

func plain(format string, args ...any) span { return span{text: fmt.Sprintf(format, args...)} }
func bold(s string) span                    { return span{text: s, bold: true} }

// draft draws a message twice as it grows: as blocks and as plain text.
type draft struct {
	rest    string // where what is not shown can be read
	blocks  []slackapi.Block
	text    strings.Builder
	dropped int // lines for which the text had no room
}

func (d *draft) header(s string) {
	d.blocks = append(d.blocks, slackapi.NewHeaderBlock(plainText(mrkdwn.Clip(s, maxHeader))))
	d.say(mrkdwn.Clip(s, maxHeader))
}

// paragraph draws lines below each other.
func (d *draft) paragraph(lines ...line) {
	var all line
	for i, l := range lines {
		if i > 0 {
			all = append(all, plain("\n"))
		}
		all = append(all, l...)
		d.say(l.String())
	}
	d.blocks = append(d.blocks, slackapi.NewRichTextBlock("", section(all)))
}

// list draws a heading with items below it, and what is to be said of those that
// are not there.
func (d *draft) list(style slackapi.RichTextListElementType, heading line, items []line, rest string) {
	elements := []slackapi.RichTextElement{section(heading)}
	d.say(heading.String())
	if len(items) > 0 {
		rows := make([]slackapi.RichTextElement, len(items))
		for i, item := range items {
			rows[i] = section(item)
			d.say("• " + strings.ReplaceAll(item.String(), "\n", " · "))
		}
		elements = append(elements, slackapi.NewRichTextList(style, 0, rows...))
	}
	if rest != "" {
		elements = append(elements, section(line{plain("%s", rest)}))
		d.say(rest)
	}
	d.blocks = append(d.blocks, slackapi.NewRichTextBlock("", elements...))
}

// context draws small print, one element a text.
func (d *draft) context(texts ...string) {
	var elements []slackapi.MixedElement
	for _, t := range texts {
		elements = append(elements, plainText(t))
		d.say(t)
	}
	if len(elements) > 0 {
		d.blocks = append(d.blocks, slackapi.NewContextBlock("", elements...))
	}
}

func (d *draft) warnings(all []string) {
	var texts []string
	for _, w := range all[:min(len(all), maxWarnings)] {
		texts = append(texts, "⚠ "+mrkdwn.Clip(w, longWarning))
	}
	if more := len(all) - len(texts); more > 0 {
		texts = append(texts, "⚠ and "+words.Count(more, "more warning")+" in the run's result")
	}
	d.context(texts...)
}

// say adds a line to the plain text, as long as there is room for whole lines.
func (d *draft) say(s string) {
	const room = 60 // for the line that counts what was dropped
	s = mrkdwn.Escape(s)
	if d.dropped > 0 || utf8.RuneCountInString(d.text.String())+utf8.RuneCountInString(s) > maxText-room {
		d.dropped++
		return
	}
	if d.text.Len() > 0 {
		d.text.WriteByte('\n')
	}
	d.text.WriteString(s)
}

func (d *draft) post() Post {
	text := d.text.String()
	if d.dropped > 0 {
		text += "\n… and " + words.Count(d.dropped, "more line") + " in the message"
	}
	return Post{Text: text, Blocks: d.blocks}
}

// fits tells whether Slack would take the blocks.
func (d *draft) fits() bool { return len(d.blocks) <= maxBlocks && size(d.blocks) <= maxMessage }

// size is the number of bytes of v as Slack sees it.
func size(v any) int {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // an escape of Go's, not of Slack's
	if err := encoder.Encode(v); err != nil {
		return maxMessage + 1 // cannot be: blocks hold nothing but texts
	}
	return b.Len()
}

// String is the line without its links.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.text)
	}
	return b.String()
}

func section(l line) *slackapi.RichTextSection {
	var elements []slackapi.RichTextSectionElement
	for _, s := range l {
		if s.text == "" {
			continue // Slack refuses an element of nothing
		}
		var style *slackapi.RichTextSectionTextStyle
		if s.bold {
			style = &slackapi.RichTextSectionTextStyle{Bold: true}
		}
		if s.url != "" {
			elements = append(elements, slackapi.NewRichTextSectionLinkElement(s.url, s.text, style))
			continue
		}
		elements = append(elements, slackapi.NewRichTextSectionTextElement(s.text, style))
	}
	return slackapi.NewRichTextSection(elements...)
}

// plainText is text that Slack shows as it is, :shortcodes: too.
func plainText(s string) *slackapi.TextBlockObject {
	emoji := false
	return &slackapi.TextBlockObject{Type: slackapi.PlainTextType, Text: s, Emoji: &emoji}
}
