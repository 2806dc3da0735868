// Package fleet is what is known of the last run of each tenant of a store:
// which tenant waited longest, and which has had no good run for too long.
//
// It is pure. A good run is one of a schedule that went well for the tenant: a
// score was read and stored, and every channel was notified. Runs that people
// start count as tries only, so that they do not hide a schedule that is dead.
package fleet

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Last is what is known of a tenant's runs.
type Last struct {
	Tenant string // the folded id
	// Since is when the tenant's last good run ended. Before the first one it is
	// when its first run ended, or when it was first looked for.
	Since time.Time
	Tried time.Time // when its last run ended; zero before the first one
	Well  bool      // that one was good, or started by people and without a failure
	// Event stands for the event of that run, if it went well; empty where it is
	// not known.
	Event string
}

// Served says whether the last run did all that this event asks for.
func (l Last) Served(event string) bool { return event != "" && l.Well && l.Event == event }

const (
	stamp  = "20060102T150405.000Z"
	well   = "well"
	failed = "failed"
)

// Name is all but the tenant as a part of an object's key.
func (l Last) Name() string {
	state := failed
	if l.Well {
		state = well
	}
	parts := []string{l.Since.UTC().Format(stamp), l.Tried.UTC().Format(stamp), state}
	if l.Well && l.Event != "" {
		parts = append(parts, l.Event)
	}
	return strings.Join(parts, "_")
}

// Read reads a name; ok is false where it is none.
func Read(tenant, name string) (l Last, ok bool) {
	parts := strings.Split(name, "_")
	if len(parts) == 4 && parts[2] == well && marked.MatchString(parts[3]) {
		l.Event, parts = parts[3], parts[:3]
	}
	if len(parts) != 3 || parts[2] != well && parts[2] != failed {
		return Last{}, false
	}
	since, errSince := time.Parse(stamp, parts[0])
	tried, errTried := time.Parse(stamp, parts[1])
	l.Tenant, l.Since, l.Tried, l.Well = tenant, since, tried, parts[2] == well
	return l, errSince == nil && errTried == nil
}

// marked is what stands for an event.
var marked = regexp.MustCompile(`^[0-9a-f]{1,32}$`)

// Newest are the newest of several, by tenant. Two runs at once can leave two.
func Newest(list []Last) map[string]Last {
	newest := map[string]Last{}
	for _, l := range list {
		known, ok := newest[l.Tenant]
		if !ok || l.Tried.After(known.Tried) || l.Tried.Equal(known.Tried) && l.Since.After(known.Since) {
			newest[l.Tenant] = l
		}
	}
	return newest
}

// Run is how a tenant's run ended.
type Run struct {
	Tenant    string // its id
	End       time.Time
	Well      bool // without a failure
	Scheduled bool // by a schedule, and not by people
	// Event stands for what the run was to do, in hexadecimal digits; empty
	// where nobody asks for it again.
	Event string
}

// After is what is known after a run. Only a scheduled one can be good.
func (l Last) After(r Run) Last {
	if r.Well && r.Scheduled || l.Since.IsZero() {
		l.Since = r.End
	}
	l.Tenant, l.Tried, l.Well, l.Event = r.Tenant, r.End, r.Well, ""
	if r.Well {
		l.Event = r.Event
	}
	return l
}

// Order sorts tenants for a run: the one that was tried longest ago comes
// first, and those that an earlier try of the event has served come last. The
// id is folded. Where nothing decides, the order stays.
func Order[T any](list []T, id func(T) string, known map[string]Last, event string) []T {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b T) int {
		x, y := known[id(a)], known[id(b)]
		if x.Served(event) != y.Served(event) {
			if x.Served(event) {
				return 1
			}
			return -1
		}
		return x.Tried.Compare(y.Tried)
	})
	return sorted
}

// Overdue are those of the tenants that have had no good run for longer than
// the limit, in their order. One of which nothing is known is not among them.
func Overdue(tenants []string, known map[string]Last, now time.Time, limit time.Duration) []string {
	var list []string
	for _, id := range tenants {
		if l, ok := known[id]; ok && now.Sub(l.Since) > limit {
			list = append(list, id)
		}
	}
	return list
}
