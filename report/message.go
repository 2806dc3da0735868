package report

import (
	"slices"

	"secure-score-reporter/internal/score"
)

// Occasion is why a message is sent.
type Occasion string

// The occasions.
const (
	Watching Occasion = "watching" // the first message of a channel: monitoring has started
	Alert    Occasion = "alert"    // something changed
	Periodic Occasion = "report"   // a report was asked for
	Notified Occasion = "notice"   // something about the data, and not about the score
)

// Trouble is why the score of a tenant cannot be relied on for some time, or
// what else people have to know beside the score.
type Trouble string

// The troubles.
const (
	Stale    Trouble = "stale"    // Microsoft has sent no new score for days
	HeldBack Trouble = "heldBack" // what Microsoft sent cannot be right
	Failing  Trouble = "failing"  // runs fail, one after the other

	ExceptionEnded Trouble = "exceptionEnded" // it has no message when it is over
)

// Notice says that a trouble began, or that it is over.
type Notice struct {
	Trouble Trouble
	Over    bool
	Details string           // what is wrong, for people; empty where it is over
	Newest  score.Date       // the newest score there is, where the trouble is Stale
	Ended   []score.Decision // where the trouble is ExceptionEnded
}

// Message is what a channel sends; each channel draws it in its own form.
type Message struct {
	Occasion Occasion
	Model    Model
	// Notice is what the message is about where it is Notified. The model then
	// names the tenant and the day, and no more.
	Notice *Notice
	// News is what was not announced on this channel yet, rounded; nil where it
	// has no baseline. On a report it may differ from the model's own
	// comparison.
	News *score.Account
	// Recoveries are the changes among the News that undo a regression which an
	// earlier message on this channel reported.
	Recoveries []Recovery
	// Files go with a report, the PDF among them.
	Files []File
	// Trend draws the trend as a picture (draw.TrendPNG), once for all channels;
	// nil has each channel draw its own.
	Trend func() ([]byte, error)
	// Links to the stored documents by format; may be empty.
	Links map[string]string
	// Key is the same each time that the same delivery is tried, so that a
	// receiver can recognise a duplicate. Lower-case hexadecimal.
	Key string
}

// Draft is a message in a channel's own form, ready to be sent. It is whole: a
// part that is sent later is what would have been sent at once.
type Draft struct {
	Body    []byte // in the channel's own format
	OneStep bool   // it is sent with one request, so nothing of it can be left
}

// Recovery is what a message posts in the thread of an earlier one.
type Recovery struct {
	Progress string // what the channel recorded of the earlier message
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

// Unannounced is the news of a report without drift, and without what the
// report's own comparison lists too, alone or as a part of something larger. No
// changes are left where it lists them all. It is nil where there is no news
// beside the comparison; drift alone is none.
func (m Message) Unannounced() *score.Account {
	if m.News == nil {
		return nil
	}
	rest, compared := *m.News, m.Diff()
	rest.Changes = m.News.Real()
	if len(rest.Changes) == 0 && (len(m.News.Changes) > 0 || m.News.Percent == 0) {
		return nil
	}
	if compared == nil {
		return &rest
	}
	if compared.Before == rest.Before && slices.EqualFunc(compared.Changes, m.News.Changes, same) {
		return nil
	}
	listed := byID(compared.Changes)
	rest.Changes = slices.DeleteFunc(rest.Changes, func(c score.Change) bool {
		there := listed[score.Fold(c.ID)]
		return same(there, c) || partOf(there, c)
	})
	if between(0, rest.Unattributed, compared.Unattributed) {
		rest.Unattributed = 0
	}
	return &rest
}

func byID(changes []score.Change) map[string]score.Change {
	list := make(map[string]score.Change, len(changes))
	for _, c := range changes {
		list[score.Fold(c.ID)] = c
	}
	return list
}

// partOf says whether a change is the end of a longer one of the same cause,
// which then says all that this one does.
func partOf(whole, c score.Change) bool {
	return score.Fold(whole.ID) == score.Fold(c.ID) && whole.After == c.After && whole.Cause() == c.Cause() &&
		c.Flips == 0 && !slices.ContainsFunc(c.Kinds, func(k score.Kind) bool { return !whole.Has(k) }) &&
		between(whole.Before.Points, c.Before.Points, c.After.Points) &&
		between(whole.Before.Max, c.Before.Max, c.After.Max)
}

func between(start, middle, end float64) bool {
	return start <= middle && middle <= end || end <= middle && middle <= start
}

// same says whether two comparisons show the same change of the same action.
func same(a, b score.Change) bool {
	return score.Fold(a.ID) == score.Fold(b.ID) && a.Before == b.Before && a.After == b.After &&
		slices.Equal(a.Kinds, b.Kinds)
}
