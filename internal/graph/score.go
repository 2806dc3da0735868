package graph

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// maxPoints is beyond every real score: whole tenants have some 1,100 points.
const maxPoints = 1e6

// decodeScore reads one element of secureScores. The controls are not joined with
// their profiles yet. Numbers that matter and cannot be right are an error that
// names the control; anything else is noted.
func decodeScore(s *stream, n *notes, limit int) (score.Snapshot, error) {
	var controls []score.Control
	head := props{fields: map[string]json.RawMessage{}, notes: n, of: "the score"}
	err := s.object("value", func(key string) error {
		if key != "controlScores" {
			var value json.RawMessage
			if err := s.value(&value); err != nil {
				return err
			}
			head.fields[key] = value
			return nil
		}
		return s.list(key, func() error {
			if len(controls) >= limit {
				return tooLarge("more than %d controls in one score", limit)
			}
			var fields map[string]json.RawMessage
			if err := s.value(&fields); err != nil {
				return err
			}
			control, ok, err := controlOf(fields, n)
			if ok {
				controls = append(controls, control)
			}
			return err
		})
	})
	if err != nil {
		return score.Snapshot{}, err
	}
	if len(controls) == 0 {
		n.add("the score lists no controls", "")
	}
	snapshot, err := snapshotOf(head)
	snapshot.EnabledServices = head.texts("enabledServices")
	slices.Sort(snapshot.EnabledServices)
	snapshot.Extra = head.rest()
	snapshot.Controls = controls
	return snapshot, err
}

// snapshotOf reads what today's score and an older one have in common.
func snapshotOf(head props) (score.Snapshot, error) {
	date, err := dateOf(head)
	if err != nil {
		return score.Snapshot{}, err
	}
	head.of = "the score of " + string(date)
	snapshot := score.Snapshot{Date: date, TenantID: head.text("azureTenantId")}
	if snapshot.Current, err = headline(head, "currentScore"); err != nil {
		return snapshot, err
	}
	if snapshot.Max, err = headline(head, "maxScore"); err != nil {
		return snapshot, err
	}
	snapshot.ActiveUsers = head.whole("activeUserCount")
	snapshot.Averages = averagesOf(head)
	return snapshot, nil
}

// headline reads a number without which a score is none.
func headline(head props, key string) (float64, error) {
	x, err := head.number(key)
	switch {
	case err != nil:
		return 0, malformed("%s of %s %s", key, head.of, err)
	case math.IsNaN(x):
		return 0, malformed("%s has no %s", head.of, key)
	case !believable(x):
		return 0, malformed("%s of %s is %g points, which cannot be", key, head.of, x)
	}
	return x, nil
}

// dateOf is the day of a score: that of createdDateTime, or else the end of the
// id, which is <tenant>_YYYY-MM-DD but has been seen as "NA".
func dateOf(head props) (score.Date, error) {
	created := head.moment("createdDateTime")
	id := head.text("id")
	if !created.IsZero() {
		return score.DateOf(created), nil
	}
	if _, day, ok := strings.Cut(id, "_"); ok {
		if date, err := score.ParseDate(day); err == nil {
			return date, nil
		}
	}
	return "", malformed("a score without a date, whose id is %q", oneLine(id))
}

// controlOf reads one element of controlScores. It is false for one that has no
// name, which is noted.
func controlOf(fields map[string]json.RawMessage, n *notes) (score.Control, bool, error) {
	p := props{fields: fields, notes: n, of: "a control"}
	id := p.text("controlName")
	if id == "" {
		n.add("a control without a name was left out", p.text("description"))
		return score.Control{}, false, nil
	}
	p.of = id
	points, err := p.number("score")
	switch {
	case err != nil:
		return score.Control{}, false, malformed("the score of control %s %s", oneLine(id), err)
	case math.IsNaN(points):
		n.add("a control has no score, and counts as 0 points", id)
		points = 0
	case !believable(points):
		return score.Control{}, false, malformed("control %s has %g points, which cannot be", oneLine(id), points)
	}
	control := score.Control{
		ID: id, Title: id, Category: p.text("controlCategory"), Points: points, Percent: share(p.loose("scoreInPercentage")),
		LastSynced:           p.moment("lastSynced"),
		ImplementationStatus: plainText(p.verbatim("implementationStatus")),
		Description:          p.verbatim("description"),
		Cost:                 score.Unknown, UserImpact: score.Unknown,
	}
	control.Extra = p.rest()
	return control, true, nil
}

func believable(points float64) bool { return points >= 0 && points <= maxPoints }

// share is a percentage, NaN where it cannot be one. Somewhat above 100 can be:
// it is computed from rounded points.
func share(percent float64) float64 {
	if percent >= 0 && percent <= 1000 {
		return percent
	}
	return math.NaN()
}

// maxFrom computes what a control can give from what it gives and the
// percentage that this is. Microsoft's maxima are whole points nearly always, so
// a whole number is taken where the two decimals of both can explain it. What is
// less than two decimals show tells nothing.
func maxFrom(points, percent float64) (float64, bool) {
	if !(points >= halfStep && percent >= halfStep) {
		return 0, false
	}
	computed := points * 100 / percent
	if !believable(computed) {
		return 0, false
	}
	doubt := computed * (halfStep/points + halfStep/percent)
	if whole := math.Round(computed); whole > 0 && math.Abs(computed-whole) <= doubt {
		return whole, true
	}
	return score.Hundredths(computed), true
}

// halfStep is how far two decimals are from the truth at most.
const halfStep = 0.005

// explains tells whether a maximum agrees with points and percentage, as far as
// their two decimals tell. Without a percentage, points must fit into it.
func explains(maximum, points, percent float64) bool {
	if !(percent > 0) {
		return points <= maximum+halfStep
	}
	return math.Abs(points-maximum*percent/100) <= 2*halfStep+maximum*2*halfStep/100
}
