package words

import (
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

	exceptionNeedless  Text = "exceptions.needless"
	exceptionNotScored Text = "exceptions.notScored"
	exceptionEndless   Text = "exceptions.endless"
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
		parts = append(parts, w.say("exceptions.by", "person", by))
	}
	if to := plaintext.Clip(c.StateAssigned, longestPerson); to != "" {
		parts = append(parts, w.say("exceptions.assignedTo", "person", to))
	}
	if !c.StateAt.IsZero() {
		day := score.DateOf(c.StateAt)
		if len(parts) == 0 {
			parts = append(parts, w.SinceDay(day))
		} else {
			parts = append(parts, w.LongDate(day))
		}
	}
	who := strings.Join(parts, ", ")
	comment := plaintext.Clip(c.StateComment, longestComment)
	switch {
	case comment == "":
		return who
	case who == "":
		return w.quotation(comment)
	}
	return w.say("exceptions.whoAndComment", "who", who, "comment", w.quotation(comment))
}

// StillAffected is how many users or devices an action has yet to reach: 15 of
// 40 users still affected. It is empty for none, and where that is not certain.
func (w Words) StillAffected(c score.Control) string {
	a, certain := c.Affected()
	if !certain || a.Count == 0 {
		return ""
	}
	return w.say("exceptions.stillAffected", "count", w.Points(float64(a.Count)), "total", w.number(float64(a.Total)),
		"unit", string(a.Unit))
}

// ExceptionUntil says how an exception stands: until 31 March 2027.
func (w Words) ExceptionUntil(d score.Decision) string {
	switch {
	case d.State == score.ExceptionOverdue:
		return w.say("exceptions.overdue", "day", w.LongDate(d.Until))
	case d.State == score.ExceptionNeedless:
		return w.Text(exceptionNeedless)
	case d.State == score.ExceptionNotScored:
		return w.Text(exceptionNotScored)
	case d.Until == "":
		return w.Text(exceptionEndless)
	}
	return w.say("exceptions.until", "day", w.LongDate(d.Until))
}

// ExceptionReason is the reason of an exception, with its owner and ticket.
func (w Words) ExceptionReason(e score.Exception) string {
	parts := []string{plaintext.Clip(e.Reason, longestComment)}
	if owner := plaintext.Clip(e.Owner, longestPerson); owner != "" {
		parts = append(parts, w.say("exceptions.owner", "owner", owner))
	}
	if ticket := plaintext.Clip(e.Ticket, longestTicket); ticket != "" {
		parts = append(parts, w.say("exceptions.ticket", "ticket", ticket))
	}
	return strings.Join(parts, " · ")
}

// ExceptionLine is how an exception stands, and its reason, in one line.
func (w Words) ExceptionLine(d score.Decision) string {
	return w.ExceptionMark(d) + " · " + w.ExceptionReason(d.Exception)
}

// ExceptionMark marks an action that has an exception.
func (w Words) ExceptionMark(d score.Decision) string {
	return w.say("exceptions.mark", "state", w.ExceptionUntil(d))
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
	if overdue > 0 {
		return w.say("exceptions.countOverdue", "n", len(list), "overdue", overdue)
	}
	return w.say("exceptions.count", "n", len(list))
}

// MoreExceptions says how many exceptions a list leaves out.
func (w Words) MoreExceptions(n int) string { return w.say("exceptions.more", "n", n) }

// StrangeExceptions says that Microsoft has no action of these ids.
func (w Words) StrangeExceptions(ids []string) string {
	clipped := make([]string, len(ids))
	for i, id := range ids {
		clipped[i] = plaintext.Clip(id, longestPerson)
	}
	return w.say("exceptions.strange", "n", len(ids), "ids", strings.Join(clipped, ", "))
}

// FixExceptions says what to do about them.
const FixExceptions Text = "exceptions.fixExceptions"

// OverdueExceptions names the actions whose exceptions have ended.
func (w Words) OverdueExceptions(list []score.Decision) string {
	titles := make([]string, len(list))
	for i, d := range list {
		titles[i] = w.ExceptionTitle(d)
	}
	return w.say("exceptions.overdueTitles", "n", len(list), "titles", strings.Join(titles, ", "))
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
	return w.say("exceptions.endedTitle", "n", len(list))
}

func (w Words) endedText(list []score.Decision) string {
	var sentences []string
	for _, d := range list[:min(len(list), mostEnded)] {
		sentences = append(sentences, w.say("exceptions.ended",
			"title", plaintext.Clip(w.ExceptionTitle(d), longestTitle), "day", w.LongDate(d.Until),
			"reason", plaintext.Clip(w.ExceptionReason(d.Exception), longestReason),
			"status", w.clippedStatus(d.Action.Status()), "points", w.ScoreOfAction(d.Action)))
	}
	if more := len(list) - mostEnded; more > 0 {
		sentences = append(sentences, w.say("exceptions.endedMore", "n", more))
	}
	return strings.Join(append(sentences, w.say("exceptions.endedAdvice", "n", len(list))), " ")
}

// ExceptionOf is the exception of an action; empty for none.
func (w Words) ExceptionOf(a report.Action) string {
	if a.Exception == nil {
		return ""
	}
	return w.ExceptionLine(*a.Exception)
}
