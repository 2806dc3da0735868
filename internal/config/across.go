package config

import (
	"net/mail"
	"slices"
	"strings"
)

// The checks that need more than one field.

// alone is a mapping of which exactly one key must be there.
func (k kind[V]) alone(names []string) kind[V] {
	read := k.read
	k.read = func(r *reader, n node, path string, into *V) {
		before := len(r.problems)
		read(r, n, path, into)
		var found []string
		for _, name := range names {
			if _, ok := n.child(name); ok {
				found = append(found, name)
			}
		}
		switch {
		case len(found) > 1:
			r.report(n, path, "exactly one of %s is needed, found %s", listed(names, "or", ""), listed(found, "and", ""))
		case len(found) == 0 && len(r.problems) == before: // a misspelt one is reported already
			r.report(n, path, "exactly one of %s is needed, found none", listed(names, "or", ""))
		}
	}
	return k.described("minProperties", 1).described("maxProperties", 1)
}

func distinctAddresses(r *reader, n node, path string, addresses []string) {
	seen := map[string]int{}
	for i, a := range addresses {
		parsed, err := mail.ParseAddress(a)
		if err != nil {
			continue // has been reported
		}
		lower := strings.ToLower(parsed.Address)
		if first, ok := seen[lower]; ok {
			r.report(n.items[i], index(path, i), "is the same as %s", index(path, first))
			continue
		}
		seen[lower] = i
	}
}

// distinctTenants keeps names and ids apart from those of all other tenants, as the event names tenants by either.
func distinctTenants(r *reader, n node, path string, ts []Tenant) {
	type owner struct {
		tenant int
		field  string
	}
	seen := map[string]owner{}
	for i, t := range ts {
		for _, key := range []struct{ field, value string }{{"name", t.Name}, {"id", t.ID}} {
			lower := strings.ToLower(key.value)
			first, taken := seen[lower]
			switch {
			case key.value == "":
			case !taken:
				seen[lower] = owner{i, key.field}
			case first.tenant != i:
				child, _ := n.items[i].child(key.field)
				r.report(child, join(index(path, i), key.field), "is the same as %s (in whatever case of letters)",
					join(index(path, first.tenant), first.field))
			}
		}
	}
}

// completeChannels reports a channel that names somebody to tell but not by what means. That a setting is there counts,
// not its value: a wrong one has been reported.
func completeChannels(r *reader, n node, path string, t Tenant) {
	if t.Slack.Channel != "" && t.Slack.Webhook.IsZero() {
		r.needs(n, path, "slack", "token", "channel")
	}
	if len(t.Email.To) > 0 {
		r.needs(n, path, "email", "transport", "to")
		r.needs(n, path, "email", "from", "to")
	}
}

// needs reports that neither the tenant nor the top level has the setting that another one asks for. The place is where
// that other one stands.
func (r *reader) needs(n node, path, section, setting, because string) {
	own, _ := n.child(section)
	top, _ := r.root.child(section)
	if has(own, setting) || has(top, setting) {
		return
	}
	if has(own, because) {
		r.report(own, join(join(path, section), setting), "is missing, and %s is set", because)
		return
	}
	r.report(top, join(section, setting), "is missing, and %s is set", because)
}

func has(n node, key string) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool { return e.key == key })
}
