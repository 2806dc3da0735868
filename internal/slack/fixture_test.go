package slack

import (
	"fmt"
	"math"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

var testZones = score.Zones{Good: 80, Okay: 60}

const testKey = "5f2d9c1ab37e4406"

func control(id, title, category, service string, points, maximum float64, cost, impact score.Level) score.Control {
	return score.Control{
		ID: id, Title: title, Category: category, Service: service, Points: points, Percent: math.NaN(),
		Max: maximum, MaxSource: score.MaxOfProfile, State: "Default", HasProfile: true, Cost: cost, UserImpact: impact,
		ImplementationStatus: "SECRET policy of 17 users",
	}
}

// before and after are a tenant on two days with a change of every kind between.
func before() score.Snapshot {
	return snapshot("2026-11-16", []score.Control{
		control("AdminMFAV2", "Require multifactor authentication for administrative roles", "Identity", "AzureAD", 10, 10, score.Low, score.Low),
		control("BlockLegacyAuthentication", "Block sign-ins by outdated protocols", "Identity", "AzureAD", 2.67, 8, score.Moderate, score.Moderate),
		control("mdo_safelinks", "Turn on Safe Links for Office applications", "Apps", "MDO", 0, 9, score.Low, score.Low),
		control("scid_2010", "Turn on tamper protection", "Device", "MDATP", 6, 9, score.Low, score.Low),
		control("spo_idle_session", "Sign out inactive users of SharePoint", "Data", "SPO", 0, 1, score.Low, score.Moderate),
		control("mip_labels", "Publish sensitivity labels", "Data", "MIP", 5, 5, score.High, score.High),
		control("exo_old_forwarding", "Forbid forwarding rules of the old kind", "Apps", "EXO", 3, 3, score.Low, score.Low),
		control("IntegratedApps", "Keep users from consenting to apps", "Identity", "AzureAD", 0, 4, score.Moderate, score.Moderate),
	})
}

func after() score.Snapshot {
	s := before()
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
			*c = control("aad_phishing_resistant", "Ask administrators for phishing-resistant sign-in", "Identity", "AzureAD", 0, 10, score.Moderate, score.Low)
		}
	}
	return snapshot(s.Date, s.Controls)
}

// snapshot makes one whose headline is what its controls add up to.
func snapshot(date score.Date, controls []score.Control) score.Snapshot {
	s := score.Snapshot{Date: date, TenantID: "11111111-2222-3333-4444-555555555555", Controls: controls}
	s.Normalize()
	s.Current = s.Sum()
	for _, c := range s.Controls {
		s.Max += c.Max
	}
	s.Averages = []score.Average{{Basis: score.BasisAllTenants, Percent: 51.06}, {Basis: score.BasisSimilar, Percent: math.NaN()}}
	return s
}

func model(now score.Snapshot, since *score.Snapshot) report.Model {
	return report.Build(report.Input{
		Tenant: "Contoso", TenantID: now.TenantID, Now: now.Date.Time().Add(6 * time.Hour), Snapshot: now, Since: since, Zones: testZones,
	})
}

func news(from, to score.Snapshot) *score.Account {
	account := score.Diff(from, to).Rounded()
	return &account
}

func watchingMessage() report.Message {
	return report.Message{Occasion: report.Watching, Model: model(before(), nil), Key: testKey}
}

func alertMessage() report.Message {
	b, a := before(), after()
	m := report.Message{Occasion: report.Alert, Model: model(a, &b), News: news(b, a), Key: testKey}
	m.Model.Warnings = []string{"the newest score is 3 days old"}
	return m
}

// reportMessage compares with a week ago; a day of it was announced already.
func reportMessage() report.Message {
	b, a := before(), after()
	m := report.Message{Occasion: report.Periodic, Model: model(a, &b), Key: testKey}
	m.Model.Goal = &report.Goal{Percent: 80, By: "2027-06-30"}
	told := before()
	told.Date, told.Controls[0].Points, told.Controls[1].Points = "2026-11-20", 6.67, 1.33
	m.News = news(snapshot(told.Date, told.Controls), a)
	m.Files = []report.File{{Name: "secure-score-contoso-2026-11-23.pdf", MediaType: "application/pdf", Data: []byte("%PDF-1.7 not really")}}
	m.Links = map[string]string{
		"pdf":  "https://bucket.s3.eu-central-1.amazonaws.com/contoso/2026-11-23.pdf?X-Amz-Expires=604800&X-Amz-Signature=abc",
		"html": "file:///var/data/2026-11-23.html",
	}
	return m
}

func firstReportMessage() report.Message {
	return report.Message{Occasion: report.Periodic, Model: model(before(), nil), Key: testKey}
}

// largeMessage tells of n new actions and as many regressed ones.
func largeMessage(n int) report.Message {
	var b, a []score.Control
	for i := range n {
		old := control(fmt.Sprintf("scid_%d", 3000+i), fmt.Sprintf("Set the device rule number %d as recommended", i+1), "Device", "MDATP", 5, 5, score.Low, score.Low)
		b = append(b, old)
		old.Points = 4
		a = append(a, old, control(fmt.Sprintf("aad_new_%d", i), fmt.Sprintf("Review the new identity setting number %d", i+1), "Identity", "AzureAD", 0, 3, score.Moderate, score.High))
	}
	from, to := snapshot("2026-11-16", b), snapshot("2026-11-23", a)
	return report.Message{Occasion: report.Alert, Model: model(to, &from), News: news(from, to), Key: testKey}
}

const hostile = "<!here> <@U024BE7LH> <https://evil.example|click> *bold* _it_ ~no~ `code` www.evil.example https://evil.example/ &amp; @channel :fire: \u202Egnp.exe\r\n\x00"

func hostileMessage() report.Message {
	b, a := before(), after()
	for i := range a.Controls {
		c := &a.Controls[i]
		c.Title, c.Category, c.Service = hostile, hostile, hostile
	}
	a.Controls[3].State = "<!channel> " + hostile
	a = snapshot(a.Date, a.Controls)
	m := report.Message{Occasion: report.Alert, Model: model(a, &b), News: news(b, a), Key: testKey}
	m.Model.Tenant = "R&D <!everyone> *Ltd*"
	m.Model.Warnings = []string{hostile, hostile, hostile, hostile, hostile}
	return m
}
