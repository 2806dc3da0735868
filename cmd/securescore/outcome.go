package main

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// What run shows of its result: a summary for a person on a terminal, and on
// standard error what went wrong.

// outcome is the result of a run with what it was made from.
type outcome struct {
	job.Result
	job   *job.Job
	event event.Event
}

// words are those of the tenant's messages.
func (o outcome) words(tenant string) words.Words {
	for _, t := range o.job.Tenants {
		if t.Name == tenant {
			return words.In(t.InLanguageOf(o.event.Report).Locale)
		}
	}
	return words.Words{}
}

// common are the words about the run as a whole: the portfolio's, or those of
// the only tenant.
func (o outcome) common() words.Words {
	if o.Portfolio == nil && len(o.Tenants) == 1 {
		return o.words(o.Tenants[0].Tenant)
	}
	return words.In(o.job.Portfolio.Locale)
}

// summary is the part before what went wrong, for a person.
func (o outcome) summary(s *screen) {
	if o.Portfolio != nil {
		o.overall(s, *o.Portfolio)
		return
	}
	if len(o.Tenants) == 1 {
		o.one(s, o.Tenants[0])
		return
	}
	w := o.common()
	names, zones := []string{w.Text(words.HeadTenant)}, []string{w.Text(words.HeadZone)}
	for _, t := range o.Tenants {
		names, zones = append(names, plain(t.Tenant)), append(zones, o.score(s, t)[2])
	}
	zone := longest(4, zones)
	widths := []int{-min(longest(0, names), max(12, s.width-41-zone), widestName), 8, 9, -zone}
	s.row(widths,
		[]string{w.Text(words.HeadTenant), w.Text(words.HeadScore), w.Text(words.HeadChange), w.Text(words.HeadZone)},
		w.Text(words.HeadDeliveries))
	for _, t := range o.Tenants {
		cells := append([]string{shortened(plain(t.Tenant), -widths[0])}, o.score(s, t)...)
		if t.Error != nil {
			s.marked(widths, cells, w.Text(words.MarkFail))
			continue
		}
		s.row(widths, cells, w.Deliveries(tallies(t.Deliveries)...))
	}
}

// widestName is the most columns of a table that names get.
const widestName = 40

// marked is a row that ends in a red mark.
func (s *screen) marked(widths []int, cells []string, mark string) {
	s.row(append(slices.Clone(widths), -uniseg.StringWidth(mark)), append(slices.Clone(cells), s.style("31", mark)))
}

// score is a tenant's score, its change and its zone.
func (o outcome) score(s *screen, t job.TenantResult) []string {
	cells := []string{words.NoScore, "", ""}
	w := o.words(t.Tenant)
	if t.Snapshot != nil {
		cells[0], cells[2] = w.Percent(t.Snapshot.Percent), w.ZoneWithin(t.Snapshot.Zone)
	}
	if t.Delta != nil {
		cells[1] = s.signed(t.Delta.Percent, w.PP(t.Delta.Percent))
	}
	return cells
}

// one is a single tenant, in full.
func (o outcome) one(s *screen, t job.TenantResult) {
	w := o.words(t.Tenant)
	if t.Snapshot == nil {
		s.line("%s", s.bold(plain(t.Tenant)))
	} else {
		now := t.Snapshot
		s.line("%s  %s  %s", s.bold(plain(t.Tenant)), s.bold(w.Percent(now.Percent)), w.InZone(now.Zone))
		s.text(w.ScoreInPoints(now.Current, now.Max, now.Date))
	}
	if t.Why != "" {
		s.text(t.Why)
	}
	s.delivered(w, t.Deliveries, t.Report)
}

// overall is the report over all tenants.
func (o outcome) overall(s *screen, p job.PortfolioRun) {
	w := words.In(o.job.Portfolio.Locale)
	if p.Mean == nil {
		s.line("%s", s.bold(plain(p.Name)))
	} else {
		s.line("%s  %s", s.bold(plain(p.Name)), s.bold(w.TenthsPercent(*p.Mean)))
	}
	if p.Error == nil {
		s.text(w.PortfolioRan(p.Tenants, p.Current, p.Change))
	}
	s.delivered(w, p.Deliveries, p.Report)
}

// delivered is what was sent, and where the documents are.
func (s *screen) delivered(w words.Words, list []job.DeliveryResult, documents map[string]string) {
	for _, d := range list {
		if d.Status != job.Failed {
			text := w.Delivery(string(d.Status))
			if d.Text != "" {
				text += w.Colon(d.Text)
			}
			s.text(join(" ", d.Channel, d.To) + w.Colon(text))
		}
	}
	for _, format := range slices.Sorted(maps.Keys(documents)) {
		s.line("%s%s", format, w.Colon(plain(documents[format]))) // in one piece, so that it can be opened
	}
}

// totals are how many tenants and deliveries there were, by outcome.
func (o outcome) totals(s *screen) {
	w, all := o.common(), 0
	for _, t := range o.Tenants {
		all += len(t.Deliveries)
	}
	if len(o.Tenants) > 1 {
		done := len(o.Tenants) - o.Failed
		s.text(w.TenantsTotal(len(o.Tenants), words.Tally{N: done, Of: words.Done},
			words.Tally{N: o.Failed, Of: words.Failed}))
	}
	switch {
	case all > 0 && len(o.Tenants) > 1:
		s.text(w.MessagesTotal(all, o.tallies()...))
	case all == 0 && len(o.event.Deliver) == 0 && o.Portfolio == nil:
		s.text(w.Text(words.NoChannel))
	}
}

func (o outcome) tallies() []words.Tally {
	var list []job.DeliveryResult
	for _, t := range o.Tenants {
		list = append(list, t.Deliveries...)
	}
	return tallies(list)
}

func tallies(list []job.DeliveryResult) []words.Tally {
	var parts []words.Tally
	for _, status := range []job.DeliveryStatus{job.Sent, job.WouldSend, job.Unchanged, job.Already, job.Failed} {
		n := 0
		for _, d := range list {
			if d.Status == status {
				n++
			}
		}
		parts = append(parts, words.Tally{N: n, Of: string(status)})
	}
	return parts
}

// join puts texts together that are not empty.
func join(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), separator)
}

// trouble is something that went wrong, for one tenant or for several.
type trouble struct {
	mark, text string
	whose      []string // tenants, each with its channel if it is about one
	tenantID   string   // of the first
}

// troubles are the errors of tenants, the deliveries that failed, and then the
// warnings. What is the same for several tenants is there once.
func (o outcome) troubles(quiet bool) []trouble {
	var list []trouble
	w, all := o.common(), o.Tenants
	if p := o.Portfolio; p != nil {
		all = []job.TenantResult{{Tenant: p.Name, Error: p.Error, Deliveries: p.Deliveries, Warnings: p.Warnings}}
	}
	for _, t := range all {
		if t.Error != nil {
			list = append(list, trouble{w.Text(words.MarkFail), *t.Error, []string{t.Tenant}, t.TenantID})
		}
		for _, d := range t.Deliveries {
			if d.Status == job.Failed {
				list = append(list,
					trouble{w.Text(words.MarkFail), d.Error, []string{join(" ", t.Tenant, d.Channel, d.To)}, t.TenantID})
			}
		}
	}
	for _, t := range all {
		for _, warning := range t.Warnings {
			if !quiet {
				list = append(list, trouble{w.Text(words.MarkNote), warning, []string{t.Tenant}, t.TenantID})
			}
		}
	}
	return folded(list)
}

// folded puts together what is the same. It has the first one's text, without
// the tenant's id where it is about others, too.
func folded(list []trouble) []trouble {
	var once []trouble
	at := map[[2]string]int{}
	for _, t := range list {
		key := [2]string{t.mark, shared(t.text, t.tenantID)}
		i, seen := at[key]
		if !seen {
			at[key] = len(once)
			once = append(once, t)
			continue
		}
		first := &once[i]
		if first.tenantID != "" && first.tenantID != t.tenantID {
			first.text = strings.ReplaceAll(first.text, first.tenantID, "<id>")
		}
		if !slices.Contains(first.whose, t.whose[0]) {
			first.whose = append(first.whose, t.whose[0])
		}
	}
	return once
}

// shared is a text about a tenant without what differs where others have the
// same trouble: the tenant's id, the request's, and the ends of a connection. A
// link stays whole, because each tenant has to open its own.
func shared(text, tenantID string) string {
	parts := strings.Fields(text)
	for i, part := range parts {
		switch {
		case i > 0 && parts[i-1] == "request-id", strings.Contains(part, "->"):
			parts[i] = ""
		case !strings.HasPrefix(part, "https://"):
			parts[i] = strings.ReplaceAll(part, tenantID, "")
		}
	}
	return strings.Join(parts, " ")
}

// printTroubles writes to standard error: on a terminal in lines that fit,
// elsewhere each in one line.
func printTroubles(p process, w words.Words, list []trouble) error {
	s := p.forNotes()
	if !p.terminal && p.errColumns == 0 {
		s.width = math.MaxInt32
	}
	var marks []string
	for _, t := range list {
		marks = append(marks, t.mark)
	}
	for _, t := range list {
		s.row([]int{-longest(4, marks)}, []string{t.mark}, w.InNames(t.whose)+w.Colon(t.text))
	}
	_, err := p.stderr.Write([]byte(s.String()))
	return err
}

// shortened is a text of at most so many columns.
func shortened(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	return strings.TrimRight(beginning(text, width-1), " ") + "…"
}
