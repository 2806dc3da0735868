package score

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// decodeWritten reads what Encode wrote. It is not ok for any other form, even
// if that means the same.
//
// A report over 1,000 tenants reads 2,000 snapshots. The decoders of the
// libraries go through reflection, and take twice as long.
func decodeWritten(data []byte) (s Snapshot, ok bool) {
	r := &reader{more: data, moments: map[string]time.Time{}, extras: map[string]Undocumented{}}
	s = r.snapshot()
	return s, !r.failed && r.rest == "" && len(r.more) == 0
}

// reader is the counterpart of writer. A property is absent or in its place.
type reader struct {
	rest   string // of the part that is being read
	more   []byte // the parts after it
	failed bool

	// Many controls have the same times and further properties. They share the
	// properties, which nobody changes.
	moments map[string]time.Time
	extras  map[string]Undocumented
}

func (r *reader) snapshot() (s Snapshot) {
	var schema int
	r.part()
	r.whole(`{"schema":`, &schema)
	r.check(schema == Schema)
	r.text(`,"tenantId":`, &s.TenantID)
	r.text(`,"date":`, (*string)(&s.Date))
	r.number(`,"current":`, &s.Current)
	r.number(`,"max":`, &s.Max)
	s.Thin = r.skip(`,"thin":true`)
	r.whole(`,"activeUsers":`, &s.ActiveUsers)
	r.texts(`,"enabledServices":`, &s.EnabledServices)
	r.list(`,"averages":`, func() { s.Averages = append(s.Averages, r.average()) })
	s.Controls = slices.Grow(s.Controls, bytes.Count(r.more, []byte(controlBegin)))
	r.list(`,"controls":`, func() {
		r.part()
		s.Controls = append(s.Controls, Control{Percent: math.NaN()})
		r.control(&s.Controls[len(s.Controls)-1])
	})
	r.extra(&s.Extra)
	r.need(`}`)
	return s
}

// controlBegin is how a control begins. In a text its quotation marks are
// escaped.
const controlBegin = `{"id":`

// part goes on with what is up to the next control. The texts in it are parts
// of one string, and a text that is kept keeps no more in memory than that.
func (r *reader) part() {
	end := len(r.more)
	if next := bytes.Index(r.more[min(1, end):], []byte(controlBegin)); next >= 0 {
		end = next + 1
	}
	r.check(r.rest == "")
	r.rest, r.more = string(r.more[:end]), r.more[end:]
}

func (r *reader) average() Average {
	a := Average{Percent: math.NaN()}
	r.need(`{"basis":`)
	a.Basis = r.quoted()
	r.number(`,"percent":`, &a.Percent)
	r.whole(`,"seatsFrom":`, &a.SeatsFrom)
	r.whole(`,"seatsTo":`, &a.SeatsTo)
	r.list(`,"categories":`, func() {
		var c CategoryAverage
		r.need(`{"category":`)
		c.Category = r.quoted()
		r.number(`,"points":`, &c.Points)
		r.number(`,"max":`, &c.Max)
		r.need(`}`)
		a.Categories = append(a.Categories, c)
	})
	r.need(`}`)
	return a
}

func (r *reader) control(c *Control) {
	r.text(controlBegin, &c.ID)
	r.text(`,"title":`, &c.Title)
	r.text(`,"category":`, &c.Category)
	r.text(`,"service":`, &c.Service)
	r.number(`,"points":`, &c.Points)
	r.number(`,"percent":`, &c.Percent)
	c.Unread = r.skip(`,"unread":true`)
	r.number(`,"max":`, &c.Max)
	r.text(`,"maxSource":`, (*string)(&c.MaxSource))
	r.text(`,"state":`, &c.State)
	r.text(`,"stateBy":`, &c.StateBy)
	r.moment(`,"stateAt":`, &c.StateAt)
	r.text(`,"stateComment":`, &c.StateComment)
	r.text(`,"stateAssigned":`, &c.StateAssigned)
	r.moment(`,"lastSynced":`, &c.LastSynced)
	if r.skip(`,"tally":`) {
		r.whole(`{"count":`, &c.Tally.Count)
		r.whole(`,"total":`, &c.Tally.Total)
		r.need(`}`)
	}
	r.text(`,"implementationStatus":`, &c.ImplementationStatus)
	c.HasProfile = r.skip(`,"hasProfile":true`)
	c.Deprecated = r.skip(`,"deprecated":true`)
	r.whole(`,"rank":`, &c.Rank)
	r.text(`,"cost":`, (*string)(&c.Cost))
	r.text(`,"userImpact":`, (*string)(&c.UserImpact))
	r.text(`,"tier":`, &c.Tier)
	r.text(`,"actionType":`, &c.ActionType)
	r.texts(`,"threats":`, &c.Threats)
	r.text(`,"actionUrl":`, &c.ActionURL)
	r.extra(&c.Extra)
	r.need(`}`)
}

func (r *reader) skip(s string) (there bool) {
	r.rest, there = strings.CutPrefix(r.rest, s)
	return there
}

func (r *reader) need(s string) { r.check(r.skip(s)) }

func (r *reader) check(ok bool) { r.failed = r.failed || !ok }

// list reads the elements of a list that is not empty.
func (r *reader) list(name string, element func()) {
	if !r.skip(name) {
		return
	}
	r.need(`[`)
	for element(); r.skip(`,`) && !r.failed; {
		element()
	}
	r.need(`]`)
}

func (r *reader) texts(name string, list *[]string) {
	r.list(name, func() { *list = append(*list, r.quoted()) })
}

func (r *reader) text(name string, to *string) {
	if r.skip(name) {
		*to = r.quoted()
	}
}

// quoted reads a text. Most have nothing that is escaped.
func (r *reader) quoted() string {
	rest, end := r.rest, 1
	for end < len(rest) && asItIs[rest[end]] {
		end++
	}
	if strings.HasPrefix(rest, `"`) && end < len(rest) && rest[end] == '"' {
		r.rest = rest[end+1:]
		return rest[1:end]
	}
	for end < len(rest) && rest[end] != '"' {
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	var space [512]byte
	r.rest = rest[min(end+1, len(rest)):]
	text, err := jsontext.AppendUnquote(space[:0], rest[:len(rest)-len(r.rest)])
	r.check(err == nil)
	return string(text)
}

// asItIs are the characters that a text has as they are.
var asItIs = func() (is [256]bool) {
	for c := ' '; c <= '~'; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()

func (r *reader) number(name string, to *float64) {
	if !r.skip(name) {
		return
	}
	text := r.digits()
	x, err := strconv.ParseFloat(text, 64)
	r.check(err == nil)
	*to = x
}

func (r *reader) whole(name string, to *int) {
	if !r.skip(name) {
		return
	}
	n, err := strconv.Atoi(r.digits())
	r.check(err == nil)
	*to = n
}

// digits reads a number that has no exponent. JSON has no zeros in front, and a
// digit on both sides of the point.
func (r *reader) digits() string {
	end := 0
	for end < len(r.rest) && (r.rest[end]-'0' <= 9 || r.rest[end] == '.' || r.rest[end] == '-') {
		end++
	}
	text := r.rest[:end]
	r.rest = r.rest[end:]
	size := strings.TrimPrefix(text, "-")
	r.check(!strings.HasPrefix(size, ".") && !strings.HasSuffix(size, ".") &&
		(!strings.HasPrefix(size, "0") || size == "0" || size[1] == '.'))
	return text
}

func (r *reader) moment(name string, to *time.Time) {
	if !r.skip(name) {
		return
	}
	before := r.rest
	r.quoted()
	text := before[:len(before)-len(r.rest)]
	if at, known := r.moments[text]; known {
		*to = at
		return
	}
	// UnmarshalText of a time takes more than the JSON decoder does.
	r.check(jsonv2.Unmarshal([]byte(text), to) == nil)
	r.moments[text] = *to
}

// extra reads the further properties, with which a control and a snapshot end.
func (r *reader) extra(to *Undocumented) {
	if !r.skip(`,"extra":`) {
		return
	}
	text := r.object()
	extra, known := r.extras[text]
	if !known {
		r.check(jsonv2.Unmarshal([]byte(text), &extra, syntax) == nil)
		r.extras[text] = extra
	}
	*to = extra
}

// object reads up to where the braces of an object are closed.
func (r *reader) object() string {
	all, depth := r.rest, 0
	for r.rest != "" && !r.failed {
		switch r.rest[0] {
		case '"':
			r.quoted()
			continue
		case '{':
			depth++
		case '}':
			depth--
		}
		r.rest = r.rest[1:]
		if depth == 0 {
			break
		}
	}
	return all[:len(all)-len(r.rest)]
}
