package job

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
			j.lacking(e, name, namesOf(outlets), &problems)
		}
	}
	return orNil(problems)
}

// CheckPart is Check for a part of an event that was checked whole, such as one
// tenant's: the part's tenants may lack a channel that others have.
func (j *Job) CheckPart(e event.Event) error { return orNil(j.check(e)) }

func orNil(problems event.ProblemsError) error {
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// check looks for all problems but those of channels.
func (j *Job) check(e event.Event) (problems event.ProblemsError) {
	e.CheckTime(j.Now(), &problems)
	for _, name := range e.Tenants {
		if !slices.ContainsFunc(j.Tenants, func(t Tenant) bool { return t.is(name) }) {
			problems.Add("tenants", "%q is not in the configuration; the tenants are %s", name, j.TenantNames())
		}
	}
	return problems
}

// outlets are the channels that the event can notify, a list for each tenant.
// What a broken tenant has is not known.
func (j *Job) outlets(e event.Event) [][]Channel {
	if e.Portfolio != nil {
		return [][]Channel{j.Portfolio.channels()}
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

// namesOf are the channels' names, each once.
func namesOf(lists [][]Channel) []string {
	names := map[string]bool{}
	for _, c := range slices.Concat(lists...) {
		names[c.Name()] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// lacking adds the problem that no tenant has a channel, and names those that
// there are.
func (j *Job) lacking(e event.Event, name string, have []string, problems *event.ProblemsError) {
	settings, others := event.Meant(name), cmp.Or(strings.Join(have, ", "), "none")
	chosen := j.Chosen(e.Tenants)
	switch {
	case e.Portfolio != nil:
		problems.Add("deliver", "%q, but portfolio has no %s settings in the configuration; its channels: %s",
			name, settings, others)
	case len(chosen) == 1:
		problems.Add("deliver", "%q, but tenant %s has no %s settings in the configuration; its channels: %s",
			name, chosen[0].Name, settings, others)
	default:
		problems.Add("deliver", "%q, but none of the tenants has %s settings in the configuration; their channels: %s",
			name, settings, others)
	}
}

// addressed are the tenant's own channels that the event notifies, each once,
// in the order in which the event or the configuration has them. Missing are
// the names for which the tenant has none.
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
