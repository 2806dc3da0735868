package main

import (
	"fmt"
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

// words are in the tenant's locale.
func (o outcome) words(tenant string) words.Words {
	for _, t := range o.job.Tenants {
		if t.Name == tenant {
			return words.In(t.Locale)
		}
	}
	return words.Words{}
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
	names := []string{words.English.Text(words.HeadTenant)}
	for _, t := range o.Tenants {
		names = append(names, plain(t.Tenant))
	}
	widths := []int{-min(longest(0, names), max(12, s.width-45), widestName), 8, 9, -4}
	s.row(widths,
		[]string{words.English.Text(words.HeadTenant), words.English.Text(words.HeadScore),
			words.English.Text(words.HeadChange), words.English.Text(words.HeadZone)}, words.English.Text(words.HeadDeliveries))
	for _, t := range o.Tenants {
		cells := append([]string{shortened(plain(t.Tenant), -widths[0])}, o.score(s, t)...)
		if t.Error != nil {
			s.marked(widths, cells, words.English.Text(words.MarkFail))
			continue
		}
		s.row(widths, cells, deliveries(t.Deliveries))
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
		cells[0], cells[2] = w.Percent(t.Snapshot.Percent), strings.ToLower(w.ZoneName(t.Snapshot.Zone))
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
	s.delivered(t.Deliveries, t.Report)
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
	s.delivered(p.Deliveries, p.Report)
}

// delivered is what was sent, and where the documents are.
func (s *screen) delivered(list []job.DeliveryResult, documents map[string]string) {
	for _, d := range list {
		if d.Status != job.Failed {
			s.text(fmt.Sprintf("%s %s: %s", d.Channel, d.To, join(": ", deliveryWord(d.Status), d.Text)))
		}
	}
	for _, format := range slices.Sorted(maps.Keys(documents)) {
		s.line("%s: %s", format, plain(documents[format])) // in one piece, so that it can be opened
	}
}

// totals are how many tenants and deliveries there were, by outcome.
func (o outcome) totals(s *screen) {
	all := 0
	for _, t := range o.Tenants {
		all += len(t.Deliveries)
	}
	if len(o.Tenants) > 1 {
		done := len(o.Tenants) - o.Failed
		s.text(words.English.TenantsTotal(len(o.Tenants), words.Tally{N: done, Name: words.English.Text(words.TenantDone)},
			words.Tally{N: o.Failed, Name: words.English.Text(words.TenantFailed)}))
	}
	switch {
	case all > 0 && len(o.Tenants) > 1:
		s.text(words.English.MessagesTotal(all, o.tallies()...))
	case all == 0 && len(o.event.Deliver) == 0 && o.Portfolio == nil:
		s.text(words.English.Text(words.NoChannel))
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
		parts = append(parts, words.Tally{N: n, Name: deliveryWord(status)})
	}
	return parts
}

func deliveries(list []job.DeliveryResult) string { return words.English.Tallies(tallies(list)...) }

func deliveryWord(s job.DeliveryStatus) string {
	switch s {
	case job.Sent:
		return words.English.Text(words.DeliverySent)
	case job.Unchanged:
		return words.English.Text(words.DeliveryNothing)
	case job.Already:
		return words.English.Text(words.DeliveryAgain)
	case job.WouldSend:
		return words.English.Text(words.DeliveryDry)
	}
	return words.English.Text(words.DeliveryFailed)
}

// join puts texts together that are not empty.
func join(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), separator)
}

// trouble is something that went wrong, for one tenant or for several.
type trouble struct {
	mark, text string
	whose      []string // tenants, each with its channel if it is about one
}

// troubles are the errors of tenants, the deliveries that failed, and then the
// warnings. What is the same for several tenants is there once.
func (o outcome) troubles(quiet bool) []trouble {
	var list []trouble
	all := o.Tenants
	if p := o.Portfolio; p != nil {
		all = []job.TenantResult{{Tenant: p.Name, Error: p.Error, Deliveries: p.Deliveries, Warnings: p.Warnings}}
	}
	for _, t := range all {
		if t.Error != nil {
			list = append(list, trouble{words.English.Text(words.MarkFail), *t.Error, []string{t.Tenant}})
		}
		for _, d := range t.Deliveries {
			if d.Status == job.Failed {
				list = append(list,
					trouble{words.English.Text(words.MarkFail), d.Error, []string{join(" ", t.Tenant, d.Channel, d.To)}})
			}
		}
	}
	for _, t := range all {
		for _, w := range t.Warnings {
			if !quiet {
				list = append(list, trouble{words.English.Text(words.MarkNote), w, []string{t.Tenant}})
			}
		}
	}
	return folded(list)
}

// folded puts together what is the same.
func folded(list []trouble) []trouble {
	var once []trouble
	at := map[[2]string]int{}
	for _, t := range list {
		key := [2]string{t.mark, t.text}
		i, seen := at[key]
		if !seen {
			at[key] = len(once)
			once = append(once, t)
			continue
		}
		if !slices.Contains(once[i].whose, t.whose[0]) {
			once[i].whose = append(once[i].whose, t.whose[0])
		}
	}
	return once
}

// printTroubles writes to standard error: on a terminal in lines that fit,
// elsewhere each in one line.
func printTroubles(p process, list []trouble) error {
	s := p.forNotes()
	if !p.terminal && p.errColumns == 0 {
		s.width = math.MaxInt32
	}
	for _, t := range list {
		s.row([]int{-4}, []string{t.mark}, words.English.InNames(t.whose)+": "+t.text)
	}
	_, err := p.stderr.Write([]byte(s.String()))
	return err
}

// shortened is a text of at most so many columns.
func shortened(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	return strings.TrimRight(cut(text, width-1)[0], " ") + "…"
}
