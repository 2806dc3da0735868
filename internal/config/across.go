package config

import (
	"cmp"
	"net/mail"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"secure-score-reporter/internal/config/tree"
)

// The checks that need more than one field.

// check reports names and ids that two tenants share, and channels that lack
// what they need.
func (c *Config) check(r *reader, n tree.Node, _ string, _ bool) {
	tenants, _ := n.Child("tenants")
	if tenants.Shape == tree.List && len(tenants.Items) == 0 {
		r.report(tenants, "tenants", "needs at least one tenant, as in "+
			"tenants: [{name: contoso, id: contoso.example, auth: {deviceCode: {}}}]")
	}
	r.distinctTenants(tenants, c.Tenants)
	r.distinctExceptions(n, "", c.Exceptions)
	r.portfolio(n, c.Portfolio, c.Email.Transport)
	if top, _ := n.Child("webhook"); top.Has("secret") && !slices.ContainsFunc(c.Tenants, Tenant.hasWebhook) {
		r.needs(n, "", "webhook", "url", "secret")
	}
	for i, t := range c.Tenants {
		item, path := tenants.Items[i], index("tenants", i)
		c.Tenants[i].Auth = r.authOf(item, path, t.Auth)
		r.onlyAtTheTop(item, path)
		if t.Slack.Channel != "" && t.Slack.Webhook.IsZero() {
			r.needs(item, path, "slack", "token", "channel")
		}
		if len(t.Email.To) > 0 {
			r.needs(item, path, "email", "transport", "to")
			r.needs(item, path, "email", "from", "to")
			r.mailOfPerson(item, path, c.Tenants[i])
		}
		r.webhook(item, path, t.Webhook)
		r.ownHost(item, path, &c.Tenants[i].Slack)
		r.distinctExceptions(item, path, t.Exceptions)
		c.Tenants[i].Exceptions = withExceptions(t.Exceptions, c.Exceptions)
	}
}

func (t Tenant) hasWebhook() bool { return !t.Webhook.URL.IsZero() }

// webhook reports a webhook without a secret, and a secret of one that is
// posted nowhere. The top level's secret may be that of tenants, but not where
// it has a receiver of its own: a tenant's receiver, which has to know it,
// could sign messages to that one.
func (r *reader) webhook(tenant tree.Node, path string, w Webhook) {
	own, _ := tenant.Child("webhook")
	top := r.config.Webhook
	switch {
	case own.Has("url") && !own.Has("secret") && !top.Secret.IsZero() && !top.URL.IsZero() && !w.URL.Equal(top.URL):
		place, _ := own.Child("url")
		r.report(place, join(path, "webhook.url"),
			"needs its own secret beside it: that of the top level is for the receiver that it was set for")
	case !w.URL.IsZero():
		r.needs(tenant, path, "webhook", "secret", "url")
	case own.Has("secret"):
		r.needs(tenant, path, "webhook", "url", "secret")
	}
}

// authOf is the tenant's own sign-in, or the whole of the top level's.
func (r *reader) authOf(item tree.Node, path string, own Auth) Auth {
	switch {
	case item.Has("auth"):
		return own
	case r.root.Has("auth"), misspelt(r.root, "auth", reflect.TypeFor[Config]()):
		return r.config.Auth
	case item.Shape == tree.Mapping && !misspelt(item, "auth", reflect.TypeFor[Tenant]()):
		r.report(item, join(path, "auth"), "is missing, here and at the top level: "+
			"add it to one of them, as in auth: {federation: {clientId: APP}}")
	}
	return own
}

// portfolio reports channels of the portfolio that lack what they need of the
// top level, or cannot use it.
func (r *reader) portfolio(n tree.Node, p Portfolio, above Transport) {
	own, _ := n.Child("portfolio")
	if p.Slack.Channel != "" {
		r.needsAbove(own, "slack", "channel", "token")
	}
	if len(p.Email.To) > 0 {
		r.needsAbove(own, "email", "to", "transport", "from")
		if r.isMailbox(above) {
			section, _ := own.Child("email")
			place, _ := section.Child("to")
			r.report(place, "portfolio.email.to", "%s", NoMailbox)
		}
	}
}

// mailOfPerson reports email from a mailbox of the tenant where a person signs
// in: that sign-in asks only for the score, and Graph refuses to send with it.
func (r *reader) mailOfPerson(item tree.Node, path string, t Tenant) {
	if t.Auth.DeviceCode == nil || !r.isMailbox(t.Email.Transport) {
		return
	}
	above, _ := r.root.Child("email")
	node, _ := above.Child("transport")
	at := "email.transport"
	if own, _ := item.Child("email"); own.Has("transport") {
		node, _ = own.Child("transport")
		at = join(path, at)
	}
	r.report(node, at, "%s", MailboxOfPerson(path))
}

// MailboxOfPerson is what is wrong with the transport graph of a tenant where a
// person signs in.
func MailboxOfPerson(tenant string) string {
	return "cannot be graph for " + tenant + ", where a person signs in, because that sign-in may not send email: " +
		"set ses or smtp, or sign in as an application with the permission Mail.Send"
}

// NoMailbox is what is wrong with a portfolio that is sent from a mailbox.
const NoMailbox = "cannot be sent by graph, which sends from a tenant's own mailbox: " +
	"set email.transport at the top level to ses or smtp, and graph in the tenants"

// needsAbove reports settings of the top level that one of the portfolio needs.
func (r *reader) needsAbove(portfolio tree.Node, section, because string, settings ...string) {
	own, _ := portfolio.Child(section)
	top, _ := r.root.Child(section)
	for _, setting := range settings {
		if !top.Has(setting) {
			place, _ := own.Child(because)
			r.report(place, join(join("portfolio", section), because), "needs %s at the top level", join(section, setting))
		}
	}
}

// topOnly are the settings of Slack that no tenant has of its own.
var topOnly = []string{"askers", "askIn", "team"}

// onlyAtTheTop reports settings of a tenant that would have no effect, although
// somebody relies on them.
func (r *reader) onlyAtTheTop(tenant tree.Node, path string) {
	own, _ := tenant.Child("slack")
	for _, key := range topOnly {
		if child, ok := own.Child(key); ok {
			r.report(child, join(path, "slack"),
				"%s belongs to slack at the top level: who may use the slash command is decided for all tenants at once", key)
		}
	}
}

// ownHost reports a tenant's own address of Slack where the token is the top
// level's: a person who may change one tenant's entry could have that token
// sent to another host. A tenant with a webhook of its own and no routes needs
// no token, and gets none.
func (r *reader) ownHost(item tree.Node, path string, own *Slack) {
	node, _ := item.Child("slack")
	place, changed := node.Child("apiUrl")
	if !changed || node.Has("token") || r.config.Slack.Token.IsZero() || sameHost(own.APIURL, r.config.Slack.APIURL) {
		return
	}
	if node.Has("webhook") && len(own.Routes) == 0 {
		own.Token = Secret{}
		return
	}
	r.report(place, join(path, "slack.apiUrl"),
		"needs its own token beside it: that of the top level is sent only to the host that it was set for")
}

// sameHost compares two addresses of Slack's API.
func sameHost(a, b string) bool {
	one, oneErr := url.Parse(cmp.Or(a, slackURL))
	other, otherErr := url.Parse(cmp.Or(b, slackURL))
	return oneErr == nil && otherErr == nil && one.Scheme == other.Scheme && strings.EqualFold(one.Host, other.Host)
}

// slackURL is the address that an empty apiUrl stands for.
const slackURL = "https://slack.com/api/"

// distinctTenants keeps the names and ids of all tenants apart, because the
// event names a tenant by either. Which of two is meant nobody can know, so
// both are reported.
func (r *reader) distinctTenants(n tree.Node, tenants []Tenant) {
	seen := map[string]place{}
	reported := map[place]bool{}
	for i, t := range tenants {
		for _, id := range []struct{ key, value string }{{"name", t.Name}, {"id", t.ID}} {
			lower, here := strings.ToLower(id.value), place{i, id.key}
			first, taken := seen[lower]
			switch {
			case lower == "":
			case !taken:
				seen[lower] = here
			case first.tenant != i:
				r.sameTenant(n, here, first)
				if !reported[first] {
					r.sameTenant(n, first, here)
					reported[first] = true
				}
			}
		}
	}
}

// place is a key of a tenant.
type place struct {
	tenant int
	key    string
}

func (p place) path() string { return join(index("tenants", p.tenant), p.key) }

func (r *reader) sameTenant(n tree.Node, at, as place) {
	child, _ := n.Items[at.tenant].Child(at.key)
	r.report(child, at.path(), "is the same as %s (upper and lower case do not count): give each tenant its own", as.path())
}

// needs reports a setting that another one needs and that neither the tenant
// nor the top level has, in the place of that other one. A setting with a wrong
// value is there: its value is reported elsewhere.
func (r *reader) needs(n tree.Node, path, section, setting, because string) {
	const missing = "is missing, and %s needs it: %s"
	own, _ := n.Child(section)
	top, _ := r.root.Child(section)
	switch {
	case own.Has(setting) || top.Has(setting):
	case own.Has(because):
		r.report(own, join(join(path, section), setting), missing, because, addition(section, setting))
	default:
		r.report(top, join(section, setting), missing, because, addition(section, setting))
	}
}

// addition says how a setting that is missing is written.
func addition(section, setting string) string {
	for _, outer := range fieldsOf(reflect.TypeFor[Config]()) {
		if outer.key != section {
			continue
		}
		for _, f := range fieldsOf(reflect.TypeFor[Config]().Field(outer.index).Type) {
			if f.key == setting {
				return "add it, as in " + setting + ": " + f.example
			}
		}
	}
	return "add it"
}

// check reports addresses that are there twice.
func (e *Email) check(r *reader, n tree.Node, path string, _ bool) { r.distinct(n, path, e.To) }

// check reports addresses that are there twice.
func (e *PortfolioEmail) check(r *reader, n tree.Node, path string, _ bool) {
	r.distinct(n, path, e.To)
}

// distinct reports addresses of a list of recipients that are there twice.
func (r *reader) distinct(n tree.Node, path string, addresses []string) {
	to, ok := n.Child("to")
	if !ok || len(to.Items) != len(addresses) {
		return // those of the top level, or not a list
	}
	seen := map[string]int{}
	for i, address := range addresses {
		parsed, err := mail.ParseAddress(address)
		if err != nil {
			continue // has been reported
		}
		lower := strings.ToLower(parsed.Address)
		if first, ok := seen[lower]; ok {
			r.report(to.Items[i], index(join(path, "to"), i), "is the same as %s: remove one of them",
				index(join(path, "to"), first))
			continue
		}
		seen[lower] = i
	}
}

// check reports a tenant with no way to sign in, or with several.
func (a *Auth) check(r *reader, n tree.Node, path string, sound bool) {
	var found []string
	ways := keysOf(fieldsOf(reflect.TypeFor[Auth]()))
	for _, way := range ways {
		if n.Has(way) {
			found = append(found, way)
		}
	}
	switch {
	case len(found) > 1:
		r.report(n, path, "exactly one of %s is needed, found %s: remove all but one", listed(ways, "or"), listed(found, "and"))
	case len(found) == 0 && sound: // a misspelt one is reported already
		r.report(n, path, "exactly one of %s is needed, found none", listed(ways, "or"))
	}
}

// check reports zones in the wrong order.
func (z *Zones) check(r *reader, n tree.Node, path string, sound bool) {
	if !sound || z.Okay < z.Good {
		return
	}
	place, ok := n.Child("okay")
	if !ok {
		place = n
	}
	r.report(place, join(path, "okay"), "must be below good (the defaults are good: 80 and okay: 60)")
}
