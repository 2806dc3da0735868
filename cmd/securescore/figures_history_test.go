package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket/buckettest"
	"secure-score-reporter/report"
)

// historyDay is the day of the score in a generated history. It is compared
// with a week before.
const historyDay = score.Date("2026-11-23")

// invented is a job.Source of one score.
type invented struct{ today score.Snapshot }

func (s invented) Today(context.Context) (job.Reading, error) {
	return job.Reading{Snapshot: s.today}, nil
}

func (invented) History(context.Context, []score.Profile) ([]score.Snapshot, error) { return nil, nil }

// inspectHistory is the report on a generated history in a language; the same
// seed is the same history.
func inspectHistory(t *testing.T, seed uint64, l report.Language) job.Inspection {
	t.Helper()
	h := history{rand.New(rand.NewPCG(seed, 15))}
	before := h.tenant()
	after := h.changed(before)
	tenant := job.Tenant{
		Name: "Contoso", ID: "t", Source: invented{after}, Store: store.ForTenant(buckettest.NewMemory(), "t"),
		Zones: score.Zones{Good: 80, Okay: 60}, Goal: h.goal(), Locale: report.Locale{}.In(l),
	}
	if h.IntN(8) > 0 { // else the first report
		if _, err := tenant.Store.PutSnapshot(t.Context(), before); err != nil {
			t.Fatal(err)
		}
		days := h.days(before)
		if err := tenant.Store.PutDays(t.Context(), days, days[0].Date); err != nil {
			t.Fatal(err)
		}
	}
	j := job.Job{
		Tenants: []job.Tenant{tenant}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() time.Time { return historyDay.Time().Add(6 * time.Hour) },
	}
	inspection, err := j.Inspect(t.Context(), tenant, job.Query{Since: "P7D"})
	if err != nil {
		t.Fatal(err)
	}
	return inspection
}

// history draws what a tenant went through.
type history struct{ *rand.Rand }

// oneOf draws one of some values.
func oneOf[T any](h history, values ...T) T { return values[h.IntN(len(values))] }

// tenant is a tenant as it was a week before.
func (h history) tenant() score.Snapshot {
	s := score.Snapshot{TenantID: "t", Date: historyDay.AddDays(-7)}
	for i := range 8 + h.IntN(40) {
		s.Controls = append(s.Controls, h.control(fmt.Sprintf("control_%02d_policyV1", i)))
	}
	return h.added(s)
}

func (h history) control(id string) score.Control {
	c := score.Control{
		ID: id, Title: "Turn on " + strings.TrimSuffix(id, "V1"),
		Category: oneOf(h, "Identity", "Data", "Device", "Apps", "Novel"),
		Service:  oneOf(h, "AzureAD", "MDO", "MDATP", "SPO"), Percent: math.NaN(), HasProfile: true,
		Max: oneOf(h, 1.0, 2, 3, 5, 8, 9, 10), MaxSource: score.MaxOfProfile, Rank: h.IntN(30),
		Cost:       oneOf(h, score.Low, score.Moderate, score.High, score.Unknown),
		UserImpact: oneOf(h, score.Low, score.Moderate, score.High, score.Unknown),
		State:      oneOf(h, "Default", "Default", "Default", "Default", "Planned", "Ignored"),
		Tier:       oneOf(h, "Core", "Advanced", "Defense In Depth"),
		LastSynced: historyDay.Time().Add(-time.Hour),
	}
	if h.IntN(20) == 0 {
		c.Max, c.MaxSource, c.Points = 0, score.MaxUnknown, 1.25
		return c
	}
	c.Points = h.part(c.Max)
	return c
}

// part is none, all or some of a number of points.
func (h history) part(maximum float64) float64 {
	return score.Hundredths(maximum * oneOf(h, 0, 0, 1, 1, h.Float64()))
}

// added is the snapshot with its score. In some histories Microsoft's headline
// is up to a hundredth off the sum of the actions.
func (h history) added(s score.Snapshot) score.Snapshot {
	s.Normalize()
	s.Current, s.Max = s.Sum(), 0
	for _, c := range s.Controls {
		s.Max += c.Max
	}
	s.Max = max(s.Max, s.Current) // the headline knows the maximum of each action
	if h.IntN(4) == 0 {
		s.Current = score.Hundredths(min(s.Max, s.Current*(1+0.02*h.Float64()-0.01)))
	}
	s.Averages = []score.Average{
		{Basis: score.BasisAllTenants, Percent: score.Hundredths(40 + 20*h.Float64()), Categories: []score.CategoryAverage{
			{Category: "Apps", Points: 41.5, Max: 99}, {Category: "Identity", Points: 23.21, Max: 60.4},
		}},
		{Basis: score.BasisSimilar, Percent: oneOf(h, math.NaN(), 52.5), SeatsFrom: 301, SeatsTo: oneOf(h, 0, 600)},
	}
	return s
}

// changed is the tenant after a week in which up to a dozen things happened.
func (h history) changed(s score.Snapshot) score.Snapshot {
	s.Date, s.Controls = historyDay, slices.Clone(s.Controls)
	order := h.Perm(len(s.Controls))
	for _, i := range order[:h.IntN(min(12, len(order)))] {
		h.change(&s.Controls[i])
	}
	if h.IntN(3) == 0 {
		s.Controls = slices.Delete(s.Controls, 0, 1)
	}
	for i := range h.IntN(3) {
		c := h.control(fmt.Sprintf("added_%d", i))
		s.Controls = append(s.Controls, c)
	}
	return h.added(s)
}

func (h history) change(c *score.Control) {
	switch h.IntN(8) {
	case 0: // drift
		c.Points = score.Hundredths(min(c.Max, max(0, c.Points+0.4*h.Float64()-0.2)))
	case 1:
		c.Points, c.State = c.Max, oneOf(h, "ThirdParty", "Reviewed")
	case 2:
		c.Points, c.State = 0, "Ignored"
	case 3:
		if c.MaxKnown() {
			c.Max += oneOf(h, 1.0, 2, 5)
			c.Points = min(c.Points, c.Max)
		}
	case 4:
		c.State = oneOf(h, "Planned", "Default")
	case 5:
		c.ID = strings.TrimSuffix(c.ID, "V1") + "V2"
	case 6:
		c.Category = oneOf(h, "Identity", "Apps")
	default:
		c.Points = h.part(c.Max)
	}
}

func (h history) goal() *report.Goal {
	if h.IntN(5) == 0 {
		return nil
	}
	return &report.Goal{Percent: float64(50 + 5*h.IntN(10)), By: oneOf[score.Date](h, "", "2027-06-30", "2026-11-01")}
}

// days are up to 90 days that end on the day of the snapshot, some missing.
func (h history) days(last score.Snapshot) []score.Day {
	day := last.Day()
	days := []score.Day{day}
	slope := 0.3*h.Float64() - 0.05
	for back := range h.IntN(90) {
		if h.IntN(15) == 0 {
			continue
		}
		d := day
		d.Date = last.Date.AddDays(-1 - back)
		percent := min(100, max(0, last.Percent()-slope*float64(back)+0.4*h.Float64()))
		d.Current = score.Hundredths(d.Max * percent / 100)
		d.Split = score.Split{}
		days = append(days, d)
	}
	slices.Reverse(days)
	return days
}
