// Package reporttest has made-up reports for tests: an ordinary tenant, one
// with hostile text in every field, and the extremes. It also compares golden
// files.
package reporttest

import (
	"fmt"
	"math"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// sampleDay is the day of the samples.
const sampleDay = score.Date("2026-11-23")

// sampleControls are made-up actions that read like Microsoft's, as they are on
// the day of the samples.
func sampleControls() []score.Control {
	synced := time.Date(2026, 11, 22, 3, 10, 0, 0, time.UTC)
	const low, moderate, high, unknown = score.Low, score.Moderate, score.High, score.Unknown
	type sample struct {
		id, title    string
		points, max  float64
		cost, impact score.Level
		state        string
	}
	groups := []struct {
		category, service string
		samples           []sample
	}{
		{"Identity", "AzureAD", []sample{
			{"AdminMFAV2", "Require multifactor authentication for administrative roles", 10, 10, low, low, "Default"},
			{"MFARegistrationV2", "Have every user register for multifactor authentication", 7.31, 9, moderate, high,
				"Default"},
			{"BlockLegacyAuthentication", "Block sign-ins that use legacy authentication protocols", 5.2, 8,
				moderate, moderate, "Default"},
			{"SigninRiskPolicy", "Challenge sign-ins that carry a risk", 0, 7, moderate, moderate, "Planned"},
			{"UserRiskPolicy", "Make users at risk change their password", 7, 7, moderate, moderate, "ThirdParty"},
			{"aad_limited_administrative_roles", "Give daily work roles that are narrower than Global Administrator",
				1, 1, low, low, "Default"},
			{"PWAgePolicyNew", "Let passwords live until there is a reason to change them", 8, 8, low, moderate,
				"Default"},
			{"SelfServicePasswordReset", "Let users reset their password themselves", 0.64, 1, moderate, moderate,
				"Default"},
			{"IntegratedApps", "Let only administrators consent to apps of others", 0, 4, low, moderate, "Ignored"},
		}},
		{"Identity", "Azure ATP", []sample{
			{"AATP_DefenderForIdentityIsNotInstalled", "Put Defender for Identity sensors on every domain " +
				"controller", 3.33, 5, high, low, "Default"},
			{"AATP_KerberosDelegations", "Resolve Kerberos delegations that anybody can misuse", 0, 5, high,
				moderate, "Default"},
		}},
		{"Device", "MDATP", []sample{
			{"scid_2010", "Turn Microsoft Defender Antivirus on everywhere", 9.12, 10, low, low, "Default"},
			{"scid_2011", "Keep antivirus definitions no older than a week", 8.4, 9, low, low, "Default"},
			{"scid_2016", "Protect settings of the endpoint against tampering", 9, 9, low, low, "Default"},
			{"scid_2500", "Block executable content from mail clients and webmail", 9, 9, moderate, moderate,
				"Default"},
			{"scid_2503", "Block Office applications from starting child processes", 0, 9, moderate, high, "Default"},
			{"scid_2514", "Block credential theft from the local security authority", 6.75, 9, moderate, low,
				"Default"},
			{"scid_3010", "Encrypt every drive that holds the operating system", 8.1, 9, high, low, "Default"},
			{"scid_5090", "Turn on firewall logging for the domain profile", 0, 2, low, low, "Default"},
			{"scid_6001", "Require a smart card for interactive sign-in", 0, 8, unknown, unknown, "Default"},
		}},
		{"Apps", "MDO", []sample{
			{"mdo_safeattachmentpolicy", "Open attachments in a safe place before they are delivered", 8, 8, low,
				moderate, "Default"},
			{"mdo_safelinks", "Check links at the time of the click", 0, 5, low, moderate, "Default"},
			{"mdo_antiphishing", "Quarantine messages that impersonate a user", 4, 8, low, low, "Default"},
			{"mdo_zapspam", "Take delivered spam back out of mailboxes", 6, 6, low, low, "Default"},
		}},
		{"Apps", "EXO", []sample{
			{"exo_mailboxaudit", "Keep an audit log for every mailbox", 5, 5, low, low, "Default"},
			{"exo_outboundforwarding", "Stop automatic forwarding to addresses outside", 5, 5, low, moderate,
				"Default"},
		}},
		{"Apps", "MS Teams", []sample{
			{"meeting_externallobby", "Let people from outside wait in the lobby", 0, 3, low, low, "Default"},
			{"meeting_anonymous", "Keep anonymous people out of meetings", 3, 3, low, moderate, "Reviewed"},
		}},
		{"Apps", "MCAS", []sample{
			{"mcas_logcollector", "Send firewall logs to the discovery of cloud apps", 0, 5, high, low, "Default"},
		}},
		{"Apps", "MDA_GitHub", []sample{
			{"MDA_GitHub_Enable2FA", "Require two factors in the organisation", 0, 0, unknown, unknown, ""},
		}},
		{"Data", "MIP", []sample{
			{"dlp_datalossprevention", "Stop sensitive data from leaving by policy", 2.5, 5, moderate, moderate,
				"Default"},
			{"mip_sensitivitylabels", "Publish labels that say how sensitive a file is", 2, 5, moderate, moderate,
				"Default"},
			{"mip_autolabel", "Label what is sensitive without asking anybody", 2.5, 5, high, moderate, "Default"},
		}},
		{"Data", "SPO", []sample{
			{"spo_idle_session_timeout", "Sign idle browsers out of SharePoint", 1, 1, low, low, "Default"},
			{"spo_sharing_expiry", "Let links for guests expire", 0, 2, low, low, "Default"},
		}},
	}
	var controls []score.Control
	for _, g := range groups {
		for _, c := range g.samples {
			control := score.Control{
				ID: c.id, Title: c.title, Category: g.category, Service: g.service,
				Points: c.points, Percent: math.NaN(), Max: c.max, MaxSource: score.MaxOfProfile,
				State: c.state, LastSynced: synced, HasProfile: true, Rank: len(controls) + 1,
				ImplementationStatus: "You have 3 of 41 users in policy SECRET-POLICY-NAME",
				Cost:                 c.cost, UserImpact: c.impact, Tier: "Core", ActionType: "Config",
				Threats: []string{"Account breach", "Data exfiltration"},
			}
			decide(&control)
			if c.max == 0 {
				control.MaxSource, control.HasProfile, control.Points = score.MaxUnknown, false, 1.5
			}
			controls = append(controls, control)
		}
	}
	return controls
}

// The texts of decisions, each of which every form shows: what Microsoft
// records of an accepted risk, and the exception of the configuration beside
// it.
const (
	Comment  = "scanner until 2027"
	By       = "kim@contoso.example"
	Assigned = "sam@contoso.example"
	Reason   = "The scanner in plant 2 needs it"
	Owner    = "ann@contoso.example"
	Ticket   = "SEC-112"
)

// decide sets what people decided about an action, and what it still affects.
func decide(c *score.Control) {
	switch c.ID {
	case "IntegratedApps":
		c.StateBy, c.StateAssigned, c.StateComment = By, Assigned, Comment
		c.StateAt = time.Date(2026, 11, 18, 14, 5, 0, 0, time.UTC)
	case "UserRiskPolicy":
		c.StateBy, c.StateAt = "kim@contoso.example", time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC)
	case "scid_2010":
		c.Tally = score.Tally{Count: 22, Total: 250}
	case "MFARegistrationV2":
		c.Tally = score.Tally{Count: 173, Total: 213}
	}
}

// Exceptions are those of the sample: one that is overdue, one that is current,
// one that is not needed any more, and one of an action that is not scored.
func Exceptions() []score.Exception {
	return []score.Exception{
		{Control: "integratedapps", Reason: Reason, Owner: Owner, Ticket: Ticket, Until: "2027-03-31"},
		{Control: "AATP_KerberosDelegations", Reason: "The old file server uses it", Until: "2026-11-20"},
		{Control: "exo_mailboxaudit", Reason: "Waits for more storage"},
		{Control: "scid_9999", Reason: "For the tenants with Macs"},
	}
}

// sampleSnapshot adds the controls up as Microsoft does.
func sampleSnapshot(date score.Date, controls []score.Control) score.Snapshot {
	s := score.Snapshot{
		TenantID: "9c1d2c4e-0000-4000-8000-2f6f4b0a7c11", Date: date, ActiveUsers: 212, Controls: controls,
		Averages: []score.Average{
			{Basis: score.BasisAllTenants, Percent: 47.3, Categories: []score.CategoryAverage{
				{Category: "Apps", Points: 21.7, Max: 47}, {Category: "Data", Points: 5.1, Max: 18},
				{Category: "Device", Points: 42.9, Max: 80}, {Category: "Identity", Points: 33.5, Max: 65},
			}},
			{Basis: score.BasisSimilar, Percent: 52.86, SeatsFrom: 101, SeatsTo: 300},
		},
	}
	for _, c := range controls {
		s.Current += c.Points
		s.Max += c.Max
	}
	s.Normalize()
	return s
}

// Sample is a report with everything in it: changes of every kind, a
// goal, warnings, 90 days of which some are missing.
func Sample() report.Input {
	now := sampleSnapshot(sampleDay, sampleControls())
	since := SampleBefore("2026-11-16")
	return report.Input{
		Tenant: "Contoso", TenantID: now.TenantID, Now: time.Date(2026, 11, 23, 6, 12, 0, 0, time.UTC),
		Exceptions: Exceptions(), History: historyOf(since, now),
		Snapshot: now, Since: &since, Period: "P7D", Days: sampleDays(now),
		Zones: score.Zones{Good: 80, Okay: 60}, Goal: &report.Goal{Percent: 80, By: "2027-06-30"},
		Warnings: []string{"1 action has no profile in Microsoft's catalogue, so its maximum is not known: " +
			"MDA_GitHub_Enable2FA"},
	}
}

// SampleBefore is the tenant as it stood before changes of every kind.
func SampleBefore(date score.Date) score.Snapshot {
	var before []score.Control
	for _, c := range sampleControls() {
		switch c.ID {
		case "mdo_safelinks", "scid_5090": // added since
			continue
		case "AdminMFAV2":
			c.Points = 6.67
		case "BlockLegacyAuthentication": // regressed since
			c.Points = 8
		case "scid_2514":
			c.Points = 7.5
		case "scid_2010":
			c.Points = 8.7
		case "UserRiskPolicy": // reported since
			c.Points, c.State = 4.9, "Default"
		case "mip_sensitivitylabels": // worth more since
			c.Max = 3
		case "IntegratedApps", "SigninRiskPolicy": // another status since
			c.State = "Default"
		}
		before = append(before, c)
	}
	before = append(before, score.Control{
		ID: "exo_smtpauth", Title: "Turn authenticated SMTP off for the organisation", Category: "Apps", Service: "EXO",
		Points: 3, Percent: 100, Max: 3, MaxSource: score.MaxOfProfile, State: "Default", HasProfile: true,
	})
	return sampleSnapshot(date, before)
}

// sampleDays is a slow climb with a fall in it, and days that are missing.
func sampleDays(last score.Snapshot) []score.Day {
	var days []score.Day
	for i := 1; i < 90; i++ {
		if i == 34 || (i > 50 && i < 57) || i == 58 {
			continue
		}
		day := last.Day()
		day.Date = last.Date.AddDays(-i)
		wave := 0.6*math.Sin(float64(i)/5) - float64(i)*0.11
		if i > 25 && i < 40 {
			wave -= 2.4
		}
		day.Current = score.Hundredths(day.Max * (last.Percent() + wave) / 100)
		day.AllTenants = score.Hundredths(47.3 - float64(i)*0.012)
		if i > 80 {
			day.AllTenants = math.NaN()
		}
		days = append(days, day)
	}
	return days
}

// LargeSample is a tenant with n actions, for measuring.
func LargeSample(n int) report.Input {
	in := Sample()
	var controls []score.Control
	for i := range n {
		sample := sampleControls()
		c := sample[i%len(sample)]
		if i >= len(sample) {
			c.ID = fmt.Sprintf("%s_%d", c.ID, i)
		}
		controls = append(controls, c)
	}
	in.Snapshot = sampleSnapshot(sampleDay, controls)
	return in
}
