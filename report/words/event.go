package words

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
)

// Event is what a change of a cause did, in a few words: regressed, 4 → 0 of 5
// points.
func (w Words) Event(cause score.Cause, c score.Change) string {
	what := string(cause)
	switch cause {
	case score.StatusOnly:
		return w.clippedStatus(c.Before.Status) + " → " + w.clippedStatus(c.After.Status)
	case score.Repointing:
		return w.newWorth(c)
	case score.Renaming, score.Moving:
		return plaintext.Clip(w.FormerNames(c), 120)
	case score.Improvement:
		if c.After.Status == score.Completed && c.Before.Status != score.Completed {
			what = "completed"
		}
	}
	parts := []string{w.say("event.what", "what", what), w.pointsDetail(c)}
	if c.Flips > 0 && cause != score.Retirement {
		parts = append(parts, w.Text(unstable))
	}
	return strings.Join(parts, ", ")
}

const unstable Text = "event.unstable"

// MoreOfCause counts the changes of a cause beyond those that are listed: 2
// more regressed.
func (w Words) MoreOfCause(n int, cause score.Cause) string {
	return w.say("event.moreOfCause", "cause", string(cause), "n", n)
}

// EventDetail is Event as a line of its own begins.
func (w Words) EventDetail(cause score.Cause, c score.Change) string {
	return capitalised(w.Event(cause, c))
}

// Counted counts the changes of groups, each with its effect: 4 improved (+0.90
// pp), 6 drifted (−0.03 pp).
func (w Words) Counted(groups []score.Group) []string {
	var parts []string
	for _, g := range groups {
		parts = append(parts, w.WithPP(w.CauseCountInFull(len(g.Changes), g.Cause), g.Effect))
	}
	return parts
}

// CountedBesideSum is Counted in one line that has the sum of the effects
// beside it: one group alone needs no effect of its own.
func (w Words) CountedBesideSum(groups []score.Group) string {
	text := strings.Join(w.Counted(groups), ", ")
	if len(groups) == 1 {
		text = w.CauseCountInFull(len(groups[0].Changes), groups[0].Cause)
	}
	if !slices.ContainsFunc(groups, func(g score.Group) bool { return g.Cause.By() != score.ByMicrosoft }) {
		return w.say("event.byMicrosoft", "changes", text)
	}
	return text
}

// CauseCountInFull is CauseCount where there is room for what readers must not
// miss: 2 reported as resolved, not verified.
func (w Words) CauseCountInFull(n int, c score.Cause) string {
	if c == score.Declaration {
		return w.say("event.reportedInFull", "n", n)
	}
	return w.CauseCount(n, c)
}
