// Package slacktest holds the messages that the tests of Slack's packages draw
// and send.
package slacktest

import (
	"fmt"
	"math"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Zones are those of every message here.
var Zones = score.Zones{Good: 80, Okay: 60}

// Key is the key of every message here.
const Key = "5f2d9c1ab37e4406"

// Control is a scored control.
func Control(
	id, title, category, service string, points, maximum float64, cost, impact score.Level,
) score.Control {
	return score.Control{
		ID: id, Title: title, Category: category, Service: service, Points: points, Percent: math.NaN(),
		Max: maximum, MaxSource: score.MaxOfProfile, State: "Default", HasProfile: true, Cost: cost, UserImpact: impact,
		ImplementationStatus: "SECRET policy of 17 users",
	}
}

// Before is a tenant on 16 November.
func Before() score.Snapshot {
	return Snapshot("2026-11-16", []score.Control{
		Control("AdminMFAV2", "Require multifactor authentication for administrative roles", "Identity", "AzureAD", 10,
			10, score.Low, score.Low),
		Control("BlockLegacyAuthentication", "Block sign-ins by outdated protocols", "Identity", "AzureAD", 2.67, 8,
			score.Moderate, score.Moderate),
		Control("mdo_safelinks", "Turn on Safe Links for Office applications", "Apps", "MDO", 0, 9, score.Low,
			score.Low),
		Control("scid_2010", "Turn on tamper protection", "Device", "MDATP", 6, 9, score.Low, score.Low),
		Control("spo_idle_session", "Sign out inactive users of SharePoint", "Data", "SPO", 0, 1, score.Low,
			score.Moderate),
		Control("mip_labels", "Publish sensitivity labels", "Data", "MIP", 5, 5, score.High, score.High),
		Control("exo_old_forwarding", "Forbid forwarding rules of the old kind", "Apps", "EXO", 3, 3, score.Low,
			score.Low),
		Control("IntegratedApps", "Keep users from consenting to apps", "Identity", "AzureAD", 0, 4, score.Moderate,
			score.Moderate),
	})
}

// After is the same tenant a week later, with a change of every kind.
func After() score.Snapshot {
	s := Before()
	s.Date = "2026-11-23"
	for i := range s.Controls {
		switch c := &s.Controls[i]; c.ID {
		case "AdminMFAV2":
			c.Points = 6.67
		case "BlockLegacyAuthentication":
			c.Points = 8
		case "spo_idle_session":
			c.Points, c.State = 1, "ThirdParty"
		case "scid_2010":
			c.Max = 10
		case "IntegratedApps":
			c.State = "Ignored"
		case "exo_old_forwarding":
			title := "Ask administrators for phishing-resistant sign-in"
			*c = Control("aad_phishing_resistant", title, "Identity", "AzureAD", 0, 10, score.Moderate, score.Low)
		}
	}
	return Snapshot(s.Date, s.Controls)
}

// Snapshot is a snapshot whose headline is what its controls add up to.
func Snapshot(date score.Date, controls []score.Control) score.Snapshot {
	s := score.Snapshot{Date: date, TenantID: "11111111-2222-3333-4444-555555555555", Controls: controls}
	s.Normalize()
	s.Current = s.Sum()
	for _, c := range s.Controls {
		s.Max += c.Max
	}
	s.Averages = []score.Average{{Basis: score.BasisAllTenants, Percent: 51.06},
		{Basis: score.BasisSimilar, Percent: math.NaN()}}
	return s
}

// Model is a report of one snapshot since another.
func Model(now score.Snapshot, since *score.Snapshot) report.Model {
	return report.Build(report.Input{
		Tenant: "Contoso", TenantID: now.TenantID, Now: now.Date.Time().Add(6 * time.Hour), Snapshot: now, Since: since,
		Zones: Zones,
	})
}

// News is what changed from one snapshot to another.
func News(from, to score.Snapshot) *score.Account {
	account := score.Diff(from, to).Rounded()
	return &account
}

// Watching is the first message of a channel.
func Watching() report.Message {
	return report.Message{Occasion: report.Watching, Model: Model(Before(), nil), Key: Key}
}

// Alert is an alert with a change of every kind and a warning.
func Alert() report.Message {
	b, a := Before(), After()
	m := report.Message{Occasion: report.Alert, Model: Model(a, &b), News: News(b, a), Key: Key}
	m.Model.Warnings = []string{"the newest score is 3 days old"}
	return m
}

// Report is a report on a week, a part of which was announced already.
func Report() report.Message {
	b, a := Before(), After()
	m := report.Message{Occasion: report.Periodic, Model: Model(a, &b), Key: Key}
	m.Model.Note = "The board meets on 1 December."
	m.Model.Exceptions = a.Decisions([]score.Exception{
		{Control: "mdo_safelinks", Reason: "The relay rewrites links", Owner: "kim", Until: "2026-11-20"},
		{Control: "scid_2010", Reason: "Pilot", Until: "2026-12-04"},
		{Control: "IntegratedApps", Reason: "The portal asks the owners", Ticket: "SEC-112"},
	}, a.Date)
	m.Model.Goal = &report.Goal{Percent: 80, By: "2027-06-30"}
	progress := score.ProgressTo(a, nil, 80, "2027-06-30")
	m.Model.Analysis.Progress = &progress
	announced := Before()
	announced.Date, announced.Controls[0].Points, announced.Controls[1].Points = "2026-11-20", 6.67, 1.33
	m.News = News(Snapshot(announced.Date, announced.Controls), a)
	m.Files = []report.File{{Name: "secure-score-contoso-2026-11-23.pdf", MediaType: "application/pdf",
		Data: []byte("%PDF-1.7 not really")}}
	m.Links = map[string]string{
		"pdf":  "https://bucket.s3.eu-central-1.amazonaws.com/contoso/2026-11-23.pdf?X-Amz-Expires=604800&X-Amz-Signature=abc",
		"html": "file:///var/data/2026-11-23.html",
	}
	return m
}

// FirstReport is a report without an earlier score.
func FirstReport() report.Message {
	return report.Message{Occasion: report.Periodic, Model: Model(Before(), nil), Key: Key}
}

// Large is an alert with n new actions and as many that regressed.
func Large(n int) report.Message {
	var b, a []score.Control
	for i := range n {
		rule := fmt.Sprintf("Set the device rule number %d as recommended", i+1)
		old := Control(fmt.Sprintf("scid_%d", 3000+i), rule, "Device", "MDATP", 5, 5, score.Low, score.Low)
		b = append(b, old)
		old.Points = 4
		setting := fmt.Sprintf("Review the new identity setting number %d", i+1)
		a = append(a, old, Control(fmt.Sprintf("aad_new_%d", i), setting, "Identity", "AzureAD", 0, 3, score.Moderate,
			score.High))
	}
	from, to := Snapshot("2026-11-16", b), Snapshot("2026-11-23", a)
	return report.Message{Occasion: report.Alert, Model: Model(to, &from), News: News(from, to), Key: Key}
}

// Hostile is text that Slack would act on.
const Hostile = "<!here> <@U024BE7LH> <https://evil.example|click> *bold* _it_ ~no~ `code` www.evil.example " +
	"https://evil.example/ &amp; @channel :fire: \u202Egnp.exe\r\n\x00"

// HostileAlert is an alert with hostile text wherever it can be.
func HostileAlert() report.Message {
	b, a := Before(), After()
	for i := range a.Controls {
		c := &a.Controls[i]
		c.Title, c.Category, c.Service = Hostile, Hostile, Hostile
	}
	a.Controls[3].State = "<!channel> " + Hostile
	a = Snapshot(a.Date, a.Controls)
	m := report.Message{Occasion: report.Alert, Model: Model(a, &b), News: News(b, a), Key: Key}
	m.Model.Tenant = "R&D <!everyone> *Ltd*"
	m.Model.Warnings = []string{Hostile, Hostile, Hostile, Hostile, Hostile}
	return m
}

// WithHistory is a report with the scores of those of the last days for which
// has returns true. Day 0 is the newest.
func WithHistory(days int, has func(day int) bool) report.Message {
	m := Report()
	last := m.Model.Date
	var list []score.Day
	for i := range days {
		if has(i) {
			list = append(list, score.Day{
				Headline:   score.Headline{Date: last.AddDays(-i), Current: 600 + float64(i%7), Max: 1000},
				AllTenants: 51.06,
			})
		}
	}
	m.Model.Trend = score.TrendOf(list, last.AddDays(1-days), last)
	return m
}

// EveryDay is a report with the score of each of the last days.
func EveryDay(days int) report.Message { return WithHistory(days, func(int) bool { return true }) }
