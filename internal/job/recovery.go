package job

import (
	"slices"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// regressed are the controls whose regression a message tells, by id, folded.
func regressed(m report.Message) []string {
	if m.News == nil {
		return nil
	}
	var ids []string
	for _, c := range m.News.Changes {
		if c.Has(score.Regressed) && c.OwnPoints < 0 {
			ids = append(ids, score.Fold(c.ID))
		}
	}
	slices.Sort(ids)
	return ids
}

// recoveries are the changes that make good what an earlier message told as a
// regression, by that message, the newest first.
func recoveries(news score.Account, book ledger.Ledger) (list []report.Recovery, ids []string) {
	for i := len(book.Entries) - 1; i >= 0; i-- {
		entry := book.Entries[i]
		if !entry.Done || entry.Progress == "" {
			continue
		}
		recovery := report.Recovery{Progress: entry.Progress}
		for _, c := range news.Changes {
			id := score.Fold(c.ID)
			if c.Has(score.Improved) && c.OwnPoints > 0 && slices.Contains(entry.Regressed, id) && !slices.Contains(ids, id) {
				recovery.Changes, ids = append(recovery.Changes, c), append(ids, id)
			}
		}
		if len(recovery.Changes) > 0 {
			list = append(list, recovery)
		}
	}
	return list, ids
}
