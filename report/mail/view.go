package mail

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// letterView is a message in words, clean and ready to be drawn as HTML and as
// text. Its numbers are the model's.
type letterView struct {
	Subject, Preheader string
	Occasion           report.Occasion
	Tenant, Date       string
	Percent, Points    string
	ZoneName, Zone     string
	Filled             int // percent of the bar, 0 to 100
	Change, ChangeTone string
	ChangePoints       string
	Compared           []string // the averages, the goal
	Lead               string   // the sentence of the occasion
	Why                string
	Groups             []changeGroup
	More               string // how many changes are not listed, and where they are; may be empty
	Unattributed       string // empty where there is none
	Unannounced        *unannounced
	Categories         []categoryView
	HasAverages        bool
	HasChanges         bool
	Top                []actionView
	TopFiltered        string
	Exceptions         []exceptionView
	ExceptionsNote     string // how many there are
	Warnings           []string
	Links              []documentLink
	Attached           []string
	PortalURL          string
	Company, Footer    string
	Foot               string
	TrendNote          string
	Trend, Logo        *inlinePicture // nil where there is none
	pictures           []report.File
}

// unannounced is what a report announces beside its own comparison.
type unannounced struct {
	Lead   string
	Groups []changeGroup
	More   int
}

type categoryView struct {
	Name, Percent, Points, Change, Tone, Average string
	Filled                                       int
}

type actionView struct {
	Place                    int
	Title, URL, Where, Worth string
	New                      bool
}

// exceptionView is an exception of the configuration in words.
type exceptionView struct {
	Title, Facts, Reason string
	Declared             string // what Microsoft records beside it; may be empty
}

type documentLink struct{ Name, URL string }

const (
	mostAlertChanges  = 40 // Gmail cuts an email off at 102 KB; a change takes about 1 KB
	mostReportChanges = 15
	mostUnannounced   = 10
	mostExceptions    = 10
)

func viewOf(m report.Message) letterView {
	model, w := m.Model, words.In(m.Model.Locale)
	v := letterView{
		Subject: plaintext.Clip(w.Headline(m), 200), Occasion: m.Occasion,
		Tenant: words.TenantTitle(model.Tenant), Date: w.LongDate(model.Date),
		Percent: w.Percent(model.Percent), Points: w.ScorePoints(model.Current, model.Max),
		Zone: string(model.Zone), ZoneName: words.ZoneName(model.Zone), Filled: filled(model.Percent),
		Compared: w.Comparisons(model), PortalURL: report.PortalURL,
		Company: plaintext.Clip(model.Appearance.Company, 120), Footer: plaintext.Clip(model.Appearance.Footer, 120),
		Foot: w.MessageFoot(model),
	}
	if m.Notice != nil {
		v.Percent, v.Points, v.Compared = "", "", nil
		v.Date = words.NoticeTitle(*m.Notice) + " · " + v.Date
		v.Lead = w.NoticeText(*m.Notice)
		v.Preheader = plaintext.Clip(v.Lead, 160)
		return v
	}
	for _, warning := range model.Warnings {
		v.Warnings = append(v.Warnings, plaintext.Clip(warning, 400))
	}
	v.explain(m)
	v.Preheader = plaintext.Clip(cmp.Or(v.Why, v.Lead), 160)
	if m.Occasion == report.Periodic {
		v.report(m)
	}
	if len(v.Groups) > 0 || len(v.Top) > 0 {
		v.Foot += " " + words.AboutPP + "."
	}
	return v
}

// explain fills in the change that the message is about.
func (v *letterView) explain(m report.Message) {
	w := words.In(m.Model.Locale)
	diff := m.Diff()
	switch {
	case m.Occasion == report.Watching:
		v.Lead = words.WatchingBegan
		return
	case diff == nil && m.Occasion == report.Periodic:
		v.Lead = words.FirstReport
		return
	case diff == nil:
		v.Lead = words.NothingAnnounced
		return
	}
	v.Change = w.ChangedSince(*diff, m.Occasion == report.Periodic && m.Model.SinceIsOldest)
	v.ChangePoints = w.PointsMovedBy(diff.Points)
	v.ChangeTone = draw.ToneOf(diff.Percent)
	v.Why = w.Why(*diff, m.Model.Zones)
	limit, moreIn := mostAlertChanges, words.MoreInPortal
	if m.Occasion == report.Periodic {
		limit, moreIn = mostReportChanges, words.MoreInReport
	}
	groups, more := groupsOf(w, *diff, limit)
	v.Groups = groups
	if more > 0 {
		v.More = moreIn(more)
	}
	if diff.Unattributed != 0 {
		v.Unattributed = w.SignedHundredths(diff.Unattributed)
	}
}

// report fills in what only a report has.
func (v *letterView) report(m report.Message) {
	w := words.In(m.Model.Locale)
	for _, c := range m.Model.Categories {
		row := categoryView{
			Name: plaintext.Clip(c.Category, 60), Percent: w.Percent(c.Percent()), Filled: filled(c.Percent()),
			Points: w.PointsOf(c.Points, c.Max), Change: w.SignedHundredths(c.Change),
			Tone: draw.ToneOf(c.Change), Average: w.AverageShare(c),
		}
		if c.Max == 0 {
			row.Percent, row.Points, row.Filled = report.NotAvailable, w.Points(c.Points), 0
		}
		v.HasAverages = v.HasAverages || report.Known(c.Average)
		v.HasChanges = v.HasChanges || report.Known(c.Change)
		v.Categories = append(v.Categories, row)
	}
	for _, a := range m.Model.Top {
		v.Top = append(v.Top, actionView{
			Place: a.Place, Title: words.ActionTitle(a.Title, a.ID), URL: plaintext.Link(a.PortalURL, "https", "http"),
			Where: placeOf(a.Service, a.Category), Worth: w.TopGainAndEffort(a, m.Model.Max), New: a.New,
		})
	}
	v.exceptions(m.Model)
	if !m.Model.Filter.Empty() && (len(v.Top) > 0 || len(m.Model.Actions) == 0) {
		v.TopFiltered = w.FilterNote(m.Model)
	}
	v.Unannounced = unannouncedOf(m)
	for _, format := range slices.Sorted(maps.Keys(m.Links)) {
		// A file:// address is useless in an email, an http:// address unsafe.
		if address := plaintext.Link(m.Links[format], "https"); address != "" {
			v.Links = append(v.Links, documentLink{Name: strings.ToUpper(plaintext.Clip(format, 20)), URL: address})
		}
	}
	for _, f := range m.Files {
		v.Attached = append(v.Attached, plaintext.Clip(f.Name, 120))
	}
}

// exceptions fills in what the organisation decided to live with.
func (v *letterView) exceptions(m report.Model) {
	w := words.In(m.Locale)
	if len(m.Exceptions) == 0 {
		return
	}
	v.ExceptionsNote = words.ExceptionsCount(m.Exceptions)
	for _, d := range m.Exceptions[:min(len(m.Exceptions), mostExceptions)] {
		v.Exceptions = append(v.Exceptions, exceptionView{
			Title: words.ExceptionTitle(d), Facts: w.ExceptionFacts(d), Reason: words.ExceptionReason(d.Exception),
			Declared: w.DeclaredBy(d.Action),
		})
	}
	if more := len(m.Exceptions) - len(v.Exceptions); more > 0 {
		v.ExceptionsNote += ", " + words.MoreExceptions(more)
	}
}

// unannouncedOf is the news that the report's own comparison does not hold; nil
// where there is none.
func unannouncedOf(m report.Message) *unannounced {
	rest := m.Unannounced()
	if rest == nil {
		return nil
	}
	w := words.In(m.Model.Locale)
	view := unannounced{Lead: w.AnnouncedBefore(m, *rest)}
	view.Groups, view.More = groupsOf(w, *rest, mostUnannounced)
	return &view
}

func filled(percent float64) int {
	if !report.Known(percent) {
		return 0
	}
	return int(min(100, max(0, percent+0.5)))
}

// Number is how many changes a group has, for its heading.
func (g changeGroup) Number() string { return strconv.Itoa(g.Count) }
