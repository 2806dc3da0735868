package slack

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// delivery is one try of one delivery. Each step does only what is not done
// yet.
type delivery struct {
	client
	message report.Message
	done    progress
}

// announce posts the message. A workspace that refuses its chart gets it
// without, and the chart as a picture.
func (d *delivery) announce(ctx context.Context, r blockkit.Rendered) (err error) {
	step := posting(d.to)
	d.done.Channel, d.done.TS, err = d.post(ctx, step, place{channel: d.to}, d.message.Key, r.Parent)
	if r.Plain != nil && refusesBlocks(err) {
		d.done.Plain = true
		d.done.Channel, d.done.TS, err = d.post(ctx, step, place{channel: d.to}, d.message.Key, *r.Plain)
	}
	return err
}

// thread is where the message's files and details go.
func (d *delivery) thread() place { return place{d.done.Channel, d.done.TS} }

// addPicture adds the trend to the message's own files.
func (d *delivery) addPicture() error {
	data, err := draw.TrendPNG(d.message.Model)
	if err != nil {
		return &Error{Step: drawingTrend(d.to), Err: err}
	}
	picture := report.File{Name: "secure-score-trend.png", MediaType: "image/png", Data: data}
	d.message.Files = append(slices.Clone(d.message.Files), picture)
	return nil
}

// upload puts the files into the thread.
func (d *delivery) upload(ctx context.Context) error {
	for d.done.Files < len(d.message.Files) {
		if err := d.client.upload(ctx, d.thread(), d.message.Files[d.done.Files]); err != nil {
			return err
		}
		d.done.Files++
	}
	return nil
}

// details posts the thread.
func (d *delivery) details(ctx context.Context, thread []blockkit.Post) error {
	for d.done.Thread < len(thread) {
		n := d.done.Thread + 1
		step := postingPart(n, len(thread), d.to)
		key := fmt.Sprintf("%s/%d", d.message.Key, n)
		if _, _, err := d.post(ctx, step, d.thread(), key, thread[n-1]); err != nil {
			return err
		}
		d.done.Thread = n
	}
	return nil
}

// recoveries posts into the threads of earlier regressions that their points
// are back.
func (d *delivery) recoveries(ctx context.Context) error {
	for d.done.Recovered < len(d.message.Recoveries) {
		recovery := d.message.Recoveries[d.done.Recovered]
		// Without the earlier thread there is nothing to do: the message itself
		// has the recovery too.
		if earlier, err := readProgress(recovery.Progress); err == nil && earlier.announced() {
			step := postingRecovery(d.to)
			key := fmt.Sprintf("%s/recovered/%d", d.message.Key, d.done.Recovered+1)
			thread, post := place{earlier.Channel, earlier.TS}, blockkit.Recovered(d.message.Model, recovery)
			_, _, err := d.post(ctx, step, thread, key, post)
			if err != nil && !hasNoThread(err) {
				return err
			}
		}
		d.done.Recovered++
	}
	return nil
}
