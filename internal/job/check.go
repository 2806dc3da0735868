package job

import (
	"slices"

	"secure-score-reporter/internal/event"
)

// Check lists what of the event does not fit the configuration, as an
// event.ProblemsError: unknown tenants, channels that none of its tenants has,
// and a time that is yet to come. A tenant that lacks a channel which another
// one has is left out of it, with a warning.
func (j *Job) Check(e event.Event) error {
	problems := j.check(e)
	outlets := j.outlets(e)
	for _, name := range e.Deliver {
		reached := func(list []Channel) bool { return reaches(list, name) }
		if len(outlets) > 0 && !slices.ContainsFunc(outlets, reached) {
			problems.Add("deliver", "%q, but %s", name, j.lacking(e, name))
		}
	}
	return problems.orNil()
}

// CheckPart is Check for a part of an event that was checked whole, such as one
// tenant's: the part's tenants may lack a channel that others have.
func (j *Job) CheckPart(e event.Event) error { return j.check(e).orNil() }

// problems are those of an event.
type problems struct{ event.ProblemsError }

func (p problems) orNil() error {
	if len(p.ProblemsError) > 0 {
		return p.ProblemsError
	}
	return nil
}

// check looks for all problems but those of channels.
func (j *Job) check(e event.Event) (found problems) {
	e.CheckTime(j.Now(), &found.ProblemsError)
	for _, name := range e.Tenants {
		if !slices.ContainsFunc(j.Tenants, func(t Tenant) bool { return t.is(name) }) {
			found.Add("tenants", "%q is not in the configuration; the tenants are %s", name, j.tenantNames())
		}
	}
	if e.Portfolio != nil && j.RunPortfolio == nil {
		found.Add("portfolio", "this program has no report over all tenants; leave portfolio out")
	}
	return found
}

// outlets are the channels that the event can notify, a list for each tenant.
// What a broken tenant has is not known.
func (j *Job) outlets(e event.Event) [][]Channel {
	if e.Portfolio != nil {
		return [][]Channel{j.PortfolioChannels}
	}
	var lists [][]Channel
	for _, t := range j.Chosen(e.Tenants) {
		if t.Broken == nil {
			lists = append(lists, t.Channels)
		}
	}
	return lists
}

// reaches says whether a name of an event's deliver stands for one of the
// channels.
func reaches(list []Channel, name string) bool {
	if name == event.AllChannels {
		return len(list) > 0
	}
	return slices.ContainsFunc(list, func(c Channel) bool { return c.Name() == name })
}

// lacking says that nobody has a channel.
func (j *Job) lacking(e event.Event, name string) string {
	settings := name
	if name == event.AllChannels {
		settings = "slack or email"
	}
	chosen := j.Chosen(e.Tenants)
	switch {
	case e.Portfolio != nil:
		return "portfolio has no " + settings + " settings in the configuration"
	case len(chosen) == 1:
		return "tenant " + chosen[0].Name + " has no " + settings + " settings in the configuration"
	}
	return "none of the tenants has " + settings + " settings in the configuration"
}

// addressed are the tenant's own channels that the event notifies, each once, in
// the order in which the event or the configuration has them. Missing are the
// names for which the tenant has none.
func (k task) addressed() (list []Channel, missing []string) {
	if k.event.Deliver.All() {
		list = k.Channels
		if len(list) == 0 {
			missing = []string{event.AllChannels}
		}
		return list, missing
	}
	for _, name := range k.event.Deliver {
		i := slices.IndexFunc(k.Channels, func(c Channel) bool { return c.Name() == name })
		if i < 0 {
			missing = append(missing, name)
			continue
		}
		list = append(list, k.Channels[i])
	}
	return list, missing
}
