package blockkit

import (
	"encoding/json"
	"fmt"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// Post is one message as Slack takes it.
type Post struct {
	Text   string           `json:"text"` // for notifications and screen readers; escaped
	Blocks []slackapi.Block `json:"blocks"`
}

// UnmarshalJSON reads a post that was stored. Its blocks are sent as they are.
func (p *Post) UnmarshalJSON(data []byte) error {
	var stored struct {
		Text   string        `json:"text"`
		Blocks []storedBlock `json:"blocks"`
	}
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	p.Text, p.Blocks = stored.Text, nil
	for _, b := range stored.Blocks {
		p.Blocks = append(p.Blocks, b)
	}
	return nil
}

// storedBlock is a block as JSON.
type storedBlock struct{ json.RawMessage }

func (storedBlock) BlockType() slackapi.MessageBlockType { return "" }

func (storedBlock) ID() string { return "" }

// post is the content as Slack takes it.
func (c content) post(w words.Words) Post { return Post{Text: c.text(w), Blocks: c.blocks()} }

func (c content) blocks() []slackapi.Block {
	var blocks []slackapi.Block
	for _, s := range c.sections {
		blocks = append(blocks, blockOf(s))
	}
	if c.mention != "" { // the only block that Slack parses
		text := slackapi.NewTextBlockObject(slackapi.MarkdownType, c.mention, false, true)
		blocks = append(blocks, slackapi.NewSectionBlock(text, nil, nil))
	}
	return blocks
}

func blockOf(s section) slackapi.Block {
	switch s := s.(type) {
	case header:
		return slackapi.NewHeaderBlock(plainText(mrkdwn.Clip(string(s), maxHeader)))
	case paragraph:
		return slackapi.NewRichTextBlock("", rich(s.joined()))
	case list:
		return listBlock(s)
	case notes:
		elements := make([]slackapi.MixedElement, len(s))
		for i, note := range s {
			elements[i] = plainText(note)
		}
		return slackapi.NewContextBlock("", elements...)
	case *chart:
		return chartBlock(s)
	}
	panic(fmt.Sprintf("a section of type %T", s)) // the interface has no other types
}

func listBlock(l list) slackapi.Block {
	var elements []slackapi.RichTextElement
	if len(l.heading) > 0 {
		elements = append(elements, rich(l.heading))
	}
	if len(l.items) > 0 {
		rows := make([]slackapi.RichTextElement, len(l.items))
		for i, item := range l.items {
			rows[i] = rich(item)
		}
		style := slackapi.RTEListBullet
		if l.ordered {
			style = slackapi.RTEListOrdered
		}
		elements = append(elements, slackapi.NewRichTextList(style, 0, rows...))
	}
	if l.rest != "" {
		elements = append(elements, rich(line{plain(l.rest)}))
	}
	return slackapi.NewRichTextBlock("", elements...)
}

func chartBlock(c *chart) slackapi.Block {
	all := make([]slackapi.DataVisualizationDataSeries, len(c.series))
	for i, s := range c.series {
		points := make([]slackapi.DataVisualizationDataPoint, len(s.values))
		for j, value := range s.values {
			points[j] = slackapi.NewDataVisualizationDataPoint(c.names[j], value)
		}
		all[i] = slackapi.NewDataVisualizationDataSeries(s.name, points...)
	}
	axis := slackapi.NewDataVisualizationAxisConfig(c.names...).WithXLabel(c.xAxis).WithYLabel(c.yAxis)
	return slackapi.NewDataVisualizationBlock(c.title, slackapi.NewDataVisualizationLineChart(axis, all...))
}

// rich is a line as rich text, which Slack does not parse.
func rich(l line) *slackapi.RichTextSection {
	var elements []slackapi.RichTextSectionElement
	for _, s := range l {
		if s.text == "" {
			continue // Slack refuses an element of nothing
		}
		text := plaintext.Unbroken(s.text)
		var style *slackapi.RichTextSectionTextStyle
		if s.bold {
			style = &slackapi.RichTextSectionTextStyle{Bold: true}
		}
		if s.url != "" {
			elements = append(elements, slackapi.NewRichTextSectionLinkElement(s.url, text, style))
			continue
		}
		elements = append(elements, slackapi.NewRichTextSectionTextElement(text, style))
	}
	return slackapi.NewRichTextSection(elements...)
}

// plainText is text that Slack shows as it is, :shortcodes: too.
func plainText(s string) *slackapi.TextBlockObject {
	emoji := false
	return &slackapi.TextBlockObject{Type: slackapi.PlainTextType, Text: plaintext.Unbroken(s), Emoji: &emoji}
}
