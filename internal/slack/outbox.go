package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
)

// Outbox writes what a Channel would post into a directory, one file for each
// delivery.
type Outbox struct {
	Dir     string
	channel string
	mention map[string]string
}

// NewOutbox makes an Outbox. It makes the directory when there is something to
// write.
func NewOutbox(dir, channel string, mention map[string]string) *Outbox {
	return &Outbox{Dir: dir, channel: channel, mention: mention}
}

// Name is what events call the channel.
func (o *Outbox) Name() string { return "slack" }

// To is the channel that the messages are for.
func (o *Outbox) To() string { return o.channel }

type outboxFile struct {
	Channel  string                 `json:"channel"`
	Metadata slackapi.SlackMetadata `json:"metadata"`
	Parent   blockkit.Post          `json:"parent"`
	Thread   []blockkit.Post        `json:"thread"`
	Files    []string               `json:"files"` // their names; the files are in the store
	Replies  []outboxReply          `json:"replies,omitempty"`
}

// outboxReply goes into the thread of an earlier message.
type outboxReply struct {
	To   string        `json:"to"` // the file of the earlier message
	Post blockkit.Post `json:"post"`
}

// outboxDraft is a file before it is written.
type outboxDraft struct {
	Name string     `json:"name"`
	File outboxFile `json:"file"`
}

// Prepare draws the file; the same message gives the same one.
func (o *Outbox) Prepare(m report.Message) (report.Draft, error) {
	rendered := blockkit.Render(m, blockkit.Mentions{For: o.mention})
	file := outboxFile{
		Channel: o.channel, Metadata: metadata(m.Key),
		Parent: rendered.Parent, Thread: append([]blockkit.Post{}, rendered.Thread...), Files: []string{},
	}
	for _, f := range m.Files {
		file.Files = append(file.Files, f.Name)
	}
	for _, r := range m.Recoveries {
		file.Replies = append(file.Replies, outboxReply{To: r.Progress, Post: blockkit.Recovered(m.Model, r)})
	}
	body, err := readable(outboxDraft{outboxName(m), file}, "")
	return report.Draft{Body: body, OneStep: true}, err
}

// Deliver writes the file, whole or not at all.
func (o *Outbox) Deliver(
	ctx context.Context, body []byte, _ string, record func(progress string, complete bool) error,
) error {
	var d outboxDraft
	err := cmp.Or(json.Unmarshal(body, &d), ctx.Err())
	if err == nil {
		err = o.write(d.Name, d.File)
	}
	if err != nil {
		return fmt.Errorf("writing the message for %s to %s: %w", o.channel, o.Dir, err)
	}
	return record(d.Name, true)
}

// readable is JSON in which < and & stand for themselves.
func readable(v any, indent string) ([]byte, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(v)
	return data.Bytes(), err
}

func (o *Outbox) write(name string, file outboxFile) error {
	data, err := readable(file, "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(o.Dir, ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // nothing to remove once it is renamed
	_, err = temporary.Write(data)
	if err = cmp.Or(err, temporary.Chmod(0o644), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), filepath.Join(o.Dir, name))
}

// outboxName is a file's name that sorts by day and is safe on any disk.
func outboxName(m report.Message) string {
	safe := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
				return r
			}
			return '-'
		}, strings.ToLower(s))
	}
	tenant := []rune(safe(cmp.Or(m.Model.Tenant, "tenant")))
	key := []rune(safe(m.Key))
	return fmt.Sprintf("%s-%s-%s-%s.json", safe(string(m.Model.Date)), string(tenant[:min(40, len(tenant))]),
		safe(string(m.Occasion)), string(key[:min(8, len(key))]))
}
