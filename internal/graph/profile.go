package graph

import (
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// profileOf reads one entry of the catalogue. Ok is false for one without an
// id, which becomes a warning.
func profileOf(p *props) (score.Profile, bool) {
	id, title := p.title("id"), p.title("title")
	if name := p.title("controlName"); id == "" {
		id, title = identify(name, title)
	}
	if id == "" {
		p.notes.add(score.ProfileNameless, title)
		return score.Profile{}, false
	}
	p.of, p.id = id, id
	profile := score.Profile{
		ID: id, Title: title, Category: p.word("controlCategory"), Service: p.word("service"),
		Deprecated: p.truth("deprecated"), Rank: p.whole("rank"),
		Cost: score.ParseLevel(p.word("implementationCost")), UserImpact: score.ParseLevel(p.word("userImpact")),
		Tier: p.word("tier"), ActionType: p.word("actionType"), Threats: p.texts("threats"),
		ActionURL:   webLink(p.verbatim("actionUrl")),
		Remediation: p.verbatim("remediation"), RemediationImpact: p.verbatim("remediationImpact"),
	}
	if profile.Title == "" {
		profile.Title = id
	}
	readState(p, &profile)
	readMax(p, &profile)
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

// readMax reads the maximum.
func readMax(p *props, profile *score.Profile) {
	most, err := p.number("maxScore")
	if err != nil || !possible(most) {
		profile.MaxUnusable = true
		p.notes.add(score.ProfileMaxMissing, profile.ID)
		return
	}
	profile.Max = most
}

// readState reads the newest of the states that were set. If none was set,
// there is one entry with the state "Default".
func readState(p *props, profile *score.Profile) {
	const key = "controlStateUpdates"
	value, ok := p.raw(key)
	if !ok {
		return
	}
	updates, ok := p.objects(value, profile.ID)
	if !ok {
		p.unreadable(key, value)
		return
	}
	var newest time.Time
	found := false
	for _, update := range updates {
		state, at := update.word("state"), update.moment("updatedDateTime")
		if found && !at.After(newest) {
			continue
		}
		found, newest = true, at
		profile.State, profile.StateAt = state, at
		profile.StateBy, profile.StateComment = update.text("updatedBy"), update.text("comment")
		profile.StateAssigned = update.text("assignedTo")
	}
}
