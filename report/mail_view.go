package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// mailView is a message in words, clean and ready to be drawn as HTML and as
// text. The numbers are the model's; nothing is computed here but sentences.
type mailView struct {
	Subject, Preheader string
	Occasion           Occasion
	Tenant, Date       string
	Percent, Points    string
	ZoneName, Zone     string
	Filled             int // percent of the bar, 0 to 100
	Change, ChangeTone string
	ChangePoints       string
	Compared           []string // all tenants, similar size, the goal
	Lead               string   // the sentence of the occasion
	Why                string
	Groups             []mailGroup
	More               int
	MoreIn             string // where the rest can be read
	Unattributed       string // empty where there is none
	Untold             *mailUntold
	Categories         []mailCategory
	HasAverages        bool
	HasChanges         bool
	Top                []mailAction
	TopFiltered        string
	Warnings           []string
	Links              []mailDocument
	Attached           []string
	PortalURL          string
	Company, Footer    string
	Foot               string
	TrendNote          string
	Trend, Logo        *mailPicture // nil where there is none
	pictures           []File
}

// mailUntold is what a report tells beside its own comparison.
type mailUntold struct {
	Lead   string
	Groups []mailGroup
	More   int
}

type mailCategory struct {
	Name, Percent, Points, Change, Tone, Average string
	Filled                                       int
}

type mailAction struct {
	Place                    int
	Title, URL, Where, Worth string
	New                      bool
}

type mailDocument struct{ Name, URL string }

const (
	mailAlertChanges  = 40 // Gmail cuts a mail off at 102 KB; a change takes about 1 KB
	mailReportChanges = 15
	mailUntoldChanges = 10
)

func mailViewOf(m Message) mailView {
	model, w := m.Model, In(m.Model.Locale)
	v := mailView{
		Subject: mailClip(w.Headline(m), 200), Occasion: m.Occasion,
		Tenant: mailTenant(model.Tenant), Date: w.LongDate(model.Date),
		Percent: w.Percent(model.Percent), Points: w.ScorePoints(model.Current, model.Max),
		Zone: string(model.Zone), ZoneName: ZoneName(model.Zone), Filled: mailFilled(model.Percent),
		Compared: w.mailCompared(model), PortalURL: PortalURL,
		Company: mailClip(model.Look.Company, 120), Footer: mailClip(model.Look.Footer, 120),
		Foot: w.mailFoot(model),
	}
	for _, warning := range model.Warnings {
		v.Warnings = append(v.Warnings, mailClip(warning, 400))
	}
	v.tell(m)
	v.Preheader = mailClip(cmp.Or(v.Why, v.Lead), 160)
	if m.Occasion == Periodic {
		v.report(m)
	}
	return v
}

// tell fills in the change that the message is about.
func (v *mailView) tell(m Message) {
	w := In(m.Model.Locale)
	account := m.told()
	switch {
	case m.Occasion == Watching:
		v.Lead = mailWatching
		return
	case account == nil && m.Occasion == Periodic:
		v.Lead = mailFirstReport
		return
	case account == nil:
		v.Lead = mailNothingBefore
		return
	}
	v.Change = w.mailChanged(*account, m.Occasion == Periodic && m.Model.SinceIsOldest)
	v.ChangePoints = w.mailMoved(account.Points)
	v.ChangeTone = mailTone(account.Percent)
	v.Why = w.Why(*account, m.Model.Zones)
	limit := mailAlertChanges
	v.MoreIn = mailPortal
	if m.Occasion == Periodic {
		limit = mailReportChanges
		v.MoreIn = mailReport
	}
	v.Groups, v.More = w.mailGroups(*account, limit)
	if account.Unattributed != 0 {
		v.Unattributed = w.SignedHundredths(account.Unattributed)
	}
}

// report fills in what only a report has.
func (v *mailView) report(m Message) {
	w := In(m.Model.Locale)
	for _, c := range m.Model.Categories {
		row := mailCategory{
			Name: mailClip(c.Category, 60), Percent: w.Percent(c.Percent()), Filled: mailFilled(c.Percent()),
			Points: w.PointsOf(c.Points, c.Max), Change: w.SignedHundredths(c.Change),
			Tone: mailTone(c.Change), Average: w.Percent(c.Average),
		}
		if c.Max == 0 {
			row.Percent, row.Points, row.Filled = "n/a", w.Points(c.Points), 0
		}
		v.HasAverages = v.HasAverages || c.Average == c.Average
		v.HasChanges = v.HasChanges || c.Change == c.Change
		v.Categories = append(v.Categories, row)
	}
	for _, a := range m.Model.Top {
		v.Top = append(v.Top, mailAction{
			Place: a.Place, Title: mailTitle(a.Title, a.ID), URL: mailLink(a.PortalURL, "https", "http"),
			Where: mailWhere(a.Service, a.Category), Worth: w.mailEffort(a.Control, m.Model.Max), New: a.New,
		})
	}
	if !m.Model.Filter.Empty() {
		v.TopFiltered = mailNarrowed(m.Model.Unlisted)
	}
	if m.News != nil {
		v.Untold = mailUntoldOf(*m.News, m.Model)
	}
	for _, format := range slices.Sorted(maps.Keys(m.Links)) {
		// A file:// or http:// address is of no use, or of no safety, to who reads mail.
		if address := mailLink(m.Links[format], "https"); address != "" {
			v.Links = append(v.Links, mailDocument{Name: strings.ToUpper(mailClip(format, 20)), URL: address})
		}
	}
	for _, f := range m.Files {
		v.Attached = append(v.Attached, mailClip(f.Name, 120))
	}
}

// mailUntoldOf is the news that the report's own comparison does not tell: a
// control that moved there and back, or one that moved before it began. It is
// nil where there is none.
func mailUntoldOf(news score.Account, m Model) *mailUntold {
	rest, w := news, In(m.Locale)
	rest.Changes = slices.DeleteFunc(slices.Clone(news.Changes), func(c score.Change) bool {
		return slices.ContainsFunc(m.Account.Changes, func(told score.Change) bool {
			return score.Fold(told.ID) == score.Fold(c.ID) && told.Before == c.Before && told.After == c.After
		})
	})
	if len(rest.Changes) == 0 {
		return nil
	}
	untold := mailUntold{Lead: w.mailUntoldLead(news, len(m.Account.Changes) > 0)}
	untold.Groups, untold.More = w.mailGroups(rest, mailUntoldChanges)
	return &untold
}

func mailTenant(name string) string { return cmp.Or(mailClip(name, 120), "(without a name)") }

func mailTone(x float64) string {
	switch {
	case score.Hundredths(x) > 0:
		return "good"
	case score.Hundredths(x) < 0:
		return "bad"
	}
	return "plain" // NaN too
}

func mailFilled(percent float64) int {
	if percent != percent {
		return 0
	}
	return int(min(100, max(0, percent+0.5)))
}

// Number is how many changes a group has, as its heading says it.
func (g mailGroup) Number() string { return strconv.Itoa(g.Count) }
