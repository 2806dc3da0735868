package score

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// Encode writes the stored form: JSON, the same bytes for the same snapshot. It
// fails only on what JSON cannot hold, such as an infinite number.
func Encode(s Snapshot) ([]byte, error) { return AppendEncoded(nil, s) }

// AppendEncoded appends what Encode writes. With an error nothing is appended.
//
// A first run writes 90 days with all their controls. The encoders of the
// libraries go through reflection for each of the controls' 27 properties, of
// which most are absent, and take four times as long.
func AppendEncoded(to []byte, s Snapshot) ([]byte, error) {
	usual := 800 // bytes of a control
	if s.Thin {
		usual = 350
	}
	w := &writer{out: slices.Grow(to, usual*(len(s.Controls)+1))}
	w.snapshot(s)
	if w.err != nil {
		return to, fmt.Errorf("encoding snapshot %s: %w", s.Date, w.err)
	}
	return w.out, nil
}

// writer writes the JSON that encoding/json makes of the stored types. Names of
// properties are written with what is before and after them.
type writer struct {
	out []byte
	err error // the first one
}

func (w *writer) snapshot(s Snapshot) {
	w.whole(`{"schema":`, Schema)
	w.text(`,"tenantId":`, s.TenantID)
	w.write(`,"date":`)
	w.quoted(string(s.Date))
	w.number(`,"current":`, s.Current)
	w.number(`,"max":`, s.Max)
	w.truth(`,"thin":true`, s.Thin)
	w.whole(`,"activeUsers":`, s.ActiveUsers)
	w.texts(`,"enabledServices":`, s.EnabledServices)
	for i, a := range s.Averages {
		w.between(i, `,"averages":[`)
		w.average(a)
	}
	w.truth(`]`, len(s.Averages) > 0)
	w.write(`,"controls":[`)
	for i := range s.Controls {
		w.between(i, ``)
		w.control(&s.Controls[i])
	}
	w.write(`]`)
	w.extra(s.Extra)
	w.write(`}`)
}

func (w *writer) average(a Average) {
	w.write(`{"basis":`)
	w.quoted(a.Basis)
	w.known(`,"percent":`, a.Percent)
	w.whole(`,"seatsFrom":`, a.SeatsFrom)
	w.whole(`,"seatsTo":`, a.SeatsTo)
	for i, c := range a.Categories {
		w.between(i, `,"categories":[`)
		w.write(`{"category":`)
		w.quoted(c.Category)
		w.number(`,"points":`, c.Points)
		w.number(`,"max":`, c.Max)
		w.write(`}`)
	}
	w.truth(`]`, len(a.Categories) > 0)
	w.write(`}`)
}

func (w *writer) control(c *Control) {
	w.write(`{"id":`)
	w.quoted(c.ID)
	w.text(`,"title":`, c.Title)
	w.text(`,"category":`, c.Category)
	w.text(`,"service":`, c.Service)
	w.number(`,"points":`, c.Points)
	w.known(`,"percent":`, c.Percent)
	w.truth(`,"unread":true`, c.Unread)
	if c.Max != 0 {
		w.number(`,"max":`, c.Max)
	}
	w.text(`,"maxSource":`, string(c.MaxSource))
	w.text(`,"state":`, c.State)
	w.text(`,"stateBy":`, c.StateBy)
	w.moment(`,"stateAt":`, c.StateAt)
	w.text(`,"stateComment":`, c.StateComment)
	w.text(`,"stateAssigned":`, c.StateAssigned)
	w.moment(`,"lastSynced":`, c.LastSynced)
	w.tally(c.Tally)
	w.text(`,"implementationStatus":`, c.ImplementationStatus)
	w.truth(`,"hasProfile":true`, c.HasProfile)
	w.truth(`,"deprecated":true`, c.Deprecated)
	w.whole(`,"rank":`, c.Rank)
	w.text(`,"cost":`, string(c.Cost))
	w.text(`,"userImpact":`, string(c.UserImpact))
	w.text(`,"tier":`, c.Tier)
	w.text(`,"actionType":`, c.ActionType)
	w.texts(`,"threats":`, c.Threats)
	w.text(`,"actionUrl":`, c.ActionURL)
	w.extra(c.Extra)
	w.write(`}`)
}

func (w *writer) tally(t Tally) {
	if t.Total == 0 {
		return
	}
	w.write(`,"tally":{"count":`)
	w.out = strconv.AppendInt(w.out, int64(t.Count), 10)
	w.whole(`,"total":`, t.Total)
	w.write(`}`)
}

func (w *writer) write(s string) { w.out = append(w.out, s...) }

// between writes what is before an element of a list: its beginning before the
// first one, and a comma before the others.
func (w *writer) between(i int, begin string) {
	if i > 0 {
		begin = `,`
	}
	w.write(begin)
}

// truth writes a text if something is true.
func (w *writer) truth(s string, is bool) {
	if is {
		w.write(s)
	}
}

// whole writes a number that is not 0.
func (w *writer) whole(name string, n int) {
	if n != 0 {
		w.write(name)
		w.out = strconv.AppendInt(w.out, int64(n), 10)
	}
}

// known writes a number that is not NaN.
func (w *writer) known(name string, x float64) {
	if !math.IsNaN(x) {
		w.number(name, x)
	}
}

func (w *writer) number(name string, x float64) {
	w.write(name)
	if size := math.Abs(x); size == 0 || size >= 1e-6 && size < 1e21 {
		w.out = strconv.AppendFloat(w.out, x, 'f', -1, 64)
		return
	}
	w.value(x)
}

// moment writes a time that is not the zero time.
func (w *writer) moment(name string, t time.Time) {
	if !t.IsZero() {
		w.write(name)
		w.value(t)
	}
}

// text writes a text that is not empty.
func (w *writer) text(name, s string) {
	if s != "" {
		w.write(name)
		w.quoted(s)
	}
}

// quoted writes a text. Most have nothing that must be escaped.
func (w *writer) quoted(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			w.value(s)
			return
		}
	}
	w.write(`"`)
	w.write(s)
	w.write(`"`)
}

func (w *writer) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	w.write(name)
	for i, s := range list {
		w.between(i, `[`)
		w.quoted(s)
	}
	w.write(`]`)
}

func (w *writer) extra(properties Undocumented) {
	if len(properties) > 0 {
		w.write(`,"extra":`)
		w.value(properties)
	}
}

// value writes what has no short way.
func (w *writer) value(v any) {
	data, err := json.Marshal(v)
	w.err = cmp.Or(w.err, err)
	w.out = append(w.out, data...)
}
