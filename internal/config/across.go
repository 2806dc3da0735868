package config

import (
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
		r.report(tenants, "tenants", "needs at least one tenant")
	}
	r.distinctTenants(tenants, c.Tenants)
	for i, t := range c.Tenants {
		item, path := tenants.Items[i], index("tenants", i)
		r.onlyAtTheTop(item, path)
		if t.Slack.Channel != "" && t.Slack.Webhook.IsZero() {
			r.needs(item, path, "slack", "token", "channel")
		}
		if len(t.Email.To) > 0 {
			r.needs(item, path, "email", "transport", "to")
			r.needs(item, path, "email", "from", "to")
		}
		r.ownHosts(item, path, t)
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

// ownHosts reports a tenant's own address of a service where the secret for it
// is the top level's: whoever may change one tenant's entry could have that
// secret sent to a host of theirs. The tag sentTo of a secret names the address
// that it is sent to.
func (r *reader) ownHosts(item tree.Node, path string, t Tenant) {
	own, top := reflect.ValueOf(t), reflect.ValueOf(*r.config)
	for _, section := range fieldsOf(own.Type()) {
		of := own.Field(section.index)
		from := top.FieldByName(own.Type().Field(section.index).Name)
		if !from.IsValid() || from.Type() != of.Type() {
			continue // the tenant's alone
		}
		node, _ := item.Child(section.key)
		for _, secret := range fieldsOf(of.Type()) {
			key := of.Type().Field(secret.index).Tag.Get("sentTo")
			place, changed := node.Child(key)
			if !changed || node.Has(secret.key) || from.Field(secret.index).IsZero() {
				continue
			}
			host := slices.IndexFunc(fieldsOf(of.Type()), func(f field) bool { return f.key == key })
			if at := fieldsOf(of.Type())[host].index; !sameHost(of.Field(at).String(), from.Field(at).String()) {
				r.report(place, join(join(path, section.key), key), "needs its own %s beside it: "+
					"that of the top level is sent only to the host that it was set for", secret.key)
			}
		}
	}
}

func sameHost(a, b string) bool {
	one, oneErr := url.Parse(a)
	other, otherErr := url.Parse(b)
	return oneErr == nil && otherErr == nil && one.Scheme == other.Scheme && strings.EqualFold(one.Host, other.Host)
}

// distinctTenants keeps the names and ids of all tenants apart, because the
// event names a tenant by either.
func (r *reader) distinctTenants(n tree.Node, tenants []Tenant) {
	seen := map[string]string{} // the path of a name or id
	for i, t := range tenants {
		own := index("tenants", i)
		for _, id := range []struct{ key, value string }{{"name", t.Name}, {"id", t.ID}} {
			lower := strings.ToLower(id.value)
			first, taken := seen[lower]
			switch {
			case lower == "":
			case !taken:
				seen[lower] = join(own, id.key)
			case !strings.HasPrefix(first, own):
				child, _ := n.Items[i].Child(id.key)
				r.report(child, join(own, id.key), "is the same as %s (upper and lower case do not count)", first)
			}
		}
	}
}

// needs reports a setting that another one needs and that neither the tenant
// nor the top level has, in the place of that other one. A setting with a wrong
// value is there: its value is reported elsewhere.
func (r *reader) needs(n tree.Node, path, section, setting, because string) {
	own, _ := n.Child(section)
	top, _ := r.root.Child(section)
	switch {
	case own.Has(setting) || top.Has(setting):
	case own.Has(because):
		r.report(own, join(join(path, section), setting), "is missing, and %s needs it", because)
	default:
		r.report(top, join(section, setting), "is missing, and %s needs it", because)
	}
}

// check reports addresses that are there twice.
func (e *Email) check(r *reader, n tree.Node, path string, _ bool) {
	to, ok := n.Child("to")
	if !ok || len(to.Items) != len(e.To) {
		return // those of the top level, or not a list
	}
	seen := map[string]int{}
	for i, address := range e.To {
		parsed, err := mail.ParseAddress(address)
		if err != nil {
			continue // has been reported
		}
		lower := strings.ToLower(parsed.Address)
		if first, ok := seen[lower]; ok {
			r.report(to.Items[i], index(join(path, "to"), i), "is the same as %s", index(join(path, "to"), first))
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
		r.report(n, path, "exactly one of %s is needed, found %s", listed(ways, "or"), listed(found, "and"))
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
