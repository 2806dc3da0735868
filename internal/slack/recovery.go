package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// recoveries tells in the threads of earlier regressions that they are made good.
func (s sender) recoveries(ctx context.Context, done *progress) error {
	for done.Recovered < len(s.message.Recoveries) {
		recovery := s.message.Recoveries[done.Recovered]
		// A thread that cannot be found any more is no reason to keep the rest back: the
		// message itself has told it.
		if earlier, err := readProgress(recovery.Progress); err == nil && earlier.announced() {
			key := fmt.Sprintf("%s/recovered/%d", s.message.Key, done.Recovered+1)
			step := "posting a recovery to the thread of its regression in " + s.To() + ", after the message itself was posted"
			_, _, err := s.post(ctx, step, earlier.Channel, earlier.TS, key, recovered(s.message.Model, recovery))
			if err != nil && !gone(err) {
				return err
			}
		}
		done.Recovered++
	}
	return nil
}

// gone tells of a thread that was deleted, or can take no more.
func gone(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && slices.Contains([]string{"thread_not_found", "message_not_found", "invalid_thread_ts", "restricted_action_thread_locked", "cannot_reply_to_message"}, refused.Code)
}

// recovered is what is said in the thread of a regression once it is made good.
func recovered(m report.Model, r report.Recovery) Post {
	var d draft
	shown := r.Changes[:min(len(r.Changes), threadLines)]
	items := make([]line, len(shown))
	for i, c := range shown {
		items[i] = glance(c)
	}
	rest := ""
	if more := len(r.Changes) - len(shown); more > 0 {
		rest = "… and " + words.Count(more, "more action")
	}
	d.list(slackapi.RTEListBullet, line{bold("✅ Recovered"), plain(" on %s", words.LongDate(m.Date))}, items, rest)
	return d.post()
}
