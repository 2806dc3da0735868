package mail

import (
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// letterView is a message in words, clean and ready to be drawn as HTML and as
// text. Its numbers are the model's.
type letterView struct {
	words              words.Words
	names              report.Names
	Subject, Preheader string
	Occasion           report.Occasion
	Tenant, Date       string
	Score              *scoreView // nil where the message is not about the score
	Lead               string     // the sentence of the occasion
	Why                string     // in the full edition
	Changed            *changesView
	Unannounced        *changesView
	Categories         []categoryView
	HasAverages        bool
	HasChanges         bool
	Top                []actionView
	TopFiltered        string
	Exceptions         []exceptionView
	ExceptionsNote     string // how many there are; empty for none
	Notes              []string
	Links              []documentLink
	Attached           []string
	PortalURL          string
	Company, Footer    string
	Foot               string
	TrendNote          string
	Trend, Logo        *inlinePicture // nil where there is none
	pictures           []report.File
	accent             accent
}

type categoryView struct {
	Name, Percent, Points, Change, Tone, Beside string
	Filled                                      int
}

type actionView struct {
	Place                    int
	Title, URL, Where, Worth string
	New                      bool
}

type documentLink struct{ Name, URL string }

// Gmail cuts an email off at 102 KB.
const (
	mostNotes   = 6
	longestNote = 300 // characters
)

func viewOf(m report.Message) letterView {
	model, w := m.Model, words.In(m.Model.Locale)
	v := letterView{
		words: w, names: m.Names(),
		Subject: plaintext.Clip(w.Headline(m), 200), Occasion: m.Occasion,
		Tenant: w.TenantTitle(model.Tenant), Date: w.LongDate(model.Date), PortalURL: report.PortalURL,
		Company: plaintext.Clip(model.Appearance.Company, 120), Footer: plaintext.Clip(model.Appearance.Footer, 120),
		Foot: w.MessageFoot(model), accent: accentOf(model.Appearance),
	}
	if m.Notice != nil {
		v.Date = w.NoticeTitle(*m.Notice) + " · " + v.Date
		v.Lead = w.NoticeText(*m.Notice)
		v.Preheader = plaintext.Clip(v.Lead, 160)
		return v
	}
	v.Score = scoreOf(m)
	v.Preheader = plaintext.Clip(v.Score.Answer, 160)
	v.changes(m)
	if m.Occasion == report.Periodic {
		v.report(m)
	}
	v.notes(model.Warnings)
	if v.Changed != nil || len(v.Top) > 0 || len(v.Score.Facts) > 0 {
		v.Foot += " " + w.Text(words.AboutPP) + "."
	}
	return v
}

// complete says whether a message lists everything.
func complete(m report.Message) bool {
	return m.Occasion == report.Periodic && m.Model.Edition == report.Full
}

// notes fills in what is to be known about the data.
func (v *letterView) notes(warnings []string) {
	for _, warning := range warnings[:min(len(warnings), mostNotes)] {
		v.Notes = append(v.Notes, plaintext.Clip(warning, longestNote))
	}
	if more := len(warnings) - mostNotes; more > 0 {
		v.Notes = append(v.Notes, v.words.MoreWarnings(more))
	}
}

// report fills in what only a report has.
func (v *letterView) report(m report.Message) {
	w := words.In(m.Model.Locale)
	v.categories(m.Model)
	for _, a := range m.Model.Top {
		v.Top = append(v.Top, actionView{
			Place: a.Place, Title: w.ActionTitle(a.Title, a.ID), URL: plaintext.Link(a.PortalURL, "https", "http"),
			Where: placeOf(a.Service, a.Category), Worth: w.TopGainAndEffort(a, m.Model.Max), New: a.New,
		})
	}
	v.exceptions(m)
	if !m.Model.Filter.Empty() && (len(v.Top) > 0 || len(m.Model.Actions) == 0) {
		v.TopFiltered = w.FilterNote(m.Model)
	}
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
