package mail

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// letterView is a message in words, clean and ready to be drawn as HTML and as
// text. The numbers are the model's; nothing is computed here but sentences.
type letterView struct {
	Subject, Preheader string
	Occasion           report.Occasion
	Tenant, Date       string
	Percent, Points    string
	ZoneName, Zone     string
	Filled             int // percent of the bar, 0 to 100
	Change, ChangeTone string
	ChangePoints       string
	Compared           []string // all tenants, similar size, the goal
	Lead               string   // the sentence of the occasion
	Why                string
	Groups             []changeGroup
	More               int
	MoreIn             string // where the rest can be read
	Unattributed       string // empty where there is none
	Untold             *unannounced
	Categories         []categoryView
	HasAverages        bool
	HasChanges         bool
	Top                []actionView
	TopFiltered        string
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

// unannounced is what a report tells beside its own comparison.
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

type documentLink struct{ Name, URL string }

const (
	mostAlertChanges  = 40 // Gmail cuts a mail off at 102 KB; a change takes about 1 KB
	mostReportChanges = 15
	mostUnannounced   = 10
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
		Foot: w.MailFoot(model),
	}
	for _, warning := range model.Warnings {
		v.Warnings = append(v.Warnings, plaintext.Clip(warning, 400))
	}
	v.tell(m)
	v.Preheader = plaintext.Clip(cmp.Or(v.Why, v.Lead), 160)
	if m.Occasion == report.Periodic {
		v.report(m)
	}
	return v
}

// tell fills in the change that the message is about.
func (v *letterView) tell(m report.Message) {
	w := words.In(m.Model.Locale)
	account := m.Account()
	switch {
	case m.Occasion == report.Watching:
		v.Lead = words.WatchingBegan
		return
	case account == nil && m.Occasion == report.Periodic:
		v.Lead = words.MailFirstReport
		return
	case account == nil:
		v.Lead = words.NothingAnnounced
		return
	}
	v.Change = w.ChangedSince(*account, m.Occasion == report.Periodic && m.Model.SinceIsOldest)
	v.ChangePoints = w.PointsMovedBy(account.Points)
	v.ChangeTone = draw.ToneOf(account.Percent)
	v.Why = w.Why(*account, m.Model.Zones)
	limit := mostAlertChanges
	v.MoreIn = words.ThePortal
	if m.Occasion == report.Periodic {
		limit = mostReportChanges
		v.MoreIn = words.TheReport
	}
	v.Groups, v.More = groupsOf(w, *account, limit)
	if account.Unattributed != 0 {
		v.Unattributed = w.SignedHundredths(account.Unattributed)
	}
}

// report fills in what only a report has.
func (v *letterView) report(m report.Message) {
	w := words.In(m.Model.Locale)
	for _, c := range m.Model.Categories {
		row := categoryView{
			Name: plaintext.Clip(c.Category, 60), Percent: w.Percent(c.Percent()), Filled: filled(c.Percent()),
			Points: w.PointsOf(c.Points, c.Max), Change: w.SignedHundredths(c.Change),
			Tone: draw.ToneOf(c.Change), Average: w.Percent(c.Average),
		}
		if c.Max == 0 {
			row.Percent, row.Points, row.Filled = "n/a", w.Points(c.Points), 0
		}
		v.HasAverages = v.HasAverages || c.Average == c.Average
		v.HasChanges = v.HasChanges || c.Change == c.Change
		v.Categories = append(v.Categories, row)
	}
	for _, a := range m.Model.Top {
		v.Top = append(v.Top, actionView{
			Place: a.Place, Title: words.ActionTitle(a.Title, a.ID), URL: plaintext.Link(a.PortalURL, "https", "http"),
			Where: placeOf(a.Service, a.Category), Worth: w.GainAndEffort(a.Control, m.Model.Max), New: a.New,
		})
	}
	if !m.Model.Filter.Empty() {
		v.TopFiltered = words.Narrowed(m.Model.Unlisted)
	}
	if m.News != nil {
		v.Untold = unannouncedOf(*m.News, m.Model)
	}
	for _, format := range slices.Sorted(maps.Keys(m.Links)) {
		// A file:// or http:// address is of no use, or of no safety, to who reads mail.
		if address := plaintext.Link(m.Links[format], "https"); address != "" {
			v.Links = append(v.Links, documentLink{Name: strings.ToUpper(plaintext.Clip(format, 20)), URL: address})
		}
	}
	for _, f := range m.Files {
		v.Attached = append(v.Attached, plaintext.Clip(f.Name, 120))
	}
}

// unannouncedOf is the news that the report's own comparison does not tell: a
// control that moved there and back, or one that moved before it began. It is
// nil where there is none.
func unannouncedOf(news score.Account, m report.Model) *unannounced {
	rest, w := news, words.In(m.Locale)
	rest.Changes = slices.DeleteFunc(slices.Clone(news.Changes), func(c score.Change) bool {
		return slices.ContainsFunc(m.Account.Changes, func(told score.Change) bool {
			return score.Fold(told.ID) == score.Fold(c.ID) && told.Before == c.Before && told.After == c.After
		})
	})
	if len(rest.Changes) == 0 {
		return nil
	}
	untold := unannounced{Lead: w.AnnouncedBefore(news, len(m.Account.Changes) > 0)}
	untold.Groups, untold.More = groupsOf(w, rest, mostUnannounced)
	return &untold
}

func filled(percent float64) int {
	if percent != percent {
		return 0
	}
	return int(min(100, max(0, percent+0.5)))
}

// Number is how many changes a group has, as its heading says it.
func (g changeGroup) Number() string { return strconv.Itoa(g.Count) }
