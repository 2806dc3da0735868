package job

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

// recipient is a channel that a run notifies, with what was delivered there
// before.
type recipient struct {
	channel Channel
	key     ledger.Key
	ledger  ledger.Ledger
	wants   func(score.Change) bool // a route's; nil for all changes
	// What it is compared with: the ledger's baseline, or what heal put in its
	// place. Where the ledger has none it is not stored before a message is.
	baseline *score.Snapshot
	lost     bool  // the ledger has no baseline though days are stored; it is the newest of them
	unsaved  bool  // the ledger has more than the stored one; see journal
	err      error // why the channel's ledger cannot be used; nil if it can
}

func (r recipient) delivery() DeliveryResult {
	return DeliveryResult{Channel: r.channel.Name(), To: r.channel.To()}
}

// ledgersTime is how long reading all ledgers may take: a store that does not
// answer takes that long once, rather than for each channel.
const ledgersTime = time.Minute

// recipients are the channels that the event notifies, with their ledgers as
// they are now. A ledger that cannot be read concerns its channel alone.
func (k task) recipients(ctx context.Context) []recipient {
	ctx, cancel := context.WithTimeout(ctx, ledgersTime)
	defer cancel()
	var all sync.WaitGroup
	var reading []func() (recipient, error)
	for _, channel := range k.channels() {
		reading = append(reading, meanwhile(&all, func() (recipient, error) {
			r := recipient{channel: channel, key: k.key(channel)}
			if route, ok := channel.(Route); ok {
				r.wants = route.includes
			}
			r.ledger, r.unsaved, r.err = k.ledger(ctx, channel)
			return r, nil
		}))
	}
	all.Wait()
	var list []recipient
	for _, wait := range reading {
		r, _ := wait()
		list = append(list, r)
	}
	return list
}

// ledger reads a channel's ledger. A run that ended early may have stored steps
// that the ledger lacks: these are in what is returned, and lacked says so.
func (t Tenant) ledger(ctx context.Context, c Channel) (l ledger.Ledger, lacked bool, err error) {
	l, err = t.Store.Ledger(ctx, ledgerName(c))
	if err != nil || !l.Open() {
		return l, false, err
	}
	steps, err := t.Store.Steps(ctx, ledgerName(c))
	if err != nil {
		return l, false, err
	}
	l, lacked = l.Completed(steps)
	return l, lacked, nil
}

// channels are those that the event names, and for alerts the routes under the
// same names.
func (k task) channels() []Channel {
	own, _ := k.addressed()
	if k.event.Report != nil {
		return own
	}
	var list []Channel
	for _, channel := range own {
		list = append(list, channel)
		for _, route := range k.routes() {
			if route.Name() == channel.Name() {
				list = append(list, route)
			}
		}
	}
	return list
}

// key is the idempotency key of this event's delivery to the channel. The id of
// a request can be any text, even a schedule's time: who sends it must not take
// that schedule's key. Ledgers hold the keys of schedules, so these stay as
// they are.
func (k task) key(channel Channel) ledger.Key {
	key := ledger.Key{Tenant: k.ID, Channel: channel.Name(), To: channel.To(), Kind: kind(k.event)}
	key.Occasion = "request:" + k.requestID
	if !k.event.ScheduledAt.IsZero() {
		key.Occasion = k.event.ScheduledAt.UTC().Format(time.RFC3339Nano)
	}
	return key
}

// kind is the kind of the event's deliveries in their keys. Two schedules at
// one time can have an edition, a period, a filter, a language or some tenants
// each.
func kind(e event.Event) string {
	switch r, p := e.Report, e.Portfolio; {
	case r != nil && r.Edition == event.Full:
		return "report-full" + ofPeriod(r.Period) + ofFilter(e.Filter) + ofLanguage(r.Language)
	case r != nil:
		return "report" + ofPeriod(r.Period) + ofFilter(e.Filter) + ofLanguage(r.Language)
	case p != nil:
		return "portfolio" + ofTenants(e.Tenants) + ofPeriod(p.Period)
	}
	return "alert"
}

func ofLanguage(l event.Language) string {
	if l == "" {
		return ""
	}
	return "-" + string(l)
}

func ofPeriod(p event.Period) string {
	if p == "" || p == event.DefaultPeriod {
		return ""
	}
	return "-" + string(p)
}

// ofFilter is empty without a filter: ledgers have such keys.
func ofFilter(f event.Filter) string {
	if f.Empty() {
		return ""
	}
	text, _ := json.Marshal(f) // of texts, numbers and true or false
	return "-" + shortHash(text)
}

// shortHash is enough to distinguish the few kinds of one schedule.
func shortHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

func ofTenants(tenants []string) string {
	if len(tenants) == 0 {
		return ""
	}
	var names []string
	for _, t := range tenants {
		names = append(names, score.Fold(t))
	}
	slices.Sort(names)
	return "-" + shortHash([]byte(strings.Join(names, "\x00")))
}

// ledgerName is the name of a channel's ledger: its own, and for a route one
// that goes with the recipient.
func ledgerName(c Channel) string {
	if _, ok := c.(Route); !ok {
		return c.Name()
	}
	sum := sha256.Sum256([]byte(c.To()))
	return c.Name() + "-" + hex.EncodeToString(sum[:6])
}

// Direct is the name of the channel to one person, which no event can name.
const Direct = "direct"

// ToOne is the job with a channel to one person, and the event that notifies
// that person only. It is false where one of the tenants has no such channel.
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
