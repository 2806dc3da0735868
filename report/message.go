package report

import (
	"secure-score-reporter/internal/score"
)

// Occasion is why a message is sent.
type Occasion string

// The occasions.
const (
	Watching Occasion = "watching" // the first message of a channel: monitoring has started
	Alert    Occasion = "alert"    // something changed
	Periodic Occasion = "report"   // a report was asked for
)

// Message is what a channel sends; each channel draws it in its own form.
type Message struct {
	Occasion Occasion
	Model    Model
	// News is what was not announced on this channel yet, rounded; nil where it
	// has no baseline. On a report it may differ from the model's own
	// comparison.
	News *score.Account
	// Recoveries are the changes among the News that undo a regression which an
	// earlier message on this channel reported.
	Recoveries []Recovery
	// Files go with a report, the PDF among them.
	Files []File
	// Links to the stored documents by format; may be empty.
	Links map[string]string
	// Key is the same each time that the same delivery is tried, so that a
	// receiver can recognise a duplicate. Lower-case hexadecimal.
	Key string
}

// Recovery is what a message posts in the thread of an earlier one.
type Recovery struct {
	Progress string // what the channel's Deliver returned for the earlier message
	Changes  []score.Change
}

// File is a document as it is sent.
type File struct {
	Name      string // safe in a header and on a disk
	MediaType string
	Data      []byte
}

// Diff is the change that the message is about: a report's own comparison, an
// alert's news. It is nil where there is nothing to compare with.
func (m Message) Diff() *score.Account {
	if m.Occasion == Periodic {
		if m.Model.Since == nil {
			return nil
		}
		return &m.Model.Account
	}
	return m.News
}
