package mail

import (
	"strconv"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/lines"
	"secure-score-reporter/report/words"
)

// changesView is a change of the score: in the summary and in an alert as
// Lines, in the full edition as Groups.
type changesView struct {
	Lead         string // how far the score moved
	Lines        []lines.Line
	Groups       []changeGroup
	Unattributed string // beside the Groups; empty where there is none
	More         string // how many changes of the Groups are not listed, and where they are; may be empty
}

// changeGroup is the changes of one cause as the full edition lists them.
type changeGroup struct {
	Cause   score.Cause
	Mark    string // a sign that is read without colour
	Tone    string // good, bad or plain: a class of the style sheet
	Heading string
	Count   int    // of all its changes
	Effect  string // of all its changes
	Changes []changeView
	More    int // changes that are not listed
}

// changeView is what happened to one action, in words.
type changeView struct {
	Title    string
	URL      string // opens the action in the portal; empty once Microsoft removed it
	Where    string // product and category
	Detail   string // 10 → 6.67 of 10 points
	Effect   string // +0.30, in percentage points
	Declared bool
}

// Number is how many changes a group has, for its heading.
func (g changeGroup) Number() string { return strconv.Itoa(g.Count) }

const (
	mostChanges     = 40 // of the full edition: Gmail cuts an email off at 102 KB; a change takes about 1 KB
	mostUnannounced = 5
)

// changes fills in the change that the message is about.
func (v *letterView) changes(m report.Message) {
	w := words.In(m.Model.Locale)
	diff := m.Diff()
	switch {
	case m.Occasion == report.Watching:
		v.Lead = w.Text(words.WatchingBegan)
		return
	case diff == nil && m.Occasion == report.Periodic:
		v.Lead = w.Text(words.FirstReport)
	case diff == nil:
		v.Lead = w.Text(words.NothingAnnounced)
	case complete(m):
		v.Why = w.Why(*diff, m.Model.Zones)
		v.Changed = groupsOf(w, *diff)
	default:
		v.Changed = &changesView{Lines: lines.Of(w, *diff, m.Occasion)}
	}
	if v.Changed != nil {
		v.Changed.Lead = w.Moved(*diff, m.Occasion == report.Periodic && m.Model.SinceIsOldest)
	}
	if m.Occasion == report.Periodic {
		v.Unannounced = unannouncedOf(m)
	}
}

// groupsOf puts a change of the score into words. It lists a bounded number of
// actions, in the order of the causes, and counts the rest. Drift has one line
// and lists none.
func groupsOf(w words.Words, a score.Account) *changesView {
	var v changesView
	left, more := mostChanges, 0
	for _, g := range a.ByCause() {
		view := changeGroup{Cause: g.Cause, Count: len(g.Changes), Effect: w.SignedHundredths(g.Effect)}
		view.Mark, view.Tone = draw.CauseTone(g.Cause)
		view.Heading = w.CauseHeading(g.Cause)
		if g.Cause != score.Drift {
			listed := min(left, len(g.Changes))
			for _, c := range g.Changes[:listed] {
				view.Changes = append(view.Changes, changeOf(w, c, a))
			}
			view.More = len(g.Changes) - listed
			left, more = left-listed, more+view.More
		}
		v.Groups = append(v.Groups, view)
	}
	if more > 0 {
		v.More = w.MoreOnThePage(more)
	}
	if a.Unattributed != 0 {
		v.Unattributed = w.SignedHundredths(a.Unattributed)
	}
	return &v
}

func changeOf(w words.Words, c score.Change, a score.Account) changeView {
	return changeView{
		Title: w.ActionTitle(c.Title, c.ID), URL: lines.PortalOf(c), Where: placeOf(c.Service, c.Category),
		Detail: w.ChangeDetail(c, a.After), Effect: w.SignedHundredths(c.Effect), Declared: c.Declared,
	}
}

// unannouncedOf is the news that the report's own comparison does not hold; nil
// where there is none. An action of the comparison is listed again where
// something else happened to it: it rose in a week, and fell since it was last
// announced.
func unannouncedOf(m report.Message) *changesView {
	rest := m.Unannounced()
	if rest == nil {
		return nil
	}
	w := words.In(m.Model.Locale)
	v := changesView{Lead: w.AnnouncedBefore(m, *rest)}
	for _, c := range rest.Changes[:min(len(rest.Changes), mostUnannounced)] {
		v.Lines = append(v.Lines, lines.One(w, c, c.Cause()))
	}
	if more := len(rest.Changes) - len(v.Lines); more > 0 {
		v.Lines = append(v.Lines, lines.Line{Mark: lines.RestMark, Tone: lines.PlainTone, Title: w.More(more)})
	}
	return &v
}

func placeOf(service, category string) string {
	product := plaintext.Clip(score.ProductName(service), 80)
	category = plaintext.Clip(category, 60)
	switch {
	case product == "":
		return category
	case category == "":
		return product
	}
	return product + " · " + category
}
