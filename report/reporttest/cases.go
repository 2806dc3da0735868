package reporttest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// CaseNames are the names of the models that Case makes.
func CaseNames() []string {
	names := slices.Concat(slices.Collect(maps.Keys(cases)), slices.Collect(maps.Keys(situations)))
	slices.Sort(names)
	return names
}

// Case makes a model at the edge of what can come; each has to be drawn whole.
// It panics on an unknown name.
func Case(name string) report.Model {
	if situation, known := situations[name]; known {
		return report.Build(situation())
	}
	change, known := cases[name]
	if !known {
		panic("no case " + name)
	}
	m := Tenant()
	change(&m)
	return m
}

// cases turn an ordinary tenant into an extreme one.
var cases = map[string]func(*report.Model){
	"ordinary":   func(*report.Model) {},
	"no-actions": func(m *report.Model) { m.Actions, m.Top, m.Categories = nil, nil, nil },
	"one-action": func(m *report.Model) { m.Actions, m.Top = m.Actions[:1], m.Top[:1] },
	"greek": func(m *report.Model) {
		m.Tenant = "Ελληνική Εταιρεία Ύδρευσης και Αποχέτευσης Πρωτευούσης Ανώνυμη Εταιρεία με πολύ μακρύ όνομα που " +
			"δεν χωρά σε δύο γραμμές"
	},
	"first-report":  firstReport,
	"nothing-known": nothingKnown,
	"no-maximum": func(m *report.Model) {
		*m = report.Build(report.Input{Tenant: "Contoso", Snapshot: score.Snapshot{Date: "2026-11-23"}})
	},
	"one-day":  func(m *report.Model) { m.Trend.Days = m.Trend.Days[len(m.Trend.Days)-1:] },
	"quiet":    quiet,
	"filtered": filtered,
	"branded":  branded,
	"longest":  longest,
	"hostile":  hostile,
}

func firstReport(m *report.Model) {
	m.Since, m.Account, m.History = nil, score.Account{}, nil
	for i := range m.Categories {
		m.Categories[i].Change = math.NaN()
	}
}

func nothingKnown(m *report.Model) {
	m.AllTenants, m.Similar, m.Percent, m.Current = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	m.Account.Percent, m.Account.Unattributed = math.NaN(), math.Inf(1)
	m.Zones, m.Goal = score.Zones{Good: math.NaN(), Okay: math.Inf(1)}, &report.Goal{Percent: math.NaN()}
	m.Trend.Days, m.Warnings, m.Tenant, m.TenantID, m.Made = nil, nil, "\u202e", "", time.Time{}
}

func quiet(m *report.Model) {
	m.Account.Changes, m.Account.Percent, m.Account.Points, m.Account.Unattributed = nil, 0, 0, 0
	m.Account.Before = m.Account.After
	m.Warnings, m.Goal = nil, nil
	for i := range m.Trend.Days {
		m.Trend.Days[i].Max, m.Trend.Days[i].Current, m.Trend.Days[i].AllTenants = 1000, 620+float64(i%2), math.NaN()
	}
}

func filtered(m *report.Model) {
	after := tenantSnapshot("2026-11-23", 196)
	yes := true
	*m = report.Build(report.Input{Tenant: "Contoso", Now: time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC),
		Snapshot: after, Zones: score.Zones{Good: 80, Okay: 60},
		Goal: &report.Goal{Percent: 95},
		Filter: report.Filter{Categories: []string{"Identity", "Apps"}, MaxCost: score.Low, Licensed: &yes,
			Search: "block"}})
}

// branded is a report that a service provider sends to a customer in New York.
func branded(m *report.Model) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	if m.Locale, err = report.LocaleFor("en-US", zone); err != nil {
		panic(err)
	}
	m.Appearance = report.Appearance{
		Company: "Northwind Managed Security", Footer: "Confidential: for the board of Contoso only", Accent: "#5b2a86",
		Paper: report.PaperLetter, Logo: madeUpLogo(),
	}
}

// madeUpLogo is a disc and a bar on white, as a document takes a logo.
func madeUpLogo() *report.Logo {
	const width, height = 600, 200
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		x, y := i%width, i/width
		ink := color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
		if disc := (x-100)*(x-100)+(y-100)*(y-100) < 93*93; disc || x > 226 && y > 66 && y < 133 {
			ink = color.NRGBA{R: 0x5b, G: 0x2a, B: 0x86, A: 0xFF}
		}
		picture.SetNRGBA(x, y, ink)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err)
	}
	return &report.Logo{PNG: file.Bytes(), Width: width, Height: height}
}

// longest has 433 actions whose titles are of 300 characters without a blank.
func longest(m *report.Model) {
	after, before := tenantSnapshot("2026-11-23", 433), tenantSnapshot("2026-11-16", 433)
	for i := range after.Controls {
		c := &after.Controls[i]
		c.Title = strings.Repeat(fmt.Sprintf("Wörterbuch%03d", i), 23)
		c.Service, c.State = strings.Repeat("Service", 20), ""
		c.Category = strings.Repeat("Category", 12) + fmt.Sprint(i%7)
		if i%3 == 0 {
			before.Controls[i].Points = 0
		}
		if i%5 == 0 {
			c.State = strings.Repeat("State", 30)
		}
	}
	total(&before)
	warnings := []string{strings.Repeat("mdo_unknown_control_without_profile, ", 120)}
	for range 30 {
		warnings = append(warnings, strings.Repeat("Nospaceatall", 40))
	}
	*m = report.Build(report.Input{
		Tenant: strings.Repeat("Contoso", 40), TenantID: strings.Repeat("8f1c2c8e", 30),
		Now:      time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
		Snapshot: after, Since: &before, SinceIsOldest: true, Zones: score.Zones{Good: 80, Okay: 79},
		Goal: &report.Goal{Percent: 80}, History: historyOf(before, after),
		Period: strings.Repeat("P7D", 90), Warnings: warnings,
	})
}

// hostile has text that breaks programs in every place where text can be.
func hostile(m *report.Model) {
	text := "a\x00b\x1b[31m\r\n\t \u202eevil\u202c \U0001F468\u200d\U0001F469 (\\) <script>alert(1)</script> \xff\xfe " +
		"\ufeff\ufffe\U000E0041 e" + strings.Repeat("\u0301", 500) + " 中文 שלום Ж"
	for i := range m.Actions {
		a := &m.Actions[i]
		a.Title, a.Product, a.Category, a.State, a.PortalURL = text, text, text, text, "javascript:alert(1)"
		a.Threats = []string{text}
	}
	for i := range m.Top {
		m.Top[i].Title, m.Top[i].PortalURL = text, "https://x.example/) /S /JavaScript (\r\n"
	}
	for i := range m.Account.Changes {
		c := &m.Account.Changes[i]
		c.Title, c.Category, c.Service, c.ID, c.After.Status = text, text, text, text, score.Status(text)
	}
	for _, d := range m.History {
		for i := range d.Changes {
			c := &d.Changes[i]
			c.Title, c.Category, c.Service, c.ID, c.After.Status = text, text, text, text, score.Status(text)
			c.Control.StateBy, c.Control.StateComment, c.RenamedFrom, c.MovedFrom = text, text, text, text
		}
	}
	for i := range m.Analysis.Scopes {
		m.Analysis.Scopes[i].Service = text
	}
	for i := range m.Categories {
		m.Categories[i].Category = text
	}
	m.Tenant, m.TenantID, m.Period, m.Warnings = text, text, text, []string{text, "",
		strings.Repeat("\u0301", 1<<20), strings.Repeat(text, 2000)}
	m.Zone, m.Date = score.Zone(text), score.Date(text)
}
