package job

import (
	"slices"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// overdue are the exceptions that have ended and whose action is not completed.
func overdue(list []score.Decision) []score.Decision {
	return slices.DeleteFunc(slices.Clone(list), func(d score.Decision) bool {
		return d.State != score.ExceptionOverdue
	})
}

// endings is the notice of exceptions that ended and that a channel was not
// notified of; empty where there are none. Once it is accepted the ledger has
// them too. It forgets none: an action that is completed for some days is then
// overdue again, which is no news.
func endings(l ledger.Ledger, ended []score.Decision) []dueNotice {
	var fresh []score.Decision
	keys := slices.Clone(l.Ended)
	for _, d := range ended {
		if key := endingKey(d); !slices.Contains(l.Ended, key) {
			fresh, keys = append(fresh, d), append(keys, key)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	slices.Sort(keys)
	return []dueNotice{{
		report.Notice{Trouble: report.ExceptionEnded, Ended: fresh}, ledger.Pending{Ended: keys},
	}}
}

// endingKey is the key under which the ledger has that an exception ended. One
// that is extended and ends again has another.
func endingKey(d score.Decision) string { return score.Fold(d.Control) + " " + string(d.Until) }

// checkExceptions reads the exceptions of the configuration against the score.
func (t Tenant) checkExceptions(known collected) (findings []health.Finding) {
	const check = "exceptions"
	if ids := known.snapshot.Strangers(t.Exceptions, known.catalogue); len(ids) > 0 {
		findings = append(findings,
			health.Warn(check, words.English.StrangeExceptions(ids), words.English.Text(words.FixExceptions)))
	}
	late := overdue(known.snapshot.Decisions(t.Exceptions, score.DateOf(known.now)))
	if len(late) > 0 {
		findings = append(findings,
			health.Warn(check, words.English.OverdueExceptions(late), words.English.Text(words.FixOverdue)))
	}
	return findings
}
