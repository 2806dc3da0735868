// Package portfoliotest makes up tenants for the tests of a portfolio: as many
// as asked for, each different, and always the same ones.
package portfoliotest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/reporttest"
)

// Now is the moment of every portfolio here.
var Now = time.Date(2026, 11, 23, 6, 30, 0, 0, time.UTC)

// Day is the day of the newest scores.
const Day score.Date = "2026-11-23"

// Zones are those of every tenant.
var Zones = score.Zones{Good: 80, Okay: 60}

// Model is the portfolio of so many tenants.
func Model(n int) portfolio.Model {
	return portfolio.Build(portfolio.Input{Name: "Northwind customers", Now: Now, Period: "P7D", Tenants: Tenants(n)})
}

// Marked is the portfolio of so many tenants with reporttest.Foreign behind
// each word that Microsoft wrote.
func Marked(n int) portfolio.Model {
	var list []portfolio.Tenant
	for i := range n {
		in := Read(i)
		reporttest.MarkForeign(&in.Snapshot)
		if in.Since != nil {
			reporttest.MarkForeign(in.Since)
		}
		list = append(list, portfolio.Reduce(in))
	}
	return portfolio.Build(portfolio.Input{Name: "Northwind customers", Now: Now, Period: "P7D", Tenants: list})
}

// Changed is a portfolio in which Microsoft added the action added_action,
// whose maximum is unknown, and removed removed_action.
func Changed() portfolio.Model {
	m := Model(2)
	m.Changes = []portfolio.CommonChange{
		{ID: "added_action", Title: "Added", Cause: score.Addition, Tenants: 1},
		{ID: "removed_action", Title: "Removed", Cause: score.Retirement, Before: 5, Tenants: 1},
	}
	return m
}

// Tenants are the tenants of a portfolio. From the third on some have no
// current score, or nothing to compare with.
func Tenants(n int) []portfolio.Tenant {
	var list []portfolio.Tenant
	for i := range n {
		list = append(list, tenant(i))
	}
	return list
}

func tenant(i int) portfolio.Tenant {
	in := Read(i)
	switch {
	case i%97 == 60:
		t := portfolio.Nothing(in.Name, in.ID)
		t.Trouble = portfolio.Trouble{Kind: portfolio.Unreadable,
			Detail: "reading tenants/" + in.ID + "/days.json.gz: unexpected EOF"}
		return t
	case i%41 == 7:
		return portfolio.Nothing(in.Name, in.ID)
	}
	t := portfolio.Reduce(in)
	if t.Trouble.Kind != "" && i%2 == 0 {
		t.Trouble = portfolio.Trouble{Kind: portfolio.Failing, Runs: 3 + i%5, Since: Now.AddDate(0, 0, 1-t.Age)}
	}
	if t.Trouble.Kind != "" && i%3 == 0 {
		t.Trouble = portfolio.Trouble{Kind: portfolio.HeldBack, Since: Now.AddDate(0, 0, -t.Age)}
	}
	return t
}

// Read is what was read of the i-th tenant, from 0.
func Read(i int) portfolio.Reading {
	r := rand.New(rand.NewPCG(17, uint64(i)))
	day := Day
	if i%19 == 8 {
		day = day.AddDays(-3 - i%20)
	}
	mood := r.NormFloat64()*0.15 + 0.62 // of the whole tenant
	before := snapshot(i, day.AddDays(-7), mood, r)
	after := before
	after.Date = day
	after.Controls = append([]score.Control(nil), before.Controls...)
	act(&after, r, i)
	total(&before)
	total(&after)
	in := portfolio.Reading{
		Name: Name(i), ID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Now: Now, Snapshot: after, Since: &before,
		Zones: Zones, Exceptions: Exceptions(i), Days: history(before, after),
	}
	if i%5 != 4 {
		in.Goal = &report.Goal{Percent: 70 + float64(i%3)*5, By: "2027-06-30"}
	}
	if i%23 == 11 {
		in.Since = nil
	}
	return in
}

// snapshot is how a tenant begins.
func snapshot(i int, day score.Date, mood float64, r *rand.Rand) score.Snapshot {
	s := score.Snapshot{TenantID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Date: day}
	for n, a := range Actions() {
		if r.Float64() < 0.25 && n > 8 {
			continue // not licensed
		}
		a.LastSynced = day.Time()
		switch x := r.Float64(); {
		case x < mood:
			a.Points = a.Max
		case x < mood+0.15:
			a.Points = score.Hundredths(a.Max * r.Float64())
		}
		switch x := r.Float64(); {
		case x < 0.03:
			a.State, a.Points = "ThirdParty", a.Max
		case x < 0.06:
			a.State, a.Points = "Ignored", 0
		case x < 0.09 && a.Points < a.Max:
			a.State = "Planned"
		}
		s.Controls = append(s.Controls, a)
	}
	s.Normalize()
	return s
}

// act is a week: what the tenant did, drift, and what Microsoft did to all.
func act(s *score.Snapshot, r *rand.Rand, i int) {
	busy := r.IntN(6)
	var kept []score.Control
	for n, c := range s.Controls {
		switch {
		case c.ID == "act_007" && i%4 != 0: // Microsoft removed it
			continue
		case c.ID == "act_011": // and made this one worth more
			c.Max += 3
		case n%7 == busy && r.Float64() < 0.3 && c.Points < c.Max:
			c.Points = c.Max
		case n%9 == busy && r.Float64() < 0.03*float64(i%5) && c.Points > 0 && c.State == "":
			c.Points = 0
		case r.Float64() < 0.05 && c.Points > 1 && c.Points < c.Max:
			c.Points = score.Hundredths(c.Points - 0.1)
		}
		kept = append(kept, c)
	}
	s.Controls = kept
	if i%3 != 2 {
		s.Controls = append(s.Controls, score.Control{
			ID: "act_new", Title: "Block legacy protocols for unattended sign-ins", Category: "Identity", Service: "AzureAD",
			Max: 8, MaxSource: score.MaxOfProfile, HasProfile: true, Cost: score.Low, UserImpact: score.Moderate,
		})
	}
	s.Normalize()
}

func total(s *score.Snapshot) {
	for _, c := range s.Controls {
		s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
	}
	s.Current, s.Max = score.Hundredths(s.Current), score.Hundredths(s.Max)
}

// history is ten weeks that lead to the first of the two.
func history(before, after score.Snapshot) []score.Day {
	slope := (after.Current - before.Current) / 2
	var days []score.Day
	for back := range 70 {
		day := before.Day()
		day.Date = before.Date.AddDays(-back)
		day.Current = score.Hundredths(min(max(0, before.Current-slope*float64(back)/7), before.Max))
		days = append(days, day)
	}
	return append(days, after.Day())
}

// Exceptions are those of the configuration for the i-th tenant: one of all
// tenants, and one of some.
func Exceptions(i int) []score.Exception {
	list := []score.Exception{{Control: "act_004", Reason: "The new gateway comes in January", Until: "2026-12-15"}}
	if i%6 == 1 {
		list = append(list, score.Exception{
			Control: "act_015", Reason: "Scanner in plant 2 until it is replaced", Owner: "kim@contoso.example",
			Until: Day.AddDays(-2 - i%9),
		})
	}
	return list
}

// Name is what the i-th tenant is called.
func Name(i int) string {
	first := []string{"Adatum", "Contoso", "Fabrikam", "Lamna", "Litware", "Munson's", "Northwind", "Proseware",
		"Relecloud", "Tailwind", "Trey", "Wingtip", "Woodgrove", "Αθηνά", "Žižkov", "Fourth Coffee"}
	second := []string{"", "Health", "Retail", "Logistics", "Partners & Söhne", "Energy", "Bank", "Research", "Toys",
		"Municipal Utilities of the Northern District", "Labs", "Travel"}
	name := first[i%len(first)]
	if more := second[(i/len(first)+3*(i%len(first)))%len(second)]; more != "" {
		name += " " + more
	}
	if round := i / (len(first) * len(second)); round > 0 {
		name += fmt.Sprintf(" %d", round+1)
	}
	return name
}

// Actions are the recommended actions of every tenant, before anything is done.
func Actions() []score.Control {
	products := []string{"AzureAD", "MDO", "EXO", "MDATP", "SPO", "MIP", "MCAS", "MS Teams"}
	categories := []string{"Identity", "Apps", "Apps", "Device", "Data", "Data", "Apps", "Apps"}
	verbs := []string{"Require", "Restrict", "Review", "Turn on", "Enforce", "Limit", "Block", "Audit"}
	objects := []string{
		"multifactor authentication for administrators", "legacy authentication", "sign-in risk policies",
		"guest access to shared files", "external sharing links", "mailbox auditing", "safe attachments in Teams",
		"device encryption", "tamper protection", "app consent by users", "anonymous meeting participants",
		"password hash synchronisation",
	}
	var list []score.Control
	for n := range len(verbs) * len(objects) {
		at := n % len(products)
		title := verbs[n%len(verbs)] + " " + objects[(n/len(verbs)+n)%len(objects)]
		list = append(list, score.Control{
			ID: fmt.Sprintf("act_%03d", n), Title: title, Category: categories[at], Service: products[at],
			Max: float64(1 + n%10), MaxSource: score.MaxOfProfile, HasProfile: true, Rank: n + 1,
			Cost: []score.Level{score.Low, score.Moderate, score.High}[n%3], UserImpact: score.Low,
		})
	}
	return list
}

// Hostile is a portfolio of names and texts that try to break out of a form,
// and of scores that cannot be.
func Hostile() portfolio.Model {
	names := []string{
		`</title><script>alert(1)</script>`, `"><img src=x onerror=alert(2)>`, "\u202egnirts \u2066x", "=cmd|'/c calc'!A1",
		strings.Repeat("Very long name ", 14), strings.Repeat("Ω", 200), "😀 Emoji GmbH " + plaintexttest.Family, "",
		" \t\n", "<!channel> *b* & _i_",
		"שלום עולם", "\x00\x1b[31mred", "عربي",
	}
	var list []portfolio.Tenant
	for i, name := range names {
		in := Read(i)
		in.Name = name
		for n := range in.Snapshot.Controls {
			in.Snapshot.Controls[n].Title = name + " " + in.Snapshot.Controls[n].Title
		}
		in.Exceptions = []score.Exception{{
			Control: "act_015", Reason: `<b onclick="x">` + name, Owner: "<@U1>", Until: Day.AddDays(-i),
		}}
		switch i {
		case 1: // no maximum
			in.Snapshot.Max, in.Snapshot.Current = 0, 0
		case 2: // more than the maximum
			in.Snapshot.Current = in.Snapshot.Max * 3
		case 3: // nothing but a headline
			in.Snapshot.Controls, in.Snapshot.Thin = nil, true
		case 4:
			in.Since = nil
		}
		list = append(list, portfolio.Reduce(in))
	}
	broken := portfolio.Nothing(`<i>broken</i>`, "x")
	broken.Trouble = portfolio.Trouble{Kind: portfolio.Unreadable, Detail: `<script>alert(3)</script>` + "\u202e"}
	return portfolio.Build(portfolio.Input{
		Name: `<script>alert(4)</script>` + "\u202e", Now: Now, Period: "2026-11-16", Tenants: append(list, broken),
	})
}
