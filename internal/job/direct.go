package job

import (
	"slices"

	"secure-score-reporter/internal/event"
)

// Direct is the name of the channel to one person, which no event can ask for.
const Direct = "direct"

// ToOne is the job with a channel to one person, and the event that tells it and
// nobody else. It is false where none of the tenants can tell one person.
func (j *Job) ToOne(e event.Event, user string) (*Job, event.Event, bool) {
	one := *j
	one.Tenants = slices.Clone(j.Tenants)
	for i, t := range one.Tenants {
		if t.Direct == nil {
			return j, e, false
		}
		one.Tenants[i].Channels = append(slices.Clone(t.Channels), named{t.Direct(user), Direct})
	}
	e.Deliver = []string{Direct}
	return &one, e, true
}

// named is a channel under another name.
type named struct {
	Channel
	name string
}

func (n named) Name() string { return n.name }

// MayAsk tells whether a user of Slack may ask by slash command.
func (j *Job) MayAsk(user string) bool {
	return len(j.Askers) == 0 || slices.Contains(j.Askers, user)
}
