package graph

import (
	"math"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// maxPoints is far above every real score: a whole tenant has some 1,100
// points.
const maxPoints = 1e6

// usualControls is about as many as the largest tenants have.
const usualControls = 256

// decodeScore reads one element of secureScores, before the controls are joined
// with their profiles. An impossible number of points is an error that names
// the control. Anything else that is odd becomes a warning.
func decodeScore(s *stream, n *notes, limit int) (score.Snapshot, error) {
	var controls []score.Control
	head := &props{words: s.words, notes: n, of: "the score"}
	sent := &props{words: s.words, notes: n}
	err := s.object("value", func(key []byte) error {
		if string(key) != "controlScores" {
			return head.take(s.in, key)
		}
		return s.list("controlScores", func() error {
			if len(controls) >= limit {
				return tooLarge("more than %d controls in one score", limit)
			}
			if err := sent.next(s, "a control"); err != nil {
				return err
			}
			control, ok, err := controlOf(sent)
			if controls == nil {
				controls = make([]score.Control, 0, usualControls)
			}
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
		n.add(score.Unlisted, "")
	}
	snapshot, err := snapshotOf(head)
	snapshot.EnabledServices = head.texts("enabledServices")
	slices.Sort(snapshot.EnabledServices)
	snapshot.Extra = head.rest()
	snapshot.Controls = controls
	return snapshot, err
}

// snapshotOf reads what today's score and older scores have in common.
func snapshotOf(head *props) (score.Snapshot, error) {
	date, err := dateOf(head)
	if err != nil {
		return score.Snapshot{}, err
	}
	head.of = "the score of " + string(date)
	snapshot := score.Snapshot{Date: date, TenantID: tenantOf(head)}
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

// tenantOf is the tenant that a score names. An id of zeros only is the empty
// id of Microsoft's code, and names none.
func tenantOf(head *props) string {
	id := head.text("azureTenantId")
	if strings.Trim(score.CanonicalID(id), "0-") == "" && score.IsID(id) {
		return ""
	}
	return id
}

// headline reads a number that every score must have.
func headline(head *props, key string) (float64, error) {
	x, err := head.number(key)
	switch {
	case err != nil:
		return 0, impossible("%s of %s %s", key, head.of, err)
	case math.IsNaN(x):
		return 0, impossible("%s has no %s", head.of, key)
	case !possible(x):
		return 0, impossible("%s of %s is %g points", key, head.of, x)
	}
	return x, nil
}

// dateOf returns the day of a score: that of createdDateTime, or else the end
// of the id. The id is <tenant>_YYYY-MM-DD, or sometimes "NA".
func dateOf(head *props) (score.Date, error) {
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
	return "", impossible("a score without a date, whose id is %q", oneLine(id))
}

// controlOf reads one element of controlScores. Ok is false for one without a
// name, which becomes a warning.
func controlOf(p *props) (score.Control, bool, error) {
	id := p.title("controlName")
	if id == "" {
		p.notes.add(score.Nameless, p.text("description"))
		return score.Control{}, false, nil
	}
	p.of, p.id = id, id
	points, err := p.number("score")
	switch {
	case err != nil:
		return score.Control{}, false, impossible("the score of control %s %s", oneLine(id), err)
	case math.IsNaN(points):
		p.notes.add(score.PointsMissing, id)
	case !possible(points):
		return score.Control{}, false, impossible("control %s has %g points", oneLine(id), points)
	}
	control := score.Control{
		ID: id, Title: id, Category: p.word("controlCategory"),
		Points: orZero(points), Unread: math.IsNaN(points),
		Percent:              percentOrNaN(p.loose("scoreInPercentage")),
		LastSynced:           p.moment("lastSynced"),
		ImplementationStatus: plainText(p.verbatim("implementationStatus")),
		Description:          p.verbatim("description"),
		Cost:                 score.Unknown, UserImpact: score.Unknown,
	}
	control.Tally = tallyOf(p)
	control.Extra = p.rest()
	return control, true, nil
}

// tallyOf reads count and total, which are texts. They stay if they are no
// tally, such as a count without a total.
func tallyOf(p *props) score.Tally {
	count, _ := p.scratch.textOf(p.peek("count"))
	number := string(count)
	total, _ := p.scratch.textOf(p.peek("total"))
	tally, ok := score.ParseTally(number, string(total))
	if ok {
		p.drop("count", "total")
	}
	return tally
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

func possible(points float64) bool { return points >= 0 && points <= maxPoints }

// percentOrNaN returns NaN for an impossible percentage. A little more than 100
// is possible, because Microsoft may compute it from rounded points.
func percentOrNaN(percent float64) float64 {
	if percent >= 0 && percent <= 1000 {
		return percent
	}
	return math.NaN()
}

// maxFrom computes the maximum of a control from its points and their
// percentage. Microsoft's maxima are nearly always whole points, so the result
// is a whole number if that agrees with both numbers, which have two decimals.
// Values below half a hundredth say nothing.
func maxFrom(points, percent float64) (float64, bool) {
	if !(points >= halfStep && percent >= halfStep) {
		return 0, false
	}
	computed := points * 100 / percent
	if !possible(computed) {
		return 0, false
	}
	tolerance := computed * (halfStep/points + halfStep/percent)
	if whole := math.Round(computed); whole > 0 && math.Abs(computed-whole) <= tolerance {
		return whole, true
	}
	return score.Hundredths(computed), true
}

// halfStep is the largest error of a number with two decimals.
const halfStep = 0.005

// agrees reports whether a maximum agrees with points and percentage, within
// the error of their two decimals. Without a percentage it must be at least as
// large as the points.
func agrees(maximum, points, percent float64) bool {
	if !(percent > 0) {
		return points <= maximum+halfStep
	}
	return math.Abs(points-maximum*percent/100) <= 2*halfStep+maximum*2*halfStep/100
}
