package slack

import (
	"encoding/json"
	"fmt"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// draft is everything that is posted for one message. It is stored as JSON
// until all of it is posted.
type draft struct {
	Key     string          `json:"key"`
	Parent  blockkit.Post   `json:"parent"`
	Plain   *blockkit.Post  `json:"plain,omitempty"` // the message for a workspace without charts
	Thread  []blockkit.Post `json:"thread,omitempty"`
	Files   []report.File   `json:"files,omitempty"`
	Picture *report.File    `json:"picture,omitempty"` // the chart, to go with Plain
	Replies []reply         `json:"replies,omitempty"`
}

// reply is a post in the thread of an earlier message.
type reply struct {
	Channel string        `json:"channel"`
	TS      string        `json:"ts"`
	Post    blockkit.Post `json:"post"`
}

// draft draws a message.
func (c *Channel) draft(m report.Message) (draft, error) {
	if c.options.Webhook != nil {
		r := blockkit.RenderAlone(m, c.mentions)
		return draft{Key: m.Key, Parent: r.Parent, Plain: r.Plain}, nil
	}
	r := blockkit.Render(m, c.mentions)
	d := draft{Key: m.Key, Parent: r.Parent, Plain: r.Plain, Thread: r.Thread, Files: m.Files}
	if r.Plain != nil {
		data, err := draw.TrendOf(m)
		if err != nil {
			return draft{}, fmt.Errorf("drawing the trend for %s: %w", c.To(), err)
		}
		d.Picture = &report.File{Name: "secure-score-trend.png", MediaType: "image/png", Data: data}
	}
	for _, recovery := range m.Recoveries {
		// Without the earlier thread there is nothing to do: the message itself
		// has the recovery too.
		if earlier, err := readProgress(recovery.Progress); err == nil && earlier.announced() {
			d.Replies = append(d.Replies, reply{earlier.Channel, earlier.TS, blockkit.Recovered(m.Model, recovery)})
		}
	}
	return d, nil
}

// whole is the draft as it is stored and sent.
func (d draft) whole() (report.Draft, error) {
	body, err := json.Marshal(d)
	return report.Draft{Body: body, OneStep: d.oneStep()}, err
}

// oneStep says whether the message is all there is to post.
func (d draft) oneStep() bool {
	return len(d.Thread) == 0 && len(d.Files) == 0 && len(d.Replies) == 0 && d.Plain == nil
}
