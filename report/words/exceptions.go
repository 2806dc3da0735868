package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What the list of exceptions says.
const (
	ExceptionsTitle Text = "exceptions.title"
	ExceptionsIntro Text = "exceptions.intro"

	LabelReason    Text = "label.reason"
	LabelException Text = "label.exception"
)

// How long a name, a ticket and a comment of other people may be, in
// characters.
const (
	longestPerson  = 120
	longestTicket  = 120
	longestComment = 500
)

// DeclaredBy says who set an action's status, to whom it is assigned, when, and
// with which comment, as far as it is known.
func (w Words) DeclaredBy(c score.Control) string {
	var parts []string
	if by := plaintext.Clip(c.StateBy, longestPerson); by != "" {
		parts = append(parts, "by "+by)
	}
	if to := plaintext.Clip(c.StateAssigned, longestPerson); to != "" {
		parts = append(parts, "assigned to "+to)
	}
	if !c.StateAt.IsZero() {
		day := w.LongDate(score.DateOf(c.StateAt))
		if len(parts) == 0 {
			day = "since " + day
		}
		parts = append(parts, day)
	}
	who := strings.Join(parts, ", ")
	comment := plaintext.Clip(c.StateComment, longestComment)
	switch {
	case comment == "":
		return who
	case who == "":
		return "“" + comment + "”"
	}
	return who + ": “" + comment + "”"
}

// StillAffected is how many users or devices an action has yet to reach: 15 of
// 40 users still affected. It is empty for none, and where that is not certain.
func (w Words) StillAffected(c score.Control) string {
	a, certain := c.Affected()
	if !certain || a.Count == 0 {
		return ""
	}
	text := w.Points(float64(a.Count)) + " of " + w.Points(float64(a.Total))
	if unit := string(a.Unit); unit != "" {
		if a.Total == 1 {
			unit = strings.TrimSuffix(unit, "s")
		}
		text += " " + unit
	}
	return text + " still affected"
}

// ExceptionUntil says how an exception stands: until 31 March 2027.
func (w Words) ExceptionUntil(d score.Decision) string {
	switch {
	case d.State == score.ExceptionOverdue:
		return "overdue: ended on " + w.LongDate(d.Until)
	case d.State == score.ExceptionNeedless:
		return "no longer needed: the action is completed"
	case d.State == score.ExceptionNotScored:
		return "the action is not scored for this tenant"
	case d.Until == "":
		return "without an end"
	}
	return "until " + w.LongDate(d.Until)
}

// ExceptionReason is the reason of an exception, with its owner and ticket.
func (w Words) ExceptionReason(e score.Exception) string {
	parts := []string{plaintext.Clip(e.Reason, longestComment)}
	if owner := plaintext.Clip(e.Owner, longestPerson); owner != "" {
		parts = append(parts, "owner "+owner)
	}
	if ticket := plaintext.Clip(e.Ticket, longestTicket); ticket != "" {
		parts = append(parts, "ticket "+ticket)
	}
	return strings.Join(parts, " · ")
}

// ExceptionLine is how an exception stands, and its reason, in one line.
func (w Words) ExceptionLine(d score.Decision) string {
	return w.ExceptionMark(d) + " · " + w.ExceptionReason(d.Exception)
}

// ExceptionMark marks an action that has an exception.
func (w Words) ExceptionMark(d score.Decision) string {
	return strings.ToLower(w.Text(LabelException)) + " " + w.ExceptionUntil(d)
}

// StateOfAction is what is known of an action beside its points: what it still
// affects, who set its status, and its exception.
func (w Words) StateOfAction(a report.Action) []string {
	var parts []string
	for _, part := range []string{w.StillAffected(a.Control), w.DeclaredBy(a.Control), w.ExceptionOf(a)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// ExceptionTitle is the action of an exception.
func (w Words) ExceptionTitle(d score.Decision) string {
	return w.ActionTitle(d.Action.Title, d.Control)
}

// ExceptionPoints are the points of its action; empty where it is not scored.
func (w Words) ExceptionPoints(d score.Decision) string {
	if d.State == score.ExceptionNotScored {
		return ""
	}
	return w.Points(d.Action.Points) + " " + w.OfMaximum(d.Action.Max, d.Action.MaxKnown())
}

// ExceptionFacts are the status, the points and how the exception stands.
func (w Words) ExceptionFacts(d score.Decision) string {
	if d.State == score.ExceptionNotScored {
		return w.ExceptionUntil(d)
	}
	return strings.Join([]string{w.ExceptionUntil(d), w.clippedStatus(d.Action.Status()),
		w.ScoreOfAction(d.Action)}, " · ")
}

// ScoreOfAction is an action's points of its maximum, with the unit.
func (w Words) ScoreOfAction(c score.Control) string {
	return w.standingPoints(score.Standing{Points: c.Points, Max: c.Max, MaxKnown: c.MaxKnown()})
}

// ExceptionsCount says how many exceptions there are, and how many of them are
// overdue.
func (w Words) ExceptionsCount(list []score.Decision) string {
	overdue := 0
	for _, d := range list {
		if d.State == score.ExceptionOverdue {
			overdue++
		}
	}
	text := Count(len(list), "exception")
	if overdue > 0 {
		text += ", " + strconv.Itoa(overdue) + " overdue"
	}
	return text
}

// MoreExceptions says how many exceptions a list leaves out.
func (w Words) MoreExceptions(n int) string { return "and " + Count(n, "more exception") }

// StrangeExceptions says that Microsoft has no action of these ids.
func (w Words) StrangeExceptions(ids []string) string {
	clipped := make([]string, len(ids))
	for i, id := range ids {
		clipped[i] = plaintext.Clip(id, longestPerson)
	}
	return Count(len(ids), "exception") + " in the configuration without a recommended action of that id: " +
		strings.Join(clipped, ", ")
}

// FixExceptions says what to do about them.
const FixExceptions Text = "exceptions.fixExceptions"

// OverdueExceptions names the actions whose exceptions have ended.
func (w Words) OverdueExceptions(list []score.Decision) string {
	titles := make([]string, len(list))
	for i, d := range list {
		titles[i] = w.ExceptionTitle(d)
	}
	return Count(len(list), "exception") + " overdue: " + strings.Join(titles, ", ")
}

// FixOverdue says what to do about them.
const FixOverdue Text = "exceptions.fixOverdue"

// How many ended exceptions a message describes, and how long their titles and
// reasons may be there, in characters.
const (
	mostEnded     = 5
	longestTitle  = 120
	longestReason = 250
)

// endedTitle and endedText are a message about exceptions that ended.
func (w Words) endedTitle(list []score.Decision) string {
	if len(list) == 1 {
		return "An exception has ended"
	}
	return strconv.Itoa(len(list)) + " exceptions have ended"
}

func (w Words) endedText(list []score.Decision) string {
	var sentences []string
	for _, d := range list[:min(len(list), mostEnded)] {
		sentences = append(sentences, "The exception for “"+plaintext.Clip(w.ExceptionTitle(d), longestTitle)+"” ended on "+
			w.LongDate(d.Until)+" ("+plaintext.Clip(w.ExceptionReason(d.Exception), longestReason)+"). Microsoft records the "+
			"status "+w.clippedStatus(d.Action.Status())+" ("+w.ScoreOfAction(d.Action)+").")
	}
	if more := len(list) - mostEnded; more > 0 {
		sentences = append(sentences, capitalised(w.MoreExceptions(more))+".")
	}
	text := strings.Join(sentences, " ")
	if len(list) == 1 {
		return text + " Complete the action, or extend or remove the exception in the configuration. Until then, " +
			"reports list it as overdue."
	}
	return text + " Complete the actions, or extend or remove the exceptions in the configuration. Until then, reports " +
		"list them as overdue."
}

// ExceptionOf is the exception of an action; empty for none.
func (w Words) ExceptionOf(a report.Action) string {
	if a.Exception == nil {
		return ""
	}
	return w.ExceptionLine(*a.Exception)
}
