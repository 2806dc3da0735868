package slashcommand

import (
	"errors"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// What a command asks for, besides a report.
const (
	Status  = "status"
	Actions = "actions"
	Diff    = "diff"
	History = "history"
)

// Question is what a command asks. Status and a report are runs of the event;
// Actions, Diff and History only show what there is. The event notifies no
// channel, unless the report is to be shared.
type Question struct {
	Ask   string       // Status, Actions, Diff or History
	Since event.Period // of Diff and History: a duration or a date; empty for the usual
	Event event.Event
}

// ErrHelp says that the command asks for help.
var ErrHelp = errors.New("the command asks for help")

// MisunderstoodError says in a sentence what is not understood of a command.
type MisunderstoodError func(words.Words) string

func (e MisunderstoodError) Error() string { return e(words.English) }

// Parse reads the words after the command's name. It does not check whether a
// period is valid or whether there is such a tenant. Its error is ErrHelp or a
// MisunderstoodError; of the question only the tenants count then.
func Parse(text string) (Question, error) {
	q := Question{Ask: Status}
	parts := strings.Fields(text)
	if i := slices.IndexFunc(parts, func(w string) bool { return strings.EqualFold(w, "for") }); i >= 0 {
		name := strings.Join(parts[i+1:], " ")
		if name == "" {
			return q, MisunderstoodError(func(w words.Words) string { return w.Text(words.CommandWithoutTenant) })
		}
		q.Event.Tenants, parts = []string{name}, parts[:i]
	}
	if len(parts) == 0 {
		return q, nil
	}
	verb, rest := strings.ToLower(parts[0]), parts[1:]
	switch verb {
	case "help":
		return q, ErrHelp
	case "report":
		q.Event.Report = &event.Report{}
		return q, q.parseReport(rest)
	case Actions:
		q.Ask = Actions
		return q, q.parseFilter(rest)
	case Diff, History:
		q.Ask = verb
		if len(rest) > 0 {
			q.Since, rest = event.Period(strings.ToUpper(rest[0])), rest[1:]
		}
	case Status:
	default:
		return q, MisunderstoodError(func(w words.Words) string { return w.CommandUnknown(parts[0]) })
	}
	if len(rest) > 0 {
		return q, MisunderstoodError(func(w words.Words) string { return w.CommandNotUnderstood(rest[0], verb) })
	}
	return q, nil
}

var formats = []event.Format{event.PDF, event.HTML, event.CSV}

func (q *Question) parseReport(parts []string) error {
	r := q.Event.Report
	for _, word := range parts {
		switch lower := strings.ToLower(strings.Trim(word, ",")); {
		case lower == "share":
			q.Event.Deliver = []string{"slack"}
		case lower == string(event.Summary) || lower == string(event.Full):
			r.Edition = event.Edition(lower)
		case slices.Contains(formats, event.Format(lower)):
			r.Formats = append(r.Formats, event.Format(lower))
		case r.Period == "" && strings.ContainsAny(lower[:min(1, len(lower))], "p0123456789"):
			r.Period = event.Period(strings.ToUpper(lower))
		default:
			return MisunderstoodError(func(w words.Words) string { return w.CommandNotUnderstood(word, "report") })
		}
	}
	return nil
}

// statuses are the event's, by what people write.
var statuses = map[string]score.Status{
	"toaddress": score.ToAddress, "open": score.ToAddress,
	"planned":      score.Planned,
	"riskaccepted": score.RiskAccepted, "accepted": score.RiskAccepted,
	"thirdparty":          score.ThirdParty,
	"alternatemitigation": score.AlternateMitigation,
	"completed":           score.Completed, "done": score.Completed,
}

var levels = []score.Level{score.Low, score.Moderate, score.High}

// parseFilter reads filters, name:value each. All other words are searched for
// in titles.
func (q *Question) parseFilter(parts []string) error {
	f := &q.Event.Filter
	var search []string
	for _, word := range parts {
		name, value, hasValue := strings.Cut(word, ":")
		level := score.Level(strings.ToLower(value))
		isLevel := slices.Contains(levels, level)
		switch name = strings.ToLower(name); {
		case !hasValue && name == "new":
			f.New = new(true)
		case !hasValue:
			search = append(search, word)
		case name == "cost" && isLevel:
			f.MaxCost = level
		case name == "impact" && isLevel:
			f.MaxUserImpact = level
		case name == "category" && value != "":
			f.Categories = append(f.Categories, value)
		case name == "status" && statuses[strings.ToLower(value)] != "":
			f.Statuses = append(f.Statuses, statuses[strings.ToLower(value)])
		default:
			return MisunderstoodError(func(w words.Words) string { return w.FilterUnknown(word) })
		}
	}
	f.Search = strings.Join(search, " ")
	return nil
}
