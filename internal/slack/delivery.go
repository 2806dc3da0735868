package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/report"
)

// delivery is one try of one delivery. Each step does only what is not done
// yet.
type delivery struct {
	client
	draft      draft
	done       progress
	record     func(progress string, complete bool) error
	unrecorded error // a step was accepted and could not be recorded: nothing more is sent
}

// save records how far the delivery came.
func (d *delivery) save() error {
	complete := d.done.Files >= len(d.files()) && d.done.Thread >= len(d.draft.Thread) &&
		d.done.Recovered >= len(d.draft.Replies)
	d.unrecorded = d.record(d.done.String(), complete)
	return d.unrecorded
}

// learnAnswers looks at the types of all that Slack's answer to a post may
// contain, which takes a millisecond of a process's first answer. In it the
// message would be accepted, and not yet on record.
var learnAnswers = sync.OnceFunc(func() { _ = json.Unmarshal([]byte("{}"), new(slackapi.Message)) })

// announce posts the message. A workspace that refuses its chart gets it
// without, and the chart as a picture.
func (d *delivery) announce(ctx context.Context) (err error) {
	learnAnswers()
	step := posting(d.to)
	d.done.Channel, d.done.TS, err = d.post(ctx, step, place{channel: d.to}, d.draft.Key, d.draft.Parent)
	if d.draft.Plain != nil && refusesBlocks(err) {
		d.done.Plain = true
		d.done.Channel, d.done.TS, err = d.post(ctx, step, place{channel: d.to}, d.draft.Key, *d.draft.Plain)
	}
	if err != nil {
		return err
	}
	return d.save()
}

// thread is where the message's files and details go.
func (d *delivery) thread() place { return place{d.done.Channel, d.done.TS} }

// files are the message's own, and the chart where it is not in the message.
func (d *delivery) files() []report.File {
	if d.done.Plain && d.draft.Picture != nil {
		return append(slices.Clone(d.draft.Files), *d.draft.Picture)
	}
	return d.draft.Files
}

// upload puts the files into the thread.
func (d *delivery) upload(ctx context.Context) error {
	for files := d.files(); d.done.Files < len(files) && d.unrecorded == nil; {
		if err := d.client.upload(ctx, d.thread(), files[d.done.Files]); err != nil {
			return d.stopped(err)
		}
		d.done.Files++
		if err := d.save(); err != nil {
			return err
		}
	}
	return nil
}

// details posts the thread.
func (d *delivery) details(ctx context.Context) error {
	for of := len(d.draft.Thread); d.done.Thread < of && d.unrecorded == nil; {
		n := d.done.Thread + 1
		key := fmt.Sprintf("%s/%d", d.draft.Key, n)
		_, _, err := d.post(ctx, postingPart(n, of, d.to), d.thread(), key, d.draft.Thread[n-1])
		if err != nil {
			return d.stopped(err)
		}
		d.done.Thread = n
		if err := d.save(); err != nil {
			return err
		}
	}
	return nil
}

// stopped is the error of a step in the thread. Where there is no thread, its
// rest counts as done, because no later try can succeed. It is no failure if
// somebody deleted the message.
func (d *delivery) stopped(err error) error {
	if !hasNoThread(err) {
		return err
	}
	d.done.Files, d.done.Thread = len(d.files()), len(d.draft.Thread)
	if unrecorded := d.save(); unrecorded != nil || isDeleted(err) {
		return unrecorded
	}
	return err
}

// replies posts into the threads of earlier regressions that their points are
// back.
func (d *delivery) replies(ctx context.Context) error {
	for d.done.Recovered < len(d.draft.Replies) && d.unrecorded == nil {
		n := d.done.Recovered + 1
		r := d.draft.Replies[n-1]
		key := fmt.Sprintf("%s/recovered/%d", d.draft.Key, n)
		_, _, err := d.post(ctx, postingRecovery(d.to), place{r.Channel, r.TS}, key, r.Post)
		if err != nil && !hasNoThread(err) {
			return err
		}
		d.done.Recovered = n
		if err := d.save(); err != nil {
			return err
		}
	}
	return nil
}
