package report

import "secure-score-reporter/internal/score"

// What a short message names, whatever form the channel gives it.

// IsEvent says whether an alert names a change of this cause: what somebody
// did, and a new action. What else Microsoft changed, and drift, it counts.
func IsEvent(cause score.Cause, _ score.Change) bool {
	by := cause.By()
	return cause == score.Addition || by != score.ByMicrosoft && by != score.ByDrift
}

// IsNews says whether a report in short names a change: the bad news, and a new
// action.
func IsNews(cause score.Cause, _ score.Change) bool {
	switch cause {
	case score.Regression, score.Undeclared, score.Acceptance, score.Addition:
		return true
	}
	return false
}

// IsGoodNews says whether a change is good news.
func IsGoodNews(cause score.Cause, _ score.Change) bool {
	return cause == score.Improvement || cause == score.Declaration
}

// InBrief divides the changes of a report in short into those that it names and
// those that it counts. It names the news, and what went well only where there
// is nothing else to name.
func InBrief(groups []score.Group) (named, counted []score.Group) {
	if named, counted = Divide(groups, IsNews); len(named) > 0 {
		return named, counted
	}
	return Divide(groups, IsGoodNews)
}

// NotDrift says whether a change is more than drift.
func NotDrift(cause score.Cause, _ score.Change) bool { return cause != score.Drift }

// Divide are the groups of the changes that are, such as IsNews, and those of
// the others, in their order.
func Divide(groups []score.Group, is func(score.Cause, score.Change) bool) (some, others []score.Group) {
	for _, g := range groups {
		yes, no := score.Group{Cause: g.Cause}, score.Group{Cause: g.Cause}
		for _, c := range g.Changes {
			into := &no
			if is(g.Cause, c) {
				into = &yes
			}
			into.Changes = append(into.Changes, c)
			into.Effect = score.Hundredths(into.Effect + c.Effect)
		}
		if len(yes.Changes) > 0 {
			some = append(some, yes)
		}
		if len(no.Changes) > 0 {
			others = append(others, no)
		}
	}
	return some, others
}

// SoonDays is how many days before its end an exception is in every report by
// name: time enough to complete the action or to extend the exception.
const SoonDays = 30

// Due are the exceptions that are overdue, and those that end within SoonDays,
// in the order of the list.
func Due(list []score.Decision, today score.Date) (overdue, ending []score.Decision) {
	for _, d := range list {
		switch {
		case d.State == score.ExceptionOverdue:
			overdue = append(overdue, d)
		case d.State == score.ExceptionCurrent && d.Until != "" && d.Until <= today.AddDays(SoonDays):
			ending = append(ending, d)
		}
	}
	return overdue, ending
}
