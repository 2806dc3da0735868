package graph

import (
	"encoding/json"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// profileOf reads one entry of the catalogue. Ok is false for one without an
// id, which becomes a warning. An unknown maximum is 0, and Extra then has
// maxScore as it was sent; see maxKnown.
func profileOf(fields map[string]json.RawMessage, n *notes) (score.Profile, bool) {
	p := props{fields: fields, notes: n, of: "a profile"}
	id, title := p.title("id"), p.title("title")
	if name := p.title("controlName"); id == "" {
		id, title = identify(name, title)
	}
	if id == "" {
		n.add("a control profile without an id was left out", title)
		return score.Profile{}, false
	}
	p.of = id
	profile := score.Profile{
		ID: id, Title: title, Category: p.text("controlCategory"), Service: p.text("service"),
		Deprecated: p.truth("deprecated"), Rank: p.whole("rank"),
		Cost: score.ParseLevel(p.text("implementationCost")), UserImpact: score.ParseLevel(p.text("userImpact")),
		Tier: p.text("tier"), ActionType: p.text("actionType"), Threats: p.texts("threats"),
		ActionURL:   webLink(p.verbatim("actionUrl")),
		Remediation: p.verbatim("remediation"), RemediationImpact: p.verbatim("remediationImpact"),
	}
	if profile.Title == "" {
		profile.Title = id
	}
	readState(p, &profile)
	readMax(p, &profile)
	p.drop("azureTenantId")
	profile.Extra = p.rest()
	return profile, true
}

// identify finds the id and the title of a profile from 2018, which has no id.
// Its title and controlName are swapped, and controlName is null if the profile
// is deprecated. An id has no blanks.
func identify(name, title string) (id, realTitle string) {
	if title != "" && !strings.Contains(title, " ") && (name == "" || strings.Contains(name, " ")) {
		name, title = title, name
	}
	if strings.Contains(name, " ") {
		return "", name
	}
	return name, title
}

// readMax reads the maximum. An impossible one stays in Extra.
func readMax(p props, profile *score.Profile) {
	sent, ok := p.fields["maxScore"]
	if !ok {
		sent = json.RawMessage("null")
	}
	most, err := p.number("maxScore")
	if err != nil || !possible(most) {
		p.fields["maxScore"] = sent
		p.notes.add("a profile has no usable maxScore", profile.ID)
		return
	}
	profile.Max = most
}

// maxKnown reports whether the catalogue has the control's maximum, which may
// be 0.
func maxKnown(p score.Profile) bool {
	_, unusable := p.Extra["maxScore"]
	return !unusable
}

// readState reads the newest of the states that were set. If none was set,
// there is one entry with the state "Default". If there are several, Extra has
// them too.
func readState(p props, profile *score.Profile) {
	const key = "controlStateUpdates"
	value, ok := p.raw(key)
	if !ok {
		return
	}
	var updates []map[string]json.RawMessage
	if json.Unmarshal(value, &updates) != nil {
		p.unreadable(key, value)
		return
	}
	var newest time.Time
	found := false
	for _, fields := range updates {
		if fields == nil {
			continue
		}
		update := props{fields: fields, notes: p.notes, of: profile.ID}
		state, at := update.text("state"), update.moment("updatedDateTime")
		if found && !at.After(newest) {
			continue
		}
		found, newest = true, at
		profile.State, profile.StateAt = state, at
		profile.StateBy, profile.StateComment = update.text("updatedBy"), update.text("comment")
		profile.StateAssigned = update.text("assignedTo")
	}
	if len(updates) > 1 {
		p.fields[key] = value
	}
}
