package event

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/jsonfault"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/spelling"
)

// The sizes of an event, so that a hostile one costs little: far more than a
// thousand tenants need.
const (
	maxBytes    = 256 << 10 // as much as a message of SQS has
	maxItems    = 2000      // of a list
	maxProblems = 50        // that are listed
	maxShown    = 100       // bytes of a name that is repeated
)

// ProblemsError is everything that is wrong with an event, a line each.
type ProblemsError []string

func (p ProblemsError) Error() string { return strings.Join(p, "\n") }

// Add adds what is wrong with the field at a path like report.period. Problems
// without end are not listed.
func (p *ProblemsError) Add(path, format string, args ...any) {
	p.add("event: " + path + ": " + fmt.Sprintf(format, args...))
}

func (p *ProblemsError) add(text string) {
	switch {
	case len(*p) < maxProblems:
		*p = append(*p, text)
	case len(*p) == maxProblems:
		*p = append(*p, "event: there are more problems")
	}
}

// Parse reads an event strictly. An empty document is an error; {} is the zero
// event. An event that is wrong is a ProblemsError that lists every problem, in
// the order of the document.
func Parse(doc []byte) (Event, error) { return parse(decoder{}, doc) }

// ParseFile is Parse for the text of a file, whose name, line and column stand
// in front of each problem.
func ParseFile(name string, doc []byte) (Event, error) { return parse(decoder{name: name}, doc) }

func parse(d decoder, doc []byte) (Event, error) {
	d.doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))
	body := bytes.TrimSpace(d.doc)
	begin := len(d.doc) - len(bytes.TrimLeft(d.doc, " \t\r\n"))
	switch {
	case len(doc) > maxBytes:
		d.add(0, "", "has more than the %d bytes that an event may have", maxBytes)
		return Event{}, d.problems
	case len(body) == 0 || string(body) == "null":
		d.add(0, "", "is empty; {} takes a snapshot of every tenant and notifies nobody")
		return Event{}, d.problems
	}
	if fault := jsonfault.Find(d.doc); fault != nil {
		d.malformed(*fault)
		return Event{}, d.problems
	}
	var e Event
	d.object(begin, "", body, reflect.ValueOf(&e).Elem())
	e.checkPortfolio(&d.problems)
	e.checkDoctor(&d.problems)
	if len(d.problems) > 0 {
		return Event{}, d.problems
	}
	if r := e.Report; r != nil {
		r.Period, r.Formats = orDefault(r.Period, r.Formats)
	}
	if p := e.Portfolio; p != nil {
		p.Period, p.Formats = orDefault(p.Period, p.Formats)
	}
	return e, nil
}

// malformed adds the only problem of what is not JSON. Without a file the place
// is part of the text.
func (d *decoder) malformed(fault jsonfault.Fault) {
	const text = "not valid JSON: "
	if d.name != "" {
		d.add(fault.Offset, "", text+"%s", fault.Text)
		return
	}
	line, column := jsonfault.Place(d.doc, fault.Offset)
	d.add(fault.Offset, "", "line %d, column %d: "+text+"%s", line, column, fault.Text)
}

// checkPortfolio adds a problem for each field that a portfolio cannot have
// beside it.
func (e Event) checkPortfolio(problems *ProblemsError) {
	if e.Portfolio == nil {
		return
	}
	if e.Report != nil {
		problems.Add("portfolio", "not together with report; use an event for each")
	}
	if !e.Filter.Empty() {
		problems.Add("portfolio", "not together with filter, which is for the actions of a tenant's report")
	}
	for _, name := range e.Deliver {
		if name != AllChannels && !slices.Contains(portfolioChannels, name) {
			problems.Add("deliver", "%q, but a portfolio goes to Slack and email only", name)
		}
	}
}

// checkDoctor adds a problem where more than tenants is beside doctor: nothing
// else would be done.
func (e Event) checkDoctor(problems *ProblemsError) {
	if e.Doctor == nil {
		return
	}
	if !reflect.DeepEqual(e, Event{Tenants: e.Tenants, Doctor: e.Doctor}) {
		problems.Add("doctor", "only together with tenants; use another event for a run")
	}
}

// orDefault is what a report compares with, and its formats.
func orDefault(p Period, f Formats) (Period, Formats) {
	if f == nil {
		f = Formats{PDF}
	}
	return cmp.Or(p, DefaultPeriod), f
}

// values reads the fields that are no objects, by their type. What is wrong
// with a value is returned, a text each; then the value does not count.
var values = map[reflect.Type]func(json.RawMessage) (any, []string){
	reflect.TypeFor[bool]():           plain[bool]("true or false"),
	reflect.TypeFor[*bool]():          plain[*bool]("true or false"),
	reflect.TypeFor[string]():         plain[string]("a text"),
	reflect.TypeFor[[]string]():       plain[[]string]("a list of texts"),
	reflect.TypeFor[[]score.Status](): checked("a list of texts", ParseStatuses),
	reflect.TypeFor[Channels]():       checked("a list of texts", channels),
	reflect.TypeFor[Formats]():        checked("a list of texts", formats),
	reflect.TypeFor[Period]():         checked("an ISO 8601 duration like P7D or a date", checkPeriod),
	reflect.TypeFor[Edition]():        checked("summary or full", edition),
	reflect.TypeFor[Language]():       checked("en, de or fr", language),
	reflect.TypeFor[score.Level]():    checked("low, moderate or high", level),
	reflect.TypeFor[time.Time]():      checked("a time, such as 2026-11-23T06:00:00Z", moment),
}

// plain reads a value in which nothing but its type can be wrong.
func plain[T any](wanted string) func(json.RawMessage) (any, []string) {
	return checked(wanted, func(v T) (T, []string) { return v, nil })
}

// checked reads a value as JSON has it and converts it.
func checked[JSON, T any](wanted string, convert func(JSON) (T, []string)) func(json.RawMessage) (any, []string) {
	return func(raw json.RawMessage) (any, []string) {
		var v JSON
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, []string{"is not " + wanted + rewritten(raw, reflect.ValueOf(v).Kind())}
		}
		if list := reflect.ValueOf(v); list.Kind() == reflect.Slice && list.Len() > maxItems {
			return nil, []string{fmt.Sprintf("has %d entries; %d are the most", list.Len(), maxItems)}
		}
		return convert(v)
	}
}

// rewritten is a value of the wrong type as it has to be written, where that is
// certain.
func rewritten(raw json.RawMessage, wanted reflect.Kind) string {
	var text string
	isText := json.Unmarshal(raw, &text) == nil
	switch {
	case isText && wanted == reflect.Slice && len(raw) <= maxShown:
		return ": write [" + string(raw) + "]"
	case text == "true" || text == "false":
		return ": write " + text + ", without quotes"
	case !isText && wanted == reflect.String:
		return ": write it in double quotes"
	}
	return ""
}

func channels(names []string) (Channels, []string) {
	var problems []string
	list := unique(names)
	for _, name := range list {
		if !slices.Contains(channelNames, name) {
			problems = append(problems,
				fmt.Sprintf("%q is not a channel; use %s", short(name), choice(name, channelNames)))
		}
	}
	return list, problems
}

func formats(names []Format) (Formats, []string) {
	var problems []string
	list := unique(names)
	for _, f := range list {
		if f != PDF && f != HTML && f != CSV {
			problems = append(problems, fmt.Sprintf("%q is not a format; use %s", short(f), choice(f, []Format{PDF, HTML, CSV})))
		}
	}
	return list, problems
}

func edition(e Edition) (Edition, []string) {
	if e != Summary && e != Full {
		return "", []string{fmt.Sprintf("%q is not an edition; use summary or full", short(e))}
	}
	return e, nil
}

func language(l Language) (Language, []string) {
	if err := l.Check(); err != nil {
		return "", []string{err.Error()}
	}
	return l, nil
}

// Check fails where reports have no such language.
func (l Language) Check() error {
	if !slices.Contains(languages, l) {
		return fmt.Errorf("%q is not a language; use %s", short(l), choice(l, languages))
	}
	return nil
}

func checkPeriod(p Period) (Period, []string) {
	if err := p.Check(); err != nil {
		return "", []string{err.Error()}
	}
	return p, nil
}

func level(text string) (score.Level, []string) {
	l := score.ParseLevel(text)
	if l == score.Unknown {
		return "", []string{fmt.Sprintf("%q is not a level; use low, moderate or high", short(text))}
	}
	return l, nil
}

func moment(text string) (time.Time, []string) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		problem := "must be a time, such as 2026-11-23T06:00:00Z"
		if strings.HasPrefix(text, "<aws.scheduler.") {
			problem += "; only EventBridge Scheduler replaces a text like this one, so leave the field out elsewhere"
		}
		return time.Time{}, []string{problem}
	}
	return t.UTC(), nil
}

// short is the begin of a value, to be repeated to who wrote it.
func short[T ~string](value T) T {
	if len(value) <= maxShown {
		return value
	}
	return T(strings.ToValidUTF8(string(value[:maxShown]), "")) + "…"
}

// choice is the name that a wrong one probably means, or all of them.
func choice[T ~string](wrong T, names []T) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = string(name)
	}
	if guess := spelling.Closest(string(wrong), list); guess != "" {
		return guess
	}
	return either(names)
}

// either is a list of names as a choice: pdf, html or csv.
func either[T ~string](names []T) string {
	text := string(names[0])
	for i, name := range names[1:] {
		if i == len(names)-2 {
			text += " or " + string(name)
		} else {
			text += ", " + string(name)
		}
	}
	return text
}

// unique keeps the first of equal values. A list that is empty stays a list.
func unique[T comparable](list []T) []T {
	kept := []T{}
	for _, v := range list {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}
