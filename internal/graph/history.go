package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/microsoftgraph/msgraph-sdk-go/security"

	"secure-score-reporter/internal/score"
)

// History reads the days that Microsoft keeps, 90 at most, oldest first. Today is
// among them, as thin as the others.
//
// The snapshots are thin. Of a control only points and percentage are what they
// were on that day; title, category and service are today's, and so is the
// maximum if it agrees with both. The catalogue is Today's. A day that cannot be
// read is left out, as days may be missing anyway, and Options.Log is told; an
// answer of which Graph itself says that it is partial is an error, for a history
// is read once and then believed.
func (c *Client) History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	past := history{notes: newNotes(), limits: c.limits, subjects: map[string]subject{}, texts: map[string]string{}, dates: map[score.Date]bool{}}
	past.profiles = slices.Clone(catalogue)
	sortProfiles(past.profiles)
	got, err := c.fetch(ctx, pastScores, c.limits.history, func(r request) error {
		_, err := c.scores().Get(ctx, &security.SecureScoresRequestBuilderGetRequestConfiguration{Options: r.options, Headers: r.headers})
		return err
	}, func(s *stream) error {
		_, err := s.page(func() error { return past.readDay(s) })
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case got.partial:
		return nil, c.explain(ctx, pastScores, &Error{
			Cause: ErrUnavailable, Status: 206, Message: got.warning, Detail: "an answer only in part", Hint: "run again later",
		})
	}
	slices.SortFunc(past.days, func(a, b score.Snapshot) int { return cmp.Compare(a.Date, b.Date) })
	for _, line := range past.notes.lines() {
		c.log.WarnContext(ctx, "reading the history", "warning", line)
	}
	return past.days, nil
}

// history is a history that is being read. Ninety days name the same controls,
// so every text is kept once.
type history struct {
	notes    *notes
	limits   limits
	profiles []score.Profile    // sorted
	subjects map[string]subject // by the name as it was sent
	texts    map[string]string  // by the text as it was sent
	days     []score.Snapshot
	dates    map[score.Date]bool
	controls int // read so far
	element  pastControl
}

// subject is what is the same about a control on all days.
type subject struct {
	id      string
	profile *score.Profile
}

// pastControl is a control of an older day. Its fields are used again and again,
// and hold the bytes as they were sent.
type pastControl struct {
	Name     json.RawMessage `json:"controlName"`
	Category json.RawMessage `json:"controlCategory"`
	Score    json.RawMessage `json:"score"`
	Percent  json.RawMessage `json:"scoreInPercentage"`
}

// readDay reads one element of the list. What is wrong with its contents costs
// the day, what is wrong with its form the whole answer.
func (h *history) readDay(s *stream) error {
	if len(h.days) >= h.limits.entries {
		return tooLarge("more than %d days", h.limits.entries)
	}
	var controls []score.Control
	if n := len(h.days); n > 0 {
		controls = make([]score.Control, 0, len(h.days[n-1].Controls))
	}
	var wrong error
	head := props{fields: map[string]json.RawMessage{}, notes: h.notes, of: "a day of the history"}
	err := s.object("value", func(key string) error {
		switch key {
		case "id", "azureTenantId", "createdDateTime", "currentScore", "maxScore", "activeUserCount", "averageComparativeScores":
			var value json.RawMessage
			err := s.value(&value)
			head.fields[key] = value
			return err
		case "controlScores":
			return s.list(key, func() error {
				if h.controls++; h.controls > h.limits.controls {
					return tooLarge("more than %d controls on all days", h.limits.controls)
				}
				h.element.reset()
				if err := s.value(&h.element); err != nil {
					return err
				}
				control, err := h.control()
				if err == nil && control.ID != "" {
					controls = append(controls, control)
				}
				wrong = cmp.Or(wrong, err)
				return nil
			})
		}
		return s.skip()
	})
	if err != nil {
		return err
	}
	h.keep(head, controls, wrong)
	return nil
}

// keep adds the day if it can be read and is not there yet: the first counts.
func (h *history) keep(head props, controls []score.Control, wrong error) {
	snapshot, err := snapshotOf(head)
	if err := cmp.Or(err, wrong); err != nil {
		var found *Error
		if errors.As(err, &found) {
			h.notes.add("a day of the history was left out", strings.TrimSpace(string(snapshot.Date)+" "+found.Detail))
		}
		return
	}
	if h.dates[snapshot.Date] {
		return
	}
	h.dates[snapshot.Date] = true
	snapshot.TenantID = h.once(snapshot.TenantID)
	snapshot.Thin = true
	snapshot.Controls = controls
	for _, id := range snapshot.Normalize() {
		h.notes.add("the history has a control twice on a day, and the first one counts", id)
	}
	h.days = append(h.days, snapshot)
}

// control makes a thin control of the element; it has no id if the element has
// no name.
func (h *history) control() (score.Control, error) {
	subject := h.subject(h.element.Name)
	if subject.id == "" {
		h.notes.add("the history has a control without a name", "")
		return score.Control{}, nil
	}
	points, err := numberOf(h.element.Score)
	switch {
	case err != nil:
		return score.Control{}, malformed("the score of control %s %s", oneLine(subject.id), err)
	case math.IsNaN(points):
		points = 0
	case !believable(points):
		return score.Control{}, malformed("control %s has %g points, which cannot be", oneLine(subject.id), points)
	}
	percent, err := numberOf(h.element.Percent)
	if err != nil {
		h.notes.add("scoreInPercentage of the history could not be read", subject.id)
	}
	control := score.Control{
		ID: subject.id, Title: subject.id, Category: h.text(h.element.Category), Points: points, Percent: share(percent),
		Cost: score.Unknown, UserImpact: score.Unknown,
	}
	profile := subject.profile
	if profile != nil {
		control.HasProfile, control.Title, control.Service = true, cmp.Or(profile.Title, control.ID), profile.Service
		control.Category = cmp.Or(control.Category, profile.Category)
		control.Deprecated = profile.Deprecated
		if !explains(profile.Max, points, control.Percent) {
			profile = nil // its maximum was another one on that day
		}
	}
	setMax(&control, profile)
	return control, nil
}

// subject looks a control up by its name as it was sent.
func (h *history) subject(name json.RawMessage) subject {
	if known, ok := h.subjects[string(name)]; ok {
		return known
	}
	found := subject{id: h.text(name)}
	if found.id != "" {
		found.profile = find(h.profiles, found.id)
	}
	h.subjects[string(name)] = found
	return found
}

// text is the text as it was sent, made readable, and kept once.
func (h *history) text(sent json.RawMessage) string {
	if known, ok := h.texts[string(sent)]; ok {
		return known
	}
	text, _ := textOf(sent)
	text = cleanLine(text)
	h.texts[string(sent)] = text
	return text
}

// once keeps a text that is on every day once.
func (h *history) once(s string) string {
	if known, ok := h.texts[s]; ok {
		return known
	}
	h.texts[s] = s
	return s
}

// reset empties the fields but keeps their memory.
func (c *pastControl) reset() {
	c.Name, c.Category, c.Score, c.Percent = c.Name[:0], c.Category[:0], c.Score[:0], c.Percent[:0]
}
