package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Event says what a run is to do. The zero value is a plain watch of every
// tenant with the channels off.
type Event struct {
	Tenants     []string // names or ids as the configuration has them; none means all
	Deliver     []string // names of channels that are told
	Report      *Request // nil: no report
	Filter      report.Filter
	ScheduledAt time.Time // the schedule's own time; zero for an ad hoc run
	DryRun      bool      // store and deliver nothing
}

// Request is what report is asked for.
type Request struct {
	Period  string   // as written: P7D or 2026-11-16
	Formats []Format // in the order asked for, none twice
	start   func(score.Date) score.Date
}

// Start is the day whose snapshot the report compares with, counted from the
// day of the snapshot just taken.
func (r Request) Start(of score.Date) score.Date { return r.start(of) }

// Format is a form of the report.
type Format string

// The formats, by the contract's words.
const (
	PDF  Format = "pdf"
	HTML Format = "html"
	CSV  Format = "csv"
)

// ChannelNames are the channels that an event may name.
var ChannelNames = []string{"slack", "email"}

const maxEvent = 1 << 20 // bytes; Lambda takes at most 1 MB asynchronously

// ProblemsError is everything that is wrong with an event, a line each.
type ProblemsError []string

func (p ProblemsError) Error() string { return strings.Join(p, "\n") }

// ParseEvent reads an event strictly. Nothing at all, or null, is the zero
// event. What is wrong is a ProblemsError that lists every problem.
func ParseEvent(doc []byte) (Event, error) {
	if len(doc) > maxEvent {
		return Event{}, ProblemsError{fmt.Sprintf("event: %d bytes are more than the %d that an event may have", len(doc), maxEvent)}
	}
	doc = bytes.TrimSpace(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")))
	if len(doc) == 0 || string(doc) == "null" {
		return Event{}, nil
	}
	p := &eventParser{}
	e := p.event(doc)
	if len(p.problems) > 0 {
		return Event{}, p.problems
	}
	return e, nil
}

type eventParser struct{ problems ProblemsError }

func (p *eventParser) problem(path, format string, args ...any) {
	p.problems = append(p.problems, fmt.Sprintf("event: "+path+": "+format, args...))
}

func (p *eventParser) event(doc []byte) Event {
	var e Event
	p.object("", doc, map[string]func(path string, value json.RawMessage){
		"tenants": func(path string, v json.RawMessage) { p.strings(path, v, &e.Tenants) },
		"deliver": func(path string, v json.RawMessage) {
			p.strings(path, v, &e.Deliver)
			e.Deliver = unique(e.Deliver)
			for _, name := range e.Deliver {
				if !slices.Contains(ChannelNames, name) {
					p.problem(path, "%q is no channel; there are %s", name, strings.Join(ChannelNames, ", "))
				}
			}
		},
		"report":      func(path string, v json.RawMessage) { e.Report = p.request(path, v) },
		"filter":      func(path string, v json.RawMessage) { e.Filter = p.filter(path, v) },
		"scheduledAt": func(path string, v json.RawMessage) { e.ScheduledAt = p.moment(path, v) },
		"dryRun":      func(path string, v json.RawMessage) { p.value(path, v, &e.DryRun, "true or false") },
	})
	return e
}

func (p *eventParser) request(path string, doc json.RawMessage) *Request {
	r := &Request{Formats: []Format{PDF}}
	r.start = func(of score.Date) score.Date { return of }
	hasPeriod := false
	p.object(path, doc, map[string]func(string, json.RawMessage){
		"period": func(path string, v json.RawMessage) {
			hasPeriod = true
			if p.value(path, v, &r.Period, "an ISO 8601 duration like P7D or a date") {
				r.start = p.start(path, r.Period)
			}
		},
		"formats": func(path string, v json.RawMessage) {
			var names []string
			p.strings(path, v, &names)
			r.Formats = nil
			for _, name := range unique(names) {
				if f := Format(name); slices.Contains([]Format{PDF, HTML, CSV}, f) {
					r.Formats = append(r.Formats, f)
				} else {
					p.problem(path, "%q is no format; there are pdf, html, csv", name)
				}
			}
		},
	})
	if !hasPeriod {
		r.Period = "P7D"
		r.start = p.start(path+".period", r.Period)
	}
	return r
}

func (p *eventParser) start(path, text string) func(score.Date) score.Date {
	start, err := parseStart(text)
	if err != nil {
		p.problem(path, "%v", err)
	}
	return start
}

// parseStart reads a duration or a date: what of a given day is the start.
func parseStart(text string) (func(score.Date) score.Date, error) {
	if date, err := score.ParseDate(text); err == nil {
		return func(score.Date) score.Date { return date }, nil
	}
	span, err := period.Parse(text)
	switch {
	case err != nil && !strings.HasPrefix(text, "P"):
		return nil, fmt.Errorf("%q is neither an ISO 8601 duration like P7D nor a date like 2026-11-16", text)
	case err != nil:
		return nil, fmt.Errorf("%q: %w", text, err)
	case span.IsZero():
		return nil, fmt.Errorf("%q is no time at all", text)
	}
	return func(of score.Date) score.Date { return score.DateOf(span.Before(of.Time())) }, nil
}

func (p *eventParser) filter(path string, doc json.RawMessage) report.Filter {
	var f report.Filter
	p.object(path, doc, map[string]func(string, json.RawMessage){
		"categories":    func(path string, v json.RawMessage) { p.strings(path, v, &f.Categories) },
		"maxUserImpact": func(path string, v json.RawMessage) { f.MaxUserImpact = p.level(path, v) },
		"maxCost":       func(path string, v json.RawMessage) { f.MaxCost = p.level(path, v) },
		"statuses": func(path string, v json.RawMessage) {
			var names []string
			p.strings(path, v, &names)
			for _, name := range names {
				f.Statuses = append(f.Statuses, score.Status(name)) // states that Microsoft invents have to be findable
			}
		},
		"new":      func(path string, v json.RawMessage) { f.New = p.flag(path, v) },
		"licensed": func(path string, v json.RawMessage) { f.Licensed = p.flag(path, v) },
		"search":   func(path string, v json.RawMessage) { p.value(path, v, &f.Search, "a text") },
	})
	return f
}

func (p *eventParser) level(path string, v json.RawMessage) score.Level {
	var text string
	if !p.value(path, v, &text, "low, moderate or high") {
		return ""
	}
	level := score.ParseLevel(text)
	if level == score.Unknown {
		p.problem(path, "%q is no level; there are low, moderate, high", text)
	}
	return level
}

func (p *eventParser) flag(path string, v json.RawMessage) *bool {
	var b bool
	if !p.value(path, v, &b, "true or false") {
		return nil
	}
	return &b
}

func (p *eventParser) moment(path string, v json.RawMessage) time.Time {
	var text string
	if !p.value(path, v, &text, "a time like 2026-11-23T06:00:00Z") {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		p.problem(path, "%q is no time like 2026-11-23T06:00:00Z", text)
	}
	return t.UTC()
}

// object hands each field to its reader, in the order of the document, so that
// problems are listed in that order too. A field that is null is as if absent.
func (p *eventParser) object(path string, doc []byte, fields map[string]func(string, json.RawMessage)) {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		p.malformed(path, "is not a JSON object", err)
		return
	}
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		name, _ := token.(string)
		var value json.RawMessage
		if err == nil {
			err = decoder.Decode(&value)
		}
		if err != nil {
			p.malformed(path, "is not JSON", err)
			return
		}
		field := strings.TrimPrefix(path+"."+name, ".")
		read, known := fields[name]
		switch {
		case !known:
			p.problem(field, "unknown field; there are %s", names(fields))
		case seen[name]:
			p.problem(field, "stands twice")
		case string(value) != "null":
			read(field, value)
		}
		seen[name] = true
	}
	if _, err := decoder.Token(); err != nil {
		p.malformed(path, "is not JSON", err)
	} else if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		p.malformed(path, "has something after its end", nil)
	}
}

func (p *eventParser) malformed(path, what string, err error) {
	if path != "" {
		what = path + ": " + what
	}
	if err != nil {
		what += ": " + strings.TrimPrefix(err.Error(), "json: ")
	}
	p.problems = append(p.problems, "event: "+what)
}

func (p *eventParser) value(path string, v json.RawMessage, into any, wanted string) bool {
	if err := json.Unmarshal(v, into); err != nil {
		p.problem(path, "is not %s", wanted)
		return false
	}
	return true
}

func (p *eventParser) strings(path string, v json.RawMessage, into *[]string) {
	if !p.value(path, v, into, "a list of texts") {
		*into = nil
	}
}

func names(fields map[string]func(string, json.RawMessage)) string {
	list := make([]string, 0, len(fields))
	for name := range fields {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func unique(list []string) []string {
	var kept []string
	for _, s := range list {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}
