package words

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
)

// CauseHeading stands over the changes of one cause.
func (w Words) CauseHeading(c score.Cause) string {
	return w.say("changes.heading", "cause", string(c), "name", w.CauseName(c))
}

// ChangeDetail says what happened to the points, the maximum, the status and
// the name, as far as something did. An action's points are always there.
func (w Words) ChangeDetail(c score.Change, now score.Headline) string {
	parts := []string{w.pointsDetail(c)}
	if c.Has(score.Added) {
		if c.After.Points == 0 && c.After.MaxKnown {
			parts = nil
		}
		parts = append(parts, w.GainAndEffort(c.Control, now.Max))
	}
	if c.Has(score.Repointed) {
		parts = append(parts, w.newWorth(c))
	}
	if c.Has(score.StatusChanged) {
		parts = append(parts, w.clippedStatus(c.Before.Status)+" → "+w.clippedStatus(c.After.Status))
		if who := w.DecidedBy(c); who != "" {
			parts = append(parts, who)
		}
	}
	if unstable := w.Unstable(c); unstable != "" {
		parts = append(parts, unstable)
	}
	if names := w.FormerNames(c); names != "" {
		parts = append(parts, plaintext.Clip(names, 120))
	}
	return strings.Join(parts, " · ")
}

// newWorth is the maximum before and after: worth 5 → 8 points.
func (w Words) newWorth(c score.Change) string {
	return w.say("changes.worth", "before", w.Points(c.Before.Max), "after", w.number(c.After.Max))
}

// pointsDetail is the points of an action, and how they changed. They are of no
// maximum where that changed too.
func (w Words) pointsDetail(c score.Change) string {
	points := w.standingPoints(c.After)
	switch {
	case c.Has(score.Retired):
		return w.say("changes.had", "points", w.standingPoints(c.Before))
	case c.Has(score.Repointed):
		points = w.InPoints(c.After.Points)
	}
	if c.Has(score.Improved) || c.Has(score.Regressed) {
		points = w.Points(c.Before.Points) + " → " + points
	}
	return points
}

func (w Words) standingPoints(s score.Standing) string {
	if !s.MaxKnown {
		return w.say("changes.maximumUnknown", "points", w.number(s.Points))
	}
	return w.ScorePoints(s.Points, s.Max)
}

// PointsBeforeAfter is the points before and after, and what they are of.
func (w Words) PointsBeforeAfter(c score.Change) (points, of string) {
	before, after := w.Points(c.Before.Points), w.Points(c.After.Points)
	most := func(s score.Standing) string { return w.OfMaximum(s.Max, s.MaxKnown) }
	switch {
	case !c.Before.Scored:
		return after, most(c.After)
	case !c.After.Scored:
		return w.say("changes.pointsGone", "points", before), most(c.Before)
	}
	points = after
	if score.Hundredths(c.Before.Points) != score.Hundredths(c.After.Points) {
		points = before + " → " + after
	}
	if sameMaximum(c) {
		return points, most(c.After)
	}
	return points, w.say("changes.maximumMoved", "of", most(c.Before), "known", yesNo(c.After.MaxKnown),
		"max", w.Points(c.After.Max))
}

func sameMaximum(c score.Change) bool {
	if !c.Before.MaxKnown || !c.After.MaxKnown {
		return c.Before.MaxKnown == c.After.MaxKnown
	}
	return score.Hundredths(c.Before.Max) == score.Hundredths(c.After.Max)
}

// StatusMoved is the status of a change before and after.
func (w Words) StatusMoved(c score.Change) string {
	before, after := plaintext.Drawable(w.StatusName(c.Before.Status)), plaintext.Drawable(w.StatusName(c.After.Status))
	switch {
	case !c.Before.Scored:
		return after
	case !c.After.Scored:
		return w.say("changes.statusBefore", "status", before)
	case c.Before.Status == c.After.Status:
		return after
	}
	return before + " → " + after
}

// DecidedBy is DeclaredBy for an action whose status changed; empty for others.
func (w Words) DecidedBy(c score.Change) string {
	if !c.StatusSet() {
		return ""
	}
	return w.DeclaredBy(c.Control)
}

// Unstable says how often an action changed back and forth; empty where it did
// not.
func (w Words) Unstable(c score.Change) string {
	if c.Flips == 0 {
		return ""
	}
	return w.say("changes.unstable", "times", c.Flips, "days", score.FlipWindow)
}

func (w Words) clippedStatus(s score.Status) string { return plaintext.Clip(w.StatusName(s), 60) }

// PointsMoved is the points of a change before and after, and what they are of:
// 2 → 4 of 5, or 2.5 of 5 → 4 of 8.
func (w Words) PointsMoved(c score.Change) string {
	before, after := w.standingOf(c.Before), w.standingOf(c.After)
	switch {
	case c.Before.Scored && !c.After.Scored:
		return w.say("changes.had", "points", before)
	case c.Has(score.Repointed):
		return before + " → " + after
	}
	points, of := w.PointsBeforeAfter(c)
	return w.say("changes.pointsMoved", "points", points, "of", of)
}

// standingOf is points of their maximum: 2.5 of 5.
func (w Words) standingOf(s score.Standing) string {
	return w.say("changes.pointsMoved", "points", w.Points(s.Points), "of", w.OfMaximum(s.Max, s.MaxKnown))
}
