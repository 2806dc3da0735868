package reporttest

import (
	"fmt"
	"math"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// situations are reports of tenants in situations that look different from
// those of an ordinary one.
var situations = map[string]func() report.Input{
	"sample":             Sample,
	"first-with-history": firstWithHistory,
	"first-alone":        firstAlone,
	"bad-zone-no-change": badZoneNoChange,
	"many-actions":       manyActions,
	"goal-out-of-reach":  goalOutOfReach,
	"no-goal":            noGoal,
	"fell-by-70":         fellBy70,
	"provider":           provider,
	"one-day-of-history": func() report.Input { return withDays(0, everyDay, sameMax) },
	"400-days":           func() report.Input { return withDays(400, everyDay, sameMax) },
	"days-with-gaps":     func() report.Input { return withDays(90, threeGaps, sameMax) },
	"maximum-changes":    func() report.Input { return withDays(90, everyDay, steppedMax) },
}

// weekly is a report of a tenant that stood in one way a week ago and stands in
// another now.
func weekly(before, after score.Snapshot) report.Input {
	return report.Input{
		Tenant: "Contoso", TenantID: after.TenantID, Now: time.Date(2026, 11, 23, 6, 0, 12, 0, time.UTC),
		Snapshot: after, Since: &before, Period: "P7D", Days: tenantDays(after), History: historyOf(before, after),
		Zones: score.Zones{Good: 80, Okay: 60}, Goal: &report.Goal{Percent: 70, By: "2027-06-30"},
	}
}

// ordinary is the tenant that Tenant has the report of, a week ago and now.
func ordinary() (before, after score.Snapshot) {
	before, after = tenantSnapshot("2026-11-16", 196), tenantSnapshot("2026-11-23", 196)
	changeTenant(&before, &after)
	return before, after
}

// firstWithHistory is the first report, compared with a day that Microsoft
// kept: points without states.
func firstWithHistory() report.Input {
	before, after := ordinary()
	before.Thin = true
	for i := range before.Controls {
		before.Controls[i].State = ""
	}
	return weekly(before, after)
}

// firstAlone is the first report where Microsoft kept no earlier day.
func firstAlone() report.Input {
	before, after := ordinary()
	in := weekly(before, after)
	in.Since, in.Days, in.History = nil, nil, nil
	return in
}

// plain is a day with a hundred actions of ten points each, so that a point is
// a tenth of a percentage point.
func plain(date score.Date, points func(i int) float64) score.Snapshot {
	s := tenantSnapshot(date, 103)
	s.Controls = s.Controls[:100] // those with a profile
	for i := range s.Controls {
		c := &s.Controls[i]
		c.Max, c.Points, c.State = 10, points(i), ""
	}
	total(&s)
	return s
}

// badZoneNoChange lost nearly as much as it gained: +2.00 and -1.97 percentage
// points.
func badZoneNoChange() report.Input {
	at := func(first, second float64) func(int) float64 {
		return func(i int) float64 {
			switch {
			case i < 2:
				return first
			case i < 4:
				return second
			case i < 38:
				return 10
			}
			return 0
		}
	}
	return weekly(plain("2026-11-16", at(0, 9.85)), plain("2026-11-23", at(10, 0)))
}

// fellBy70 lost most of its points at once, as where a licence ends.
func fellBy70() report.Input {
	below := func(n int) func(int) float64 {
		return func(i int) float64 {
			if i < n {
				return 10
			}
			return 0
		}
	}
	return weekly(plain("2026-11-16", below(85)), plain("2026-11-23", below(15)))
}

// manyActions has 433 actions with titles of 300 characters, changes of 200 of
// them, and guidance.
func manyActions() report.Input {
	before, after := tenantSnapshot("2026-11-16", 433), tenantSnapshot("2026-11-23", 433)
	var catalogue []score.Profile
	for i := range after.Controls {
		old, c := &before.Controls[i], &after.Controls[i]
		c.Title = longTitle(fmt.Sprintf("%s, group %d", c.Title, i))
		old.Title = c.Title
		if i < 200 {
			change(i, old, c)
		}
		catalogue = append(catalogue, score.Profile{ID: c.ID, Title: c.Title, Remediation: guide(i),
			RemediationImpact: "<p>People notice nothing.</p>"})
	}
	before.Controls = append(before.Controls[:190:190], before.Controls[196:]...) // 6 added
	total(&before)
	total(&after)
	in := weekly(before, after)
	in.Catalogue = catalogue
	return in
}

// change makes one action differ from a week ago, in one of six ways.
func change(i int, before, after *score.Control) {
	switch i % 6 {
	case 0:
		before.Points = 0
		after.Points = after.Max
	case 1:
		before.Points = before.Max
		after.Points = 0
	case 2:
		before.Max++
	case 3:
		before.State, after.State = "Default", "Planned"
	case 4:
		before.State, after.State = "Default", "ThirdParty"
		before.Points, after.Points = 0, after.Max
	default: // drift
		before.Points = score.Hundredths(0.5 * after.Max)
		after.Points = score.Hundredths(0.5*after.Max + 0.04)
	}
}

// longTitle is 300 characters that begin with a text and go on in words.
func longTitle(text string) string {
	const more = ", for every device and every account that is used to reach data of the organisation from outside"
	return strings.TrimSpace((text + strings.Repeat(more, 4))[:299]) + "."
}

func guide(i int) string {
	return fmt.Sprintf("<p>Open the portal and choose policy %d.</p><ol><li>Choose <b>Edit</b>.</li>"+
		"<li>Turn the setting on for all groups.</li><li>Save.</li></ol>", i/3)
}

// goalOutOfReach cannot come to its goal even with all recommended actions.
func goalOutOfReach() report.Input {
	before, after := ordinary()
	for i := range after.Controls {
		if c := &after.Controls[i]; i%3 > 0 && c.Left() > 0 {
			c.State, before.Controls[i].State = "Ignored", "Ignored"
		}
	}
	in := weekly(before, after)
	in.Goal = &report.Goal{Percent: 97, By: "2027-03-31"}
	return in
}

func noGoal() report.Input {
	in := weekly(ordinary())
	in.Goal = nil
	return in
}

// provider is a report under the name, the colours and the logo of a company
// with a long name, with a note of 300 characters, on letter paper.
func provider() report.Input {
	in := weekly(ordinary())
	in.Appearance = report.Appearance{
		Company: "Northwind Managed Security and Compliance Services of North America Incorporated, Public Sector",
		Footer:  "Confidential: for the board of Contoso only", Accent: "#5b2a86", Paper: report.PaperLetter,
		Logo: madeUpLogo(),
	}
	const note = "The scanners in plant 2 are replaced in January, so legacy authentication stays on until then. "
	in.Note = strings.TrimSpace(strings.Repeat(note, 4)[:300])
	return in
}

// withDays has the history of so many days before today.
func withDays(n int, kept func(daysAgo int) bool, points func(today float64, daysAgo int) float64) report.Input {
	in := weekly(ordinary())
	in.Days, in.History = nil, nil
	for i := 1; i <= n; i++ {
		if !kept(i) {
			continue
		}
		maximum := points(in.Snapshot.Max, i)
		percent := in.Snapshot.Percent() - float64(i)*0.04 + 0.5*math.Sin(float64(i)/5)
		in.Days = append(in.Days, score.Day{
			Headline: score.Headline{Date: in.Snapshot.Date.AddDays(-i), Max: maximum,
				Current: score.Hundredths(percent / 100 * maximum)},
			AllTenants: 51.06 - float64(i)*0.01, Similar: 47.9,
		})
	}
	return in
}

func everyDay(int) bool { return true }

// threeGaps leaves out a day, a week and four weeks.
func threeGaps(daysAgo int) bool {
	return daysAgo != 3 && (daysAgo < 12 || daysAgo > 18) && (daysAgo < 40 || daysAgo > 67)
}

func sameMax(today float64, _ int) float64 { return today }

// steppedMax is a maximum that Microsoft raised twice and lowered once.
func steppedMax(today float64, daysAgo int) float64 {
	switch {
	case daysAgo > 60:
		return today - 120
	case daysAgo > 30:
		return today + 45
	case daysAgo > 9:
		return today - 30
	}
	return today
}
