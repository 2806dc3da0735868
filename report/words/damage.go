package words

import (
	"fmt"
	"path"
	"strings"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
)

// These say what is wrong in the store, what effect it has, and what a rebuild
// did.

// DamagedObject names the object; of several days the first and the last.
func DamagedObject(g damage.Group) string {
	if g.Findings == 1 || g.Object == g.Last.Object {
		return g.Object
	}
	return fmt.Sprintf("%s … %s (%s)", strings.TrimSuffix(g.Object, ".json.gz"), g.Last.Date, Count(g.Findings, "day"))
}

// Damage says what is wrong with an object.
func (w Words) Damage(g damage.Group) string {
	detail, more := "", ""
	if g.Detail != "" {
		detail, more = " ("+g.Detail+")", ": "+g.Detail
	}
	switch g.Kind {
	case damage.Unreadable:
		return "damaged" + more
	case damage.Newer:
		return "written by a newer version of this program"
	case damage.Missing:
		if g.Part == damage.Folder {
			return "nothing is stored, though there were runs" + detail
		}
		return "missing"
	case damage.Foreign:
		return "of another tenant" + detail
	case damage.Future:
		return "of a day in the future, " + w.daysOf(g) + detail
	case damage.Impossible:
		return "an impossible score" + detail
	case damage.Unlisted:
		return "not in the index of days"
	case damage.Differs:
		return "the index has another score of " + w.daysOf(g) + more
	case damage.Temporary:
		return "left behind by a process that was killed"
	}
	return "not expected here"
}

// daysOf are the days that findings are about.
func (w Words) daysOf(g damage.Group) string {
	if g.Findings == 1 {
		return w.LongDate(g.Date)
	}
	return fmt.Sprintf("%s (%s to %s)", Count(g.Findings, "day"), w.LongDate(g.Date), w.LongDate(g.Last.Date))
}

const canBeDeleted = "none; you can delete it"

// DamageEffect says what follows from it.
func (w Words) DamageEffect(g damage.Group) string {
	if g.Kind == damage.Newer {
		return "this version cannot use it; use the newer version"
	}
	switch g.Part {
	case damage.Snapshot, damage.History:
		return w.dayEffect(g)
	case damage.Index:
		return w.indexEffect(g)
	case damage.Ledger:
		return ledgerEffect(g)
	case damage.Step:
		return "a message that was sent when the machine crashed, or a part of it, may be sent again"
	case damage.Draft:
		return draftEffect(g)
	case damage.Identity:
		if score.IsID(path.Base(path.Dir(g.Object))) {
			return "none; the configuration has this tenant's id"
		}
		return "no run of this tenant knows whose score it reads, so nothing is stored or sent"
	case damage.Claim:
		if g.Kind == damage.Foreign {
			return "runs of this tenant fail, and their error says what to do: the other one may be its former name"
		}
		return "a first run of this tenant fails, and nobody notices if two tenants have one id"
	case damage.Report:
		return "a link to this report does not open what was sent"
	case damage.Folder:
		return "the next run starts the history again; check the store setting, or restore a backup"
	}
	return canBeDeleted
}

func (w Words) dayEffect(g damage.Group) string {
	days, is := w.daysOf(g), "is"
	if g.Findings > 1 {
		days, is = "these days", "are"
	}
	switch g.Kind {
	case damage.Missing:
		return "only the score of " + days + " is known, from the index"
	case damage.Unlisted:
		return "the trend does not show what changed on " + days
	case damage.Future:
		return fmt.Sprintf("%s %s not used until then", days, is)
	}
	return fmt.Sprintf("%s %s not used in comparisons, and may be missing in the trend", days, is)
}

func (w Words) indexEffect(g damage.Group) string {
	switch g.Kind {
	case damage.Differs, damage.Future:
		return "the trend has a wrong score of " + w.daysOf(g)
	}
	return "none; the next run makes it again"
}

func ledgerEffect(g damage.Group) string {
	switch g.Kind {
	case damage.Unreadable:
		return "this channel gets no messages"
	case damage.Foreign:
		return "the next message compares with the newest day before its score"
	}
	return "the next message compares with another day; the next run repairs it"
}

func draftEffect(g damage.Group) string {
	switch g.Kind {
	case damage.Unexpected:
		return canBeDeleted
	case damage.Missing:
		return "the rest of a message is not sent; the next run gives it up"
	}
	return "the rest of a message is not sent"
}

// Damaged says in a sentence what is wrong with an object, without the id of
// another tenant.
func (w Words) Damaged(g damage.Group) string {
	what, is, has := w.damaged(g), "is", "has"
	if g.Findings > 1 {
		is, has = "are", "have"
	}
	detail := ""
	if g.Detail != "" {
		detail = " (" + g.Detail + ")"
	}
	switch g.Kind {
	case damage.Newer:
		return fmt.Sprintf("%s %s written by a newer version of this program", what, map[string]string{"is": "was", "are": "were"}[is])
	case damage.Foreign:
		return fmt.Sprintf("%s %s of another tenant", what, is)
	case damage.Impossible:
		return fmt.Sprintf("%s %s an impossible score%s", what, has, detail)
	case damage.Missing:
		return fmt.Sprintf("%s %s missing", what, is)
	}
	return fmt.Sprintf("%s %s damaged%s", what, is, detail)
}

func (w Words) damaged(g damage.Group) string {
	switch {
	case g.IsDay() && g.Date != "":
		return w.daysOf(g)
	case g.Part == damage.Index:
		return "the index of days"
	case g.Part == damage.Ledger:
		return "the record of what was sent"
	case g.Part == damage.Draft:
		return "the rest of a message"
	case g.Part == damage.Identity:
		return "the record of the tenant's id"
	}
	return g.Object
}

// HistoryDamaged says what of the stored history cannot be used, in the
// language of a report.
func (w Words) HistoryDamaged(list []damage.Finding) string {
	var sentences []string
	for _, g := range damage.Groups(list) {
		what, n := g.Object, 1
		switch {
		case g.Part == damage.Index:
			what = w.Text(indexOfDays)
		case g.IsDay() && g.Date != "":
			n = g.Findings
			what = w.say("damage.days", "n", n, "first", w.LongDate(g.Date), "last", w.LongDate(g.Last.Date))
		}
		sentences = append(sentences, w.say("damage.history", "what", what, "n", n, "kind", string(g.Kind),
			"explained", yesNo(g.Detail != "" && g.Kind != damage.Foreign), "detail", g.Detail,
			"index", yesNo(g.Part == damage.Index)))
	}
	return w.say("damage.seeAll", "damage", strings.Join(sentences, "; "))
}

const indexOfDays Text = "damage.indexOfDays"

// FixDamage says what to do about damage.
func (w Words) FixDamage(list []damage.Finding) string {
	left := false
	for _, f := range list {
		switch {
		case f.Kind == damage.Newer:
			return "use the newer version of this program"
		case f.Part == damage.Draft && f.Kind == damage.Missing:
		case f.Part != damage.Index:
			left = true
		}
	}
	if left {
		return RestoreOrRebuild
	}
	return "nothing to do: the next run repairs it"
}

// RestoreOrRebuild says how to repair an object.
const RestoreOrRebuild = "restore it from a backup, or run securescore store rebuild"

// Inspected says how much of a tenant's part of the store was read.
func Inspected(tenant string, days, ledgers, reports int) string {
	if days+ledgers+reports == 0 {
		return "Nothing is stored for " + tenant + "."
	}
	return fmt.Sprintf("%s, %s and %s were read.", Count(days, "day"), Count(ledgers, "ledger"), Count(reports, "report"))
}

// StoreIsSound says that nothing is wrong in a store.
const StoreIsSound = "Nothing is wrong."

// TheStore is the heading of what belongs to no tenant.
const TheStore = "The store"

// NotConfigured says that a tenant's folder was not read.
func NotConfigured(u damage.Unknown) string {
	return fmt.Sprintf("%s: not in the configuration, %s, not read", u.Folder, Count(u.Objects, "object"))
}

// Effect is what follows from something.
func Effect(effect string) string { return "effect: " + effect }

// RebuildHint says how to repair a store.
const RebuildHint = "securescore store rebuild repairs what can be repaired. It deletes nothing."

// MovedTo says where an object is now.
func MovedTo(to string) string { return "moved to " + to }

// Reindexed says that the index of days was made anew.
func (w Words) Reindexed(days, restored int) string {
	text := "the index of days has " + Count(days, "day")
	if restored > 0 {
		text += fmt.Sprintf("; of %s only the score could be saved", Count(restored, "day"))
	}
	return text + "."
}

// PointsOnly says that days of which the snapshot was damaged have points only.
func (w Words) PointsOnly(days []score.Date) string {
	last := days[len(days)-1]
	g := damage.Group{Finding: damage.Finding{Date: days[0]}, Last: damage.Finding{Date: last}, Findings: len(days)}
	have := "has"
	if len(days) > 1 {
		have = "have"
	}
	return fmt.Sprintf("%s %s points only: accepted risks appear as regressed since then", w.daysOf(g), have)
}

// NotBackfilled says that the days that Microsoft keeps could not be read.
func (w Words) NotBackfilled(err error) string {
	return fmt.Sprintf("the days that Microsoft keeps were not added: %v; securescore backfill tries again", err)
}

// StillWrong says that a rebuild could not repair something.
const StillWrong = "What is still wrong:"
