package slashcommand

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
)

const help = "*What I understand*\n" +
	"`/securescore` or `/securescore status`: the score now, and what changed since the last look\n" +
	"`/securescore actions`: what to do first; narrowed by any of `cost:low`, `impact:moderate`, `category:identity`, `status:planned`, `new`, and words of the title\n" +
	"`/securescore diff P7D`: why the score changed since then (an ISO 8601 duration, or a date like 2026-11-16)\n" +
	"`/securescore report`: a report on the last 7 days, as a PDF by direct message\n" +
	"`/securescore report P30D html csv`: on another period, in other formats\n" +
	"`/securescore report share`: the report to the channel that gets the weekly one, for all to see\n" +
	"`… for contoso`: of one tenant only, by name or id\n" +
	"`/securescore help`: this"

var errHelp = errors.New("help was asked for")

// What may be asked.
const (
	Status  = "status"
	Actions = "actions"
	Diff    = "diff"
)

// Question is what a command asks. Status and a report are runs of the event; the
// others only look. The event notifies no channel, unless the answer is to be
// shared.
type Question struct {
	Ask   string       // Status, Actions or Diff
	Since event.Period // of a diff: a duration or a date; empty for the day before
	Event event.Event
}

// Parse reads the words behind the command's name. Whether a period is one, and
// whether there is such a tenant, is found out by who answers.
func Parse(text string) (Question, error) {
	q := Question{Ask: Status}
	words := strings.Fields(text)
	if i := slices.IndexFunc(words, func(w string) bool { return strings.EqualFold(w, "for") }); i >= 0 {
		name := strings.Join(words[i+1:], " ")
		if name == "" {
			return Question{}, errors.New("a tenant's name or id is missing behind the word \"for\"")
		}
		q.Event.Tenants, words = []string{name}, words[:i]
	}
	if len(words) == 0 {
		return q, nil
	}
	verb, rest := strings.ToLower(words[0]), words[1:]
	switch verb {
	case "help":
		return Question{}, errHelp
	case "report":
		q.Event.Report = &event.Report{}
		return q, q.report(rest)
	case Actions:
		q.Ask = Actions
		return q, parseFilter(&q.Event.Filter, rest)
	case Diff:
		q.Ask = Diff
		if len(rest) > 0 {
			q.Since, rest = event.Period(strings.ToUpper(rest[0])), rest[1:]
		}
	case Status:
	default:
		return Question{}, fmt.Errorf("the word %q is not known here", words[0])
	}
	if len(rest) > 0 {
		return Question{}, fmt.Errorf("%q is not understood behind %s", rest[0], verb)
	}
	return q, nil
}

var formats = []event.Format{event.PDF, event.HTML, event.CSV}

func (q *Question) report(words []string) error {
	r := q.Event.Report
	for _, word := range words {
		switch lower := strings.ToLower(strings.Trim(word, ",")); {
		case lower == "share":
			q.Event.Deliver = []string{"slack"}
		case slices.Contains(formats, event.Format(lower)):
			r.Formats = append(r.Formats, event.Format(lower))
		case r.Period == "" && strings.ContainsAny(lower[:min(1, len(lower))], "p0123456789"):
			r.Period = event.Period(strings.ToUpper(lower))
		default:
			return fmt.Errorf("%q is not understood behind report", word)
		}
	}
	return nil
}

// statuses are those of the contract, by what people write.
var statuses = map[string]score.Status{
	"toaddress": score.ToAddress, "open": score.ToAddress, "planned": score.Planned, "riskaccepted": score.RiskAccepted, "accepted": score.RiskAccepted,
	"thirdparty": score.ThirdParty, "alternatemitigation": score.AlternateMitigation, "completed": score.Completed, "done": score.Completed,
}

// parseFilter reads filters, name:value each; every other word is looked for in
// titles.
func parseFilter(f *event.Filter, words []string) error {
	var search []string
	for _, word := range words {
		name, value, is := strings.Cut(word, ":")
		level := score.Level(strings.ToLower(value))
		known := level == score.Low || level == score.Moderate || level == score.High
		switch name = strings.ToLower(name); {
		case !is && name == "new":
			yes := true
			f.New = &yes
		case !is:
			search = append(search, word)
		case name == "cost" && known:
			f.MaxCost = level
		case name == "impact" && known:
			f.MaxUserImpact = level
		case name == "category" && value != "":
			f.Categories = append(f.Categories, value)
		case name == "status" && statuses[strings.ToLower(value)] != "":
			f.Statuses = append(f.Statuses, statuses[strings.ToLower(value)])
		default:
			return fmt.Errorf("%q is no filter: there are cost:, impact: (each low, moderate or high), category: and status: (open, planned, accepted, done)", word)
		}
	}
	f.Search = strings.Join(search, " ")
	return nil
}
