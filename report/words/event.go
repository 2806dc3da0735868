package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
)

// EventDetail is what happened to an action in a few words, for a message that
// has one line for it: Regressed: 4 → 0 of 4 points.
func (w Words) EventDetail(c score.Change, cause score.Cause) string {
	text := eventName(c, cause) + ": "
	switch cause {
	case score.StatusOnly:
		text += clippedStatus(c.Before.Status) + " → " + clippedStatus(c.After.Status)
	default:
		text += w.pointsDetail(c)
	}
	if unstable := Unstable(c); unstable != "" {
		text += " · " + unstable
	}
	return text
}

// eventName is the cause of one change; an improvement may have completed the
// action.
func eventName(c score.Change, cause score.Cause) string {
	switch {
	case cause == score.Improvement && c.After.Status == score.Completed:
		return StatusName(score.Completed)
	case cause == score.Declaration:
		return CauseName(cause) + ", " + LabelNotVerified
	}
	return CauseName(cause)
}

// MoreFrom says how many more changes of a cause there are.
func MoreFrom(n int, cause score.Cause) string {
	more := strconv.Itoa(n) + " more "
	switch cause {
	case score.Acceptance:
		return Count(n, "more risk") + " accepted"
	case score.StatusOnly:
		return more + "changed status"
	}
	return more + strings.ToLower(CauseName(cause))
}

// Counted counts the changes of groups, in one line that has the sum of their
// effects beside it. Each has its own effect, unless there is one group only.
func (w Words) Counted(groups []score.Group) string {
	var parts []string
	microsoft := true
	for _, g := range groups {
		microsoft = microsoft && g.Cause.By() == score.ByMicrosoft
		part := CauseCountInFull(len(g.Changes), g.Cause)
		if len(groups) > 1 {
			part = w.WithPP(part, g.Effect)
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, ", ")
	if microsoft {
		return "By Microsoft: " + text
	}
	return text
}

// CauseCountInFull is CauseCount where there is room for what readers must not
// miss: 2 reported as resolved, not verified.
func CauseCountInFull(n int, c score.Cause) string {
	text := CauseCount(n, c)
	if c == score.Declaration {
		text += ", " + LabelNotVerified
	}
	return text
}

// Added names the actions that Microsoft added, as many as a line has room for.
func Added(changes []score.Change) string {
	const most = 3
	var names []string
	for _, c := range changes[:min(len(changes), most)] {
		names = append(names, "“"+plaintext.Clip(ActionTitle(c.Title, c.ID), longestTitle)+"”")
	}
	text := CauseName(score.Addition) + ": " + strings.Join(names, ", ")
	if more := len(changes) - most; more > 0 {
		text += " " + More(more)
	}
	return text
}
