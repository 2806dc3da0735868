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
	list := []struct {
		id, title, category, service string
		points, max                  float64
		cost, impact                 score.Level
		state                        string
	}{
		{"AdminMFAV2", "Require multifactor authentication for administrative roles", "Identity", "AzureAD", 10, 10, score.Low, score.Low, "Default"},
		{"MFARegistrationV2", "Have every user register for multifactor authentication", "Identity", "AzureAD", 7.31, 9, score.Moderate, score.High, "Default"},
		{"BlockLegacyAuthentication", "Block sign-ins that use legacy authentication protocols", "Identity", "AzureAD", 5.2, 8, score.Moderate, score.Moderate, "Default"},
		{"SigninRiskPolicy", "Challenge sign-ins that carry a risk", "Identity", "AzureAD", 0, 7, score.Moderate, score.Moderate, "Planned"},
		{"UserRiskPolicy", "Make users at risk change their password", "Identity", "AzureAD", 7, 7, score.Moderate, score.Moderate, "ThirdParty"},
		{"aad_limited_administrative_roles", "Give daily work roles that are narrower than Global Administrator", "Identity", "AzureAD", 1, 1, score.Low, score.Low, "Default"},
		{"PWAgePolicyNew", "Let passwords live until there is a reason to change them", "Identity", "AzureAD", 8, 8, score.Low, score.Moderate, "Default"},
		{"SelfServicePasswordReset", "Let users reset their password themselves", "Identity", "AzureAD", 0.64, 1, score.Moderate, score.Moderate, "Default"},
		{"IntegratedApps", "Let only administrators consent to apps of others", "Identity", "AzureAD", 0, 4, score.Low, score.Moderate, "Ignored"},
		{"AATP_DefenderForIdentityIsNotInstalled", "Put Defender for Identity sensors on every domain controller", "Identity", "Azure ATP", 3.33, 5, score.High, score.Low, "Default"},
		{"AATP_KerberosDelegations", "Resolve Kerberos delegations that anybody can misuse", "Identity", "Azure ATP", 0, 5, score.High, score.Moderate, "Default"},
		{"scid_2010", "Turn Microsoft Defender Antivirus on everywhere", "Device", "MDATP", 9.12, 10, score.Low, score.Low, "Default"},
		{"scid_2011", "Keep antivirus definitions no older than a week", "Device", "MDATP", 8.4, 9, score.Low, score.Low, "Default"},
		{"scid_2016", "Protect settings of the endpoint against tampering", "Device", "MDATP", 9, 9, score.Low, score.Low, "Default"},
		{"scid_2500", "Block executable content from mail clients and webmail", "Device", "MDATP", 9, 9, score.Moderate, score.Moderate, "Default"},
		{"scid_2503", "Block Office applications from starting child processes", "Device", "MDATP", 0, 9, score.Moderate, score.High, "Default"},
		{"scid_2514", "Block credential theft from the local security authority", "Device", "MDATP", 6.75, 9, score.Moderate, score.Low, "Default"},
		{"scid_3010", "Encrypt every drive that holds the operating system", "Device", "MDATP", 8.1, 9, score.High, score.Low, "Default"},
		{"scid_5090", "Turn on firewall logging for the domain profile", "Device", "MDATP", 0, 2, score.Low, score.Low, "Default"},
		{"scid_6001", "Require a smart card for interactive sign-in", "Device", "MDATP", 0, 8, score.Unknown, score.Unknown, "Default"},
		{"mdo_safeattachmentpolicy", "Open attachments in a safe place before they are delivered", "Apps", "MDO", 8, 8, score.Low, score.Moderate, "Default"},
		{"mdo_safelinks", "Check links at the time of the click", "Apps", "MDO", 0, 5, score.Low, score.Moderate, "Default"},
		{"mdo_antiphishing", "Quarantine messages that impersonate a user", "Apps", "MDO", 4, 8, score.Low, score.Low, "Default"},
		{"mdo_zapspam", "Take delivered spam back out of mailboxes", "Apps", "MDO", 6, 6, score.Low, score.Low, "Default"},
		{"exo_mailboxaudit", "Keep an audit log for every mailbox", "Apps", "EXO", 5, 5, score.Low, score.Low, "Default"},
		{"exo_outboundforwarding", "Stop automatic forwarding to addresses outside", "Apps", "EXO", 5, 5, score.Low, score.Moderate, "Default"},
		{"meeting_externallobby", "Let people from outside wait in the lobby", "Apps", "MS Teams", 0, 3, score.Low, score.Low, "Default"},
		{"meeting_anonymous", "Keep anonymous people out of meetings", "Apps", "MS Teams", 3, 3, score.Low, score.Moderate, "Reviewed"},
		{"mcas_logcollector", "Send firewall logs to the discovery of cloud apps", "Apps", "MCAS", 0, 5, score.High, score.Low, "Default"},
		{"MDA_GitHub_Enable2FA", "Require two factors in the organisation", "Apps", "MDA_GitHub", 0, 0, score.Unknown, score.Unknown, ""},
		{"dlp_datalossprevention", "Stop sensitive data from leaving by policy", "Data", "MIP", 2.5, 5, score.Moderate, score.Moderate, "Default"},
		{"mip_sensitivitylabels", "Publish labels that say how sensitive a file is", "Data", "MIP", 2, 5, score.Moderate, score.Moderate, "Default"},
		{"mip_autolabel", "Label what is sensitive without asking anybody", "Data", "MIP", 2.5, 5, score.High, score.Moderate, "Default"},
		{"spo_idle_session_timeout", "Sign idle browsers out of SharePoint", "Data", "SPO", 1, 1, score.Low, score.Low, "Default"},
		{"spo_sharing_expiry", "Let links for guests expire", "Data", "SPO", 0, 2, score.Low, score.Low, "Default"},
	}
	controls := make([]score.Control, len(list))
	for i, c := range list {
		controls[i] = score.Control{
			ID: c.id, Title: c.title, Category: c.category, Service: c.service, Points: c.points, Percent: math.NaN(),
			Max: c.max, MaxSource: score.MaxOfProfile, State: c.state, LastSynced: synced, HasProfile: true,
			ImplementationStatus: "You have 3 of 41 users in policy SECRET-POLICY-NAME", Rank: i + 1, Cost: c.cost,
			UserImpact: c.impact, Tier: "Core", ActionType: "Config", Threats: []string{"Account breach", "Data exfiltration"},
		}
		if c.max == 0 {
			controls[i].MaxSource, controls[i].HasProfile, controls[i].Points = score.MaxUnknown, false, 1.5
		}
	}
	return controls
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
		Snapshot: now, Since: &since, Period: "P7D", Days: sampleDays(now),
		Zones: score.Zones{Good: 80, Okay: 60}, Goal: &report.Goal{Percent: 80, By: "2027-06-30"},
		Warnings: []string{"1 control has no profile in Microsoft's catalogue, so its maximum is not known: MDA_GitHub_Enable2FA"},
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
		case "UserRiskPolicy": // self-reported since
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
