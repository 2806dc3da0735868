package words

import (
	"cmp"

	"secure-score-reporter/report"
)

// NoticeTitle is a notice in a few words.
func (w Words) NoticeTitle(n report.Notice) string {
	if n.Trouble == report.ExceptionEnded {
		return w.endedTitle(n.Ended)
	}
	titles := map[report.Trouble][2]string{
		report.Stale:    {"No new score", "There is a new score again"},
		report.HeldBack: {"Score held back", "Scores can be used again"},
		report.Failing:  {"The score is not monitored", "The score is monitored again"},
	}[n.Trouble]
	if n.Over {
		return titles[1]
	}
	return titles[0]
}

// NoticeText is a notice in sentences: what is wrong, what it means, and what
// to do.
func (w Words) NoticeText(n report.Notice) string {
	switch {
	case n.Trouble == report.ExceptionEnded:
		return w.endedText(n.Ended)
	case n.Trouble == report.Stale && n.Over:
		return "Microsoft sends new scores again; the newest is of " + w.LongDate(n.Newest) + "."
	case n.Trouble == report.Stale:
		return "The newest score that Microsoft sends is of " + w.LongDate(n.Newest) +
			". Until there is a new one, no change can be seen. Microsoft calculates the score, so there is " +
			"nothing to do here; contact Microsoft support if this continues. " +
			"A message follows when there is a new score."
	case n.Trouble == report.HeldBack && n.Over:
		return "The score that Microsoft sends can be used again. Alerts have every change since the last score that was used."
	case n.Trouble == report.HeldBack:
		return "The score that Microsoft sent was not used, because it cannot be right: " + n.Details +
			". Nothing of it was stored. A message follows when a score can be used again."
	case n.Over:
		return "The runs succeed again. Alerts have every change since the last run that succeeded."
	}
	return "The last three runs failed: " + cmp.Or(n.Details, "no reason is known") +
		". securescore doctor checks what a run needs. A message follows when a run succeeds again."
}
