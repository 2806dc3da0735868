package reporttest

import (
	"fmt"
	"math"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Tenant is a report of a made-up tenant of ordinary size: 196 controls in
// five categories, changes of every kind against a week ago, 90 days with gaps.
func Tenant() report.Model {
	after := tenantSnapshot("2026-11-23", 196)
	before := tenantSnapshot("2026-11-16", 196)
	changeTenant(&before, &after)
	days := tenantDays(after)
	return report.Build(report.Input{
		Tenant: "Contoso", TenantID: "8f1c2c8e-6f0a-4f4e-9a77-2f6f2c2c1f10",
		Now:      time.Date(2026, 11, 23, 6, 0, 12, 0, time.UTC),
		Snapshot: after, Since: &before, Period: "P7D", Days: days, History: historyOf(before, after),
		Zones: score.Zones{Good: 80, Okay: 60}, Goal: &report.Goal{Percent: 70, By: "2027-06-30"},
		Warnings: []string{
			"3 actions have no profile in Microsoft's catalogue: aad_legacy_signin_v1, mdo_quarantine_review, " +
				"scid_2093.",
			"The newest data of Microsoft Teams is 8 days old.",
		},
	})
}

type product struct {
	code, category string
	titles         []string
}

var tenantProducts = []product{
	{"AzureAD", "Identity", []string{
		"Require multifactor authentication for administrative roles", "Block sign-in with legacy protocols",
		"Designate more than one global administrator", "Protect every account with a sign-in risk policy",
		"Do not let users consent to unreliable applications", "Turn on self-service password reset for everyone",
		"Use least privileged administrative roles", "Require phishing-resistant authentication for break-glass " +
			"accounts",
	}},
	{"Azure ATP", "Identity", []string{
		"Remove dormant accounts from sensitive groups", "Resolve unsecure account attributes",
		"Stop clear text credentials exposure", "Reduce lateral movement path risk to sensitive entities",
	}},
	{"MDATP", "Device", []string{
		"Turn on tamper protection", "Block Office communication application from creating child processes",
		"Set user account control to automatically deny elevation requests", "Encrypt all BitLocker-supported drives",
		"Enable local security authority protection", "Block credential stealing from the Windows local security " +
			"authority subsystem (lsass.exe)",
		"Update Microsoft Defender Antivirus definitions", "Disable anonymous enumeration of shares",
		"Enforce a minimum password length of 14 characters",
	}},
	{"MDO", "Apps", []string{
		"Create Safe Links policies for e-mail messages", "Set the phishing e-mail level threshold at 2 or higher",
		"Quarantine messages that are detected from impersonated users", "Turn on Safe Attachments in block mode",
		"Retain spam in quarantine for 30 days",
	}},
	{"EXO", "Apps", []string{"Ensure mailbox auditing is on for all users", "Restrict external calendar sharing",
		"Publish a strict SPF, DKIM and DMARC record for every accepted domain"}},
	{"MS Teams", "Apps", []string{"Restrict anonymous users from starting meetings",
		"Only invited users bypass the lobby"}},
	{"SPO", "Apps", []string{"Expire guest links after 30 days", "Block sync from unmanaged devices"}},
	{"MIP", "Data", []string{"Publish sensitivity labels", "Extend data loss prevention policies to endpoints",
		"Turn on the audit log search"}},
	{"MDA_GitHub", "Apps", []string{"Enforce single sign-on for the organisation"}},
	{"AppG", "Infrastructure", []string{"Review unused applications with high privileges",
		"Alert on credentials that are about to expire"}},
}

func tenantSnapshot(date score.Date, n int) score.Snapshot {
	s := score.Snapshot{TenantID: "8f1c2c8e-6f0a-4f4e-9a77-2f6f2c2c1f10", Date: date, ActiveUsers: 812}
	levels := []score.Level{score.Low, score.Moderate, score.High, score.Unknown}
	for i := range n {
		p := tenantProducts[(i*7)%len(tenantProducts)]
		c := score.Control{
			ID: fmt.Sprintf("%s_control_%03d", score.Fold(p.code), i), Title: p.titles[(i/3)%len(p.titles)],
			Category: p.category, Service: p.code,
			Max: float64([]int{1, 2, 3, 5, 8, 10}[i%6]), MaxSource: score.MaxOfProfile, HasProfile: true, Rank: i + 1,
			Cost: levels[(i*3)%4], UserImpact: levels[(i*5)%4], Tier: "Core",
			Threats: []string{"Account breach", "Elevation of privilege"},
		}
		switch i % 7 {
		case 0, 1, 2, 4:
			c.Points = c.Max
		case 3:
			c.Points = score.Hundredths(c.Max * 2 / 3)
		}
		switch {
		case i%41 == 6:
			c.State = "Ignored"
		case i%53 == 5:
			c.State, c.Points = "ThirdParty", c.Max
		case i%37 == 12:
			c.State = "Planned"
		}
		if i >= n-3 {
			c.HasProfile, c.MaxSource, c.Max, c.Title, c.Points = false, score.MaxUnknown, 0, c.ID, 0
		}
		s.Controls = append(s.Controls, c)
	}
	total(&s)
	s.Averages = []score.Average{
		{Basis: score.BasisAllTenants, Percent: 51.06, Categories: []score.CategoryAverage{
			{Category: "Identity", Points: 34, Max: 70}, {Category: "Device", Points: 250, Max: 500},
			{Category: "Data", Points: 8, Max: 31}, {Category: "Apps", Points: 120, Max: 180},
		}},
		{Basis: score.BasisSimilar, Percent: 47.9, SeatsFrom: 501, SeatsTo: 1000},
	}
	return s
}

func total(s *score.Snapshot) {
	s.Current, s.Max = 0, 0
	for _, c := range s.Controls {
		s.Current += c.Points
		s.Max += c.Max
	}
	s.Current = score.Hundredths(s.Current)
}

// changeTenant makes changes of every kind happen between two equal snapshots.
func changeTenant(before, after *score.Snapshot) {
	set := func(s *score.Snapshot, i int, points float64) { s.Controls[i].Points = points }
	for _, i := range []int{0, 7, 14, 21} { // improved
		set(before, i, 0)
	}
	set(before, 10, 0)
	for _, i := range []int{8, 15} { // regressed
		set(after, i, 0)
	}
	set(after, 4, 3)
	before.Controls[28].Max, before.Controls[28].Points = 3, 3 // worth more
	before.Controls[29].Max, before.Controls[29].Points = 5, 5
	after.Controls[33].State, after.Controls[33].Points = "Reviewed", after.Controls[33].Max // reported
	after.Controls[20].State = "Planned"                                                     // status only
	// Added: not in the score before. Removed: not any more.
	before.Controls = append(before.Controls[:50:50], before.Controls[53:]...)
	after.Controls = append(after.Controls[:70:70], after.Controls[72:]...)
	total(before)
	total(after)
	after.Current = score.Hundredths(after.Current + 0.4) // not attributable to any action
}

func tenantDays(last score.Snapshot) []score.Day {
	var days []score.Day
	for i := 1; i < 90; i++ {
		if i > 20 && i < 26 || i == 40 || i > 60 && i < 63 {
			continue
		}
		percent := last.Percent() - float64(i)*0.05 + 0.6*math.Sin(float64(i)/6)
		if i > 33 {
			percent -= 1.4
		}
		days = append(days, score.Day{
			Headline:   score.Headline{Date: last.Date.AddDays(-i), Current: percent / 100 * last.Max, Max: last.Max},
			AllTenants: 51.06 - float64(i)*0.01, Similar: 47.9,
		})
	}
	return days
}
