package main

import (
	"context"
	"slices"
	"strings"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/report/words"
)

type tenantsList struct {
	JSON bool
}

func (c *tenantsList) flags(f *flagSet) {
	f.yes(&c.JSON, "json", "Print JSON.")
}

// listed is a tenant in the list.
type listed struct {
	Tenant   string   `json:"tenant"`
	TenantID string   `json:"tenantId"`
	SignIn   string   `json:"signIn"`  // federation, clientSecret, clientCertificate, deviceCode or token
	Default  bool     `json:"default"` // the sign-in is that of the top level
	Channels []string `json:"channels"`
	Goal     float64  `json:"goal,omitempty"` // percent
	Problems []string `json:"problems,omitempty"`
}

func (c *tenantsList) Run(ctx context.Context, cli *commandLine, p process) error {
	cfg, err := cli.process(p).Load(ctx, cli.Config)
	if err != nil {
		return wrongError{err}
	}
	list := []listed{}
	for _, t := range cfg.Tenants {
		list = append(list, listedTenant(cfg, t))
	}
	if c.JSON {
		err = printJSON(p.stdout, list)
	} else {
		err = p.show(func(s *screen) { printTenants(s, list) })
	}
	if err != nil {
		return err
	}
	if problems := cfg.Problems(); len(problems) > 0 {
		return problems
	}
	return nil
}

func listedTenant(cfg config.Config, t config.Tenant) listed {
	l := listed{Tenant: t.Name, TenantID: t.ID, SignIn: wayOf(t.Auth), Channels: []string{}}
	l.Default = l.SignIn != "" && t.Auth == cfg.Auth
	for _, problem := range t.Problems {
		l.Problems = append(l.Problems, problem.String())
	}
	l.Channels = append(l.Channels, receivers(t)...)
	if t.Goal != nil {
		l.Goal = t.Goal.Percent
	}
	return l
}

// receivers are what the tenant's messages reach, channel by channel. An
// address that may be a secret is named by its kind.
func receivers(t config.Tenant) (list []string) {
	switch {
	case !t.Slack.Webhook.IsZero():
		list = append(list, words.SlackWebhook)
	case t.Slack.Channel != "":
		list = append(list, t.Slack.Channel)
	}
	for _, r := range t.Slack.Routes {
		list = append(list, r.Channel)
	}
	list = append(list, t.Email.To...)
	if !t.Teams.Webhook.IsZero() {
		list = append(list, "teams")
	}
	if !t.Webhook.URL.IsZero() {
		list = append(list, "webhook")
	}
	return list
}

// wayOf is the key of a sign-in.
func wayOf(a config.Auth) string {
	switch {
	case a.Federation != nil:
		return "federation"
	case a.ClientSecret != nil:
		return "clientSecret"
	case a.ClientCertificate != nil:
		return "clientCertificate"
	case a.DeviceCode != nil:
		return "deviceCode"
	case !a.Token.IsZero():
		return "token"
	}
	return ""
}

// roomyColumns is how wide a terminal is on which ids and channels stand beside
// the name, and not below it.
const roomyColumns = 110

func printTenants(s *screen, list []listed) {
	var w words.Words
	names, ids, ways := []string{w.Text(words.HeadTenant)}, []string{words.HeadID}, []string{words.HeadSignIn}
	for _, l := range list {
		way := l.SignIn
		if l.Default && way != "" {
			way = words.DefaultSignIn(way)
		}
		if len(l.Problems) > 0 {
			way = w.Text(words.MarkFail)
		}
		names, ids, ways = append(names, plain(l.Tenant)), append(ids, plain(l.TenantID)), append(ways, way)
	}
	roomy := s.width >= roomyColumns
	widths := []int{-min(longest(0, names), max(12, s.width-40), widestName), -longest(0, ways), 6}
	if roomy {
		widths = []int{widths[0], -min(longest(0, ids), 36), widths[1], widths[2]}
	}
	for i := range names {
		cells, channels := []string{shortened(names[i], -widths[0]), ways[i], w.Text(words.HeadGoal)}, words.HeadChannels
		if i > 0 {
			cells[2], channels = "", strings.Join(list[i-1].Channels, ", ")
			if list[i-1].Goal > 0 {
				cells[2] = w.RoundPercent(list[i-1].Goal)
			}
		}
		if roomy {
			s.row(widths, slices.Insert(cells, 1, shortened(ids[i], 36)), channels)
			continue
		}
		s.row(widths, cells)
		s.hang("  ", 2, strings.TrimSuffix(ids[i]+", "+channels, ", "))
	}
	s.text(w.TenantsTotal(len(list)))
}
