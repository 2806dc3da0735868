package slashcommand

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

const help = "*What I understand*\n" +
	"`/securescore` or `/securescore status`: the score now, and what changed since the last look\n" +
	"`/securescore report`: a report on the last 7 days, as a PDF to open\n" +
	"`/securescore report P30D html csv`: on another period (an ISO 8601 duration, or a date like 2026-11-16), in other formats\n" +
	"`/securescore status for contoso`: of one tenant only, by name or id\n" +
	"`/securescore help`: this"

var errHelp = errors.New("help was asked for")

var formats = []string{"pdf", "html", "csv"}

// Event is what a command asks for, as the contract's event. The channels are
// off: the answer goes to who asked.
type Event struct {
	Tenants []string `json:"tenants,omitempty"`
	Report  *Report  `json:"report,omitempty"`
}

// Report is the contract's report of an event.
type Report struct {
	Period  string   `json:"period,omitempty"`
	Formats []string `json:"formats,omitempty"`
}

// Parse reads the words behind the command's name. Whether a period is one, and
// whether there is such a tenant, is found out by who runs the event.
func Parse(text string) (Event, error) {
	var e Event
	words := strings.Fields(text)
	if i := slices.IndexFunc(words, func(w string) bool { return strings.EqualFold(w, "for") }); i >= 0 {
		name := strings.Join(words[i+1:], " ")
		if name == "" {
			return Event{}, errors.New("a tenant's name or id is missing behind the word \"for\"")
		}
		e.Tenants, words = []string{name}, words[:i]
	}
	if len(words) == 0 {
		return e, nil
	}
	verb, rest := strings.ToLower(words[0]), words[1:]
	switch verb {
	case "help":
		return Event{}, errHelp
	case "report":
		e.Report = &Report{}
		return e, e.Report.parse(rest)
	case "status":
		if len(rest) > 0 {
			return Event{}, fmt.Errorf("%q is not understood behind status", rest[0])
		}
		return e, nil
	}
	return Event{}, fmt.Errorf("the word %q is not known here", words[0])
}

func (r *Report) parse(words []string) error {
	for _, word := range words {
		switch lower := strings.ToLower(strings.Trim(word, ",")); {
		case slices.Contains(formats, lower):
			r.Formats = append(r.Formats, lower)
		case r.Period == "" && strings.ContainsAny(lower[:min(1, len(lower))], "p0123456789"):
			r.Period = strings.ToUpper(lower)
		default:
			return fmt.Errorf("%q is not understood behind report", word)
		}
	}
	return nil
}
