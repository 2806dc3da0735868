package demo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// profiles are the elements of the catalogue, in Graph's order of ids. D is the
// newest day with a score, and today the date of the request: a new state shows
// at once, a new score on the next day with a score.
func (t *tables) profiles(d day, today string) []json.RawMessage {
	listed := slices.DeleteFunc(slices.Clone(t.catalogue), func(a *action) bool { return !a.listed(today) })
	updates := map[string][]event{}
	for _, e := range t.history {
		if e.what == "state" && e.day <= today {
			updates[e.id] = append(updates[e.id], e)
		}
	}
	all := make([]json.RawMessage, 0, len(listed))
	for _, a := range listed {
		points := a.max
		if i, ok := t.position[a.id]; ok {
			points = d.standings[i].max
		}
		all = append(all, a.profile(points, today, updates[a.id]))
	}
	return all
}

// listed reports whether the catalogue has the action on a day.
func (a *action) listed(today string) bool {
	_, hidden := a.notes["unlisted"]
	until, ends := a.notes["until"]
	return !hidden && a.notes["from"] <= today && (!ends || today < until)
}

func (a *action) profile(points int, today string, updates []event) json.RawMessage {
	o := begin(2048)
	gone, ends := a.notes["deprecated"]
	o.str("id", a.id)
	o.str("azureTenantId", TenantID)
	o.str("actionType", a.actionType())
	o.str("actionUrl", a.url())
	o.str("controlCategory", a.category)
	o.str("title", a.title)
	o.raw("deprecated", fmt.Sprint(ends && gone <= today))
	o.enum("implementationCost", a.cost)
	o.raw("lastModifiedDateTime", "null")
	o.num("maxScore", points)
	o.num("rank", a.rank)
	o.str("remediation", a.remediation())
	if a.notes["omit"] != "remediationImpact" {
		o.str("remediationImpact", a.remediationImpact())
	}
	o.str("service", a.service)
	o.strs("threats", a.threats)
	if a.notes["omit"] != "tier" {
		o.enum("tier", a.tier)
	}
	o.enum("userImpact", a.impact)
	o.raw("vendorInformation", vendor)
	o.raw("complianceInformation", "[]")
	o.key("controlStateUpdates")
	o.buf = appendUpdates(o.buf, updates)
	if _, ok := a.notes["extra"]; ok {
		o.raw("licensing", `{"plans":null,"note":""}`)
	}
	return o.end()
}

// enum adds a value. The table's null is JSON's null, and not "None".
func (o *object) enum(name, value string) {
	if value == "null" {
		o.raw(name, "null")
		return
	}
	o.str(name, value)
}

func (a *action) actionType() string {
	for _, kind := range []string{"Behavior", "Review"} {
		if _, ok := a.notes[strings.ToLower(kind)]; ok {
			return kind
		}
	}
	return "Config"
}

// appendUpdates writes controlStateUpdates. Without updates it is one Default
// with nulls. Several updates also have that entry and are not sorted, so that
// only updatedDateTime shows which one counts.
func appendUpdates(buf []byte, updates []event) []byte {
	const untouched = `{"assignedTo":null,"comment":null,"state":"Default","updatedBy":null,"updatedDateTime":null}`
	entries := make([]string, 0, len(updates)+1)
	for _, e := range updates {
		entries = append(entries, string(e.update()))
	}
	switch len(entries) {
	case 0:
		entries = append(entries, untouched)
	case 1:
	default:
		slices.Reverse(entries)
		entries = slices.Insert(entries, 1, untouched)
	}
	return append(append(append(buf, '['), strings.Join(entries, ",")...), ']')
}

// update is one state that was set, on the afternoon before the day on which
// the score shows it.
func (e event) update() []byte {
	o := begin(256)
	o.raw("assignedTo", "null")
	if e.comment == "" {
		o.raw("comment", "null")
	} else {
		o.str("comment", e.comment)
	}
	o.str("state", e.value)
	o.str("updatedBy", e.by)
	o.str("updatedDateTime", e.declared())
	return o.end()
}

// declared is when the state was set.
func (e event) declared() string {
	return fmt.Sprintf("%sT14:%02d:%02dZ", dayBefore(e.day), chance(e.id, 60), chance(e.day, 60))
}
