package graph

import (
	"cmp"
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/microsoftgraph/msgraph-sdk-go/security"

	"secure-score-reporter/internal/score"
)

// History reads the days that Microsoft keeps, at most 90, oldest first. Today
// is one of them. The catalogue is that of Today.
//
// The snapshots are thin. Only the points and the percentage of a control are
// those of the day. Title, category and service are today's, and so is the
// maximum if it agrees with points and percentage. A day on which a score of a
// control is missing, or all of them, has no controls: only its headline is
// known.
//
// A day that cannot be read is left out with a warning in Options.Log: days may
// be missing anyway. A date that Graph sends more than once is there as often,
// in Graph's order: only the caller knows which of them is the tenant's. A
// partial answer (206) is an error, because the history is read only once.
func (c *Client) History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	past := newHistory(catalogue, c.limits)
	got, err := c.fetch(ctx, historyEndpoint, c.limits.history, func(r request) error {
		_, err := c.scores().Get(ctx, &security.SecureScoresRequestBuilderGetRequestConfiguration{
			Options: r.options, Headers: r.headers,
		})
		return err
	}, func(s *stream) error {
		_, err := s.page(func() error { return past.readDay(s) })
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case got.partial:
		return nil, c.explain(ctx, historyEndpoint, &Error{
			Cause: ErrUnavailable, Status: http.StatusPartialContent, Message: got.warning, Detail: "a partial answer",
			Hint: "run again later",
		})
	}
	slices.SortStableFunc(past.days, func(a, b score.Snapshot) int { return cmp.Compare(a.Date, b.Date) })
	for _, odd := range past.notes.list {
		c.log.WarnContext(ctx, "reading the history", "oddity", string(odd.Kind), "field", odd.Field, "of", odd.Of,
			"times", odd.Times)
	}
	return past.days, nil
}

// What is odd about days of the history, which only the log has.
const (
	dayLeftOut    score.OddityKind = "dayLeftOut"
	dayOfHeadline score.OddityKind = "dayOfHeadline" // scores of controls are missing
)

// history collects the days while they are read. Ninety days repeat the same
// texts, so each text is kept once.
type history struct {
	notes    *notes
	limits   limits
	profiles []score.Profile    // sorted
	subjects map[string]subject // by the JSON of the name
	texts    map[string]string  // by their JSON
	days     []score.Snapshot
	controls int // read so far
	element  pastControl
}

func newHistory(catalogue []score.Profile, l limits) *history {
	h := &history{
		notes: newNotes(), limits: l, profiles: slices.Clone(catalogue),
		subjects: map[string]subject{}, texts: map[string]string{},
	}
	sortProfiles(h.profiles)
	return h
}

// subject is what a control has in common on all days.
type subject struct {
	id      string
	profile *score.Profile
}

// pastControl is the JSON of a control of an older day. Its memory is used
// again for the next one.
type pastControl struct {
	Name     jsontext.Value
	Category jsontext.Value
	Score    jsontext.Value
	Percent  jsontext.Value
}

// readDay reads one element of the list. A wrong value costs the day, malformed
// JSON the whole answer.
func (h *history) readDay(s *stream) error {
	if len(h.days) >= h.limits.entries {
		return tooLarge("more than %d days", h.limits.entries)
	}
	var controls []score.Control
	if n := len(h.days); n > 0 {
		controls = make([]score.Control, 0, len(h.days[n-1].Controls))
	}
	var wrong error
	head := &props{words: s.words, notes: h.notes, of: "a day of the history"}
	err := s.object("value", func(key []byte) error {
		switch string(key) {
		case "id", "azureTenantId", "createdDateTime", "currentScore", "maxScore", "activeUserCount",
			"averageComparativeScores":
			return head.take(s.in, key)
		case "controlScores":
			return s.list("controlScores", func() error {
				controls = append(controls, score.Control{})
				last := len(controls) - 1
				bad, fatal := h.readControl(s, &controls[last])
				if bad != nil || controls[last].ID == "" {
					controls = controls[:last]
				}
				wrong = cmp.Or(wrong, bad)
				return fatal
			})
		}
		return s.in.SkipValue()
	})
	if err != nil {
		return err
	}
	h.keep(head, controls, wrong)
	return nil
}

// readControl reads one control, without an id if it has no name. Wrong is the
// error of a value, fatal that of the answer.
func (h *history) readControl(s *stream, into *score.Control) (wrong, fatal error) {
	if h.controls++; h.controls > h.limits.controls {
		return nil, tooLarge("more than %d controls on all days", h.limits.controls)
	}
	if err := h.element.next(s); err != nil {
		return nil, err
	}
	return h.control(into), nil
}

// keep adds a day that can be read.
func (h *history) keep(head *props, controls []score.Control, wrong error) {
	snapshot, err := snapshotOf(head)
	if err := cmp.Or(err, wrong); err != nil {
		var found *Error
		if errors.As(err, &found) {
			h.notes.add(dayLeftOut, strings.TrimSpace(string(snapshot.Date)+" "+found.Detail))
		}
		return
	}
	snapshot.TenantID = h.once(snapshot.TenantID)
	snapshot.Thin = true
	if slices.ContainsFunc(controls, func(c score.Control) bool { return c.Unread }) {
		controls = nil
	}
	if len(controls) == 0 && snapshot.Max > 0 {
		h.notes.add(dayOfHeadline, string(snapshot.Date))
	}
	snapshot.Controls = controls
	for _, id := range snapshot.Normalize() {
		h.notes.add(score.SentTwice, id)
	}
	h.days = append(h.days, snapshot)
}

// control makes a thin control of the element.
func (h *history) control(control *score.Control) error {
	subject := h.subject(h.element.Name)
	if subject.id == "" {
		h.notes.add(score.Nameless, "")
		return nil
	}
	points, err := numberOf(h.element.Score)
	switch {
	case err != nil:
		return impossible("the score of control %s %s", oneLine(subject.id), err)
	case math.IsNaN(points):
	case !possible(points):
		return impossible("control %s has %g points", oneLine(subject.id), points)
	}
	percent, err := numberOf(h.element.Percent)
	if err != nil {
		h.notes.addField(score.Unreadable, "scoreInPercentage", subject.id)
	}
	*control = score.Control{
		ID: subject.id, Title: subject.id, Category: h.text(h.element.Category),
		Points: orZero(points), Unread: math.IsNaN(points), Percent: percentOrNaN(percent),
		Cost: score.Unknown, UserImpact: score.Unknown,
	}
	profile := subject.profile
	if profile != nil {
		control.HasProfile, control.Service = true, profile.Service
		control.Title = cmp.Or(profile.Title, control.ID)
		control.Category = cmp.Or(control.Category, profile.Category)
		control.Deprecated = profile.Deprecated
		if !agrees(profile.Max, points, control.Percent) {
			profile = nil // the maximum was different on that day
		}
	}
	setMax(control, profile)
	return nil
}

// subject looks a control up by the JSON of its name.
func (h *history) subject(name jsontext.Value) subject {
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

// text decodes and cleans a text, and keeps it once.
func (h *history) text(sent jsontext.Value) string {
	if known, ok := h.texts[string(sent)]; ok {
		return known
	}
	text, _ := textOf(sent)
	text = cleanLine(text)
	h.texts[string(sent)] = text
	return text
}

// once returns one copy of equal texts.
func (h *history) once(s string) string {
	if known, ok := h.texts[s]; ok {
		return known
	}
	h.texts[s] = s
	return s
}

// next reads the next control in place of the one before.
func (c *pastControl) next(s *stream) error {
	c.Name, c.Category, c.Score, c.Percent = c.Name[:0], c.Category[:0], c.Score[:0], c.Percent[:0]
	return s.optional(func(key []byte) error {
		var into *jsontext.Value
		switch string(key) {
		case "controlName":
			into = &c.Name
		case "controlCategory":
			into = &c.Category
		case "score":
			into = &c.Score
		case "scoreInPercentage":
			into = &c.Percent
		default:
			return s.in.SkipValue()
		}
		value, err := s.in.ReadValue()
		*into = append((*into)[:0], value...)
		return err
	})
}
