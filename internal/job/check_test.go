package job_test

import (
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
)

// customers is a job of several tenants, each with fakes of its own and the
// named channels.
type customers struct {
	*world
	sources  []*source
	channels []map[string]*channel
	job      *job.Job
}

func newCustomers(t *testing.T, channels ...string) *customers {
	w := newWorld(t)
	c := &customers{world: w, job: w.job()}
	one := c.job.Tenants[0]
	c.job.Tenants = nil
	c.job.LastRuns = store.LastRunsIn(w.bucket)
	w.day("2026-11-16", control("A", 1, 2))
	for i, names := range channels {
		tenant := one
		tenant.Name, tenant.ID = fmt.Sprintf("t%03d", i), fmt.Sprintf("t%03d.example", i)
		s := &source{today: job.Reading{Snapshot: snapshot("2026-11-16", control("A", 1, 2))}}
		tenant.Source, tenant.Store, tenant.Channels = s, store.ForTenant(w.bucket, tenant.ID), nil
		own := map[string]*channel{}
		for _, name := range strings.Fields(names) {
			own[name] = &channel{name: name}
			tenant.Channels = append(tenant.Channels, own[name])
		}
		c.sources, c.channels = append(c.sources, s), append(c.channels, own)
		c.job.Tenants = append(c.job.Tenants, tenant)
	}
	return c
}

// today sets what Microsoft says of all.
func (c *customers) today(date score.Date, controls ...score.Control) {
	c.day(date, controls...)
	for _, s := range c.sources {
		s.today = job.Reading{Snapshot: snapshot(date, controls...)}
	}
}

// F4, F5: who is notified, and who is left out with a warning.
func TestChannelsOfSeveralTenants(t *testing.T) {
	for name, tt := range map[string]struct {
		channels []string
		event    string
		wrong    string   // a problem
		notified []string // by tenant
		warnings []string
	}{
		"F4: every tenant's own": {
			[]string{"slack email", "email", "slack"}, `{"deliver": ["all"]}`, "",
			[]string{"slack email", "email", "slack"}, []string{"", "", ""},
		},
		"all and another": {
			[]string{"slack email", "slack"}, `{"deliver": ["email", "all"]}`, "",
			[]string{"slack email", "slack"}, []string{"", ""},
		},
		"all, one with none": {
			[]string{"slack", ""}, `{"deliver": ["all"]}`, "", []string{"slack", ""},
			[]string{"", "the configuration has no channel for this tenant, so no message is sent"},
		},
		"all, and nobody has any": {
			[]string{"", ""}, `{"deliver": ["all"]}`,
			`event: deliver: "all", but none of the tenants has slack, email, teams or webhook settings in the configuration; their channels: none`, nil, nil,
		},
		"F5: one has no Slack": {
			[]string{"slack", "email", "slack email"}, `{"deliver": ["slack"]}`, "", []string{"slack", "", "slack"},
			[]string{"", "the configuration has no slack settings for this tenant, so it is left out there", ""},
		},
		"two that one lacks": {
			[]string{"slack email", ""}, `{"deliver": ["slack", "email"]}`, "", []string{"slack email", ""},
			[]string{"", "the configuration has no slack or email settings for this tenant, so it is left out there"},
		},
		"nobody has it": {
			[]string{"slack", "slack"}, `{"deliver": ["slack", "email"]}`,
			`event: deliver: "email", but none of the tenants has email settings in the configuration; their channels: slack`, nil, nil,
		},
		"none of the chosen has it": {
			[]string{"slack", "email"}, `{"tenants": ["t000"], "deliver": ["email"]}`,
			`event: deliver: "email", but tenant t000 has no email settings in the configuration; its channels: slack`, nil, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCustomers(t, tt.channels...)
			e, err := event.Parse([]byte(tt.event))
			if err != nil {
				t.Fatal(err)
			}
			err = c.job.Check(e)
			if got := fmt.Sprint(err); err != nil && got != tt.wrong || err == nil && tt.wrong != "" {
				t.Errorf("the event's problem is %q, want %q", got, tt.wrong)
			}
			if err != nil {
				return
			}
			for i, r := range c.job.Run(t.Context(), e, "request").Tenants {
				var notified []string
				for _, d := range r.Deliveries {
					notified = append(notified, d.Channel)
				}
				if got := strings.Join(notified, " "); got != tt.notified[i] || strings.Join(r.Warnings, "\n") != tt.warnings[i] {
					t.Errorf("%s: notified %q, warnings %q", r.Tenant, got, r.Warnings)
				}
			}
		})
	}
}

// A part of an event that was checked whole may lack what others have, and
// nothing else.
func TestAPartOfAnEvent(t *testing.T) {
	c := newCustomers(t, "slack", "email")
	part := event.Event{Tenants: []string{"t001"}, Deliver: event.Channels{"slack"}}
	if err := c.job.Check(part); err == nil {
		t.Error("as an event of its own it passes")
	}
	if err := c.job.CheckPart(part); err != nil {
		t.Errorf("as a part: %v", err)
	}
	part.Tenants = []string{"nosuch"}
	if err := c.job.CheckPart(part); err == nil || !strings.Contains(err.Error(), "nosuch") {
		t.Errorf("an unknown tenant: %v", err)
	}
}

// What the portfolio notifies are its own channels.
func TestAPortfolio(t *testing.T) {
	c := newCustomers(t, "slack email", "email")
	c.job.Portfolio.Channels = []job.PortfolioChannel{&channel{name: "slack"}}
	e := event.Event{Portfolio: &event.Portfolio{}, Deliver: event.Channels{"email"}}
	err := c.job.Check(e)
	const want = `event: deliver: "email", but portfolio has no email settings in the configuration; its channels: slack`
	if err == nil || err.Error() != want {
		t.Errorf("email: %v", err)
	}
	e.Deliver = event.Channels{event.AllChannels}
	if err := c.job.Check(e); err != nil {
		t.Error(err)
	}
}
