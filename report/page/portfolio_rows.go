package page

import (
	"html/template"
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// The rows of a portfolio's tables, as in rows.go.

// newsRows are a few tenants with why their scores changed.
func newsRows(w words.Words, list []portfolio.Tenant, most int) template.HTML {
	table := rowWriter{Words: w}
	for _, t := range list[:min(len(list), most)] {
		table.raw(`<tr><th scope="row">`)
		table.text(words.TenantTitle(t.Name))
		table.raw(`<br><span class="soft">`)
		table.prose(w.TenantNews(t))
		table.raw(`</span></th><td class="n">`, w.ScoreOrNot(t), `</td>`)
		table.moved(t)
		table.raw("</tr>\n")
	}
	return template.HTML(table.out.String())
}

// moved writes the cell of a change.
func (w *rowWriter) moved(t portfolio.Tenant) {
	tone, mark := "plain", ""
	if t.Compared() {
		tone = draw.ToneOf(t.Change)
		mark = map[string]string{"good": "▲ ", "bad": "▼ "}[tone]
	}
	w.raw(`<td class="n `, tone, `"><span aria-hidden="true">`, mark, `</span>`, w.ChangeOrNot(t), `</td>`)
}

// tenantRows are all tenants.
func tenantRows(w words.Words, m portfolio.Model) template.HTML {
	table := rowWriter{Words: w}
	for _, t := range m.Tenants {
		table.tenant(t, m.Day)
	}
	return template.HTML(table.out.String())
}

// tenant writes a row; the day of its score where that is not the newest one.
func (w *rowWriter) tenant(t portfolio.Tenant, newest score.Date) {
	state, verdict := "without", "none"
	if t.Current() {
		state = "current"
	}
	if t.Goal != nil {
		verdict = string(t.Goal.Verdict)
	}
	w.raw(`<tr data-zone="`, string(t.Zone), `" data-state="`, state, `" data-verdict="`, verdict, `" data-score="`)
	if t.Scored() {
		w.raw(plainNumber(t.Now.Percent()))
	}
	w.raw(`" data-change="`)
	if t.Compared() {
		w.raw(plainNumber(t.Change))
	}
	w.raw(`" data-left="`, plainNumber(t.Left()), `"`)
	w.attribute("data-id", t.ID)
	w.raw(`><th scope="row">`)
	w.text(words.TenantTitle(t.Name))
	if t.Now.Date != "" && t.Now.Date != newest {
		w.raw(`<br><span class="soft">`, w.LongDate(t.Now.Date), `</span>`)
	}
	w.raw(`</th><td class="bar">`)
	if t.Scored() {
		w.bar(t.Now.Percent())
	}
	w.raw(`</td><td class="n">`, w.ScoreOrNot(t), `</td><td class="z">`)
	if t.Zone != "" {
		sign, _ := draw.ZoneInk(t.Zone)
		w.raw(`<span aria-hidden="true" class="z-`, string(t.Zone), `">`, sign, `</span> `, words.ZoneName(t.Zone))
	}
	w.raw(`</td>`)
	w.moved(t)
	w.raw(`<td>`)
	w.prose(w.TenantNews(t))
	w.raw(`</td><td>`, w.TenantVerdict(t), `</td><td class="n">`)
	if t.Now.Date != "" {
		w.raw(w.Points(t.Left()))
	}
	w.raw("</td></tr>\n")
}

// bar is a percentage as a bar from 0 to 100. The number beside it says the
// same.
func (w *rowWriter) bar(percent float64) {
	w.raw(`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">`,
		`<rect class="f-rule" y="2" width="100" height="6"/><rect class="f-accent" y="2" width="`,
		plainNumber(draw.Within(percent, 0, 100)), `" height="6"/></svg>`)
}

// plainNumber is a number for scripts.
func plainNumber(x float64) string { return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64) }

// mostCommon is how many actions the page lists; a catalogue has fewer.
const mostCommon = 600

// commonRows are the open actions of all tenants.
func commonRows(w words.Words, m portfolio.Model) template.HTML {
	table := rowWriter{Words: w}
	for _, a := range m.Actions[:min(len(m.Actions), mostCommon)] {
		table.raw(`<tr><th scope="row">`)
		table.action(a.Title, a.ID)
		table.raw(`</th><td>`)
		table.text(score.ProductName(a.Service))
		table.raw(`</td><td class="bar">`)
		table.bar(float64(a.Tenants) / float64(m.Current) * 100)
		table.raw(`</td><td class="n">`, words.OfTenants(a.Tenants, m.Current), `</td><td class="n">`, w.Points(a.Left),
			"</td></tr>\n")
	}
	return template.HTML(table.out.String())
}

// action is the title of an action that opens it in the portal.
func (w *rowWriter) action(title, id string) {
	address := portalLink(report.ActionURL(id))
	if address == "" {
		w.text(words.ActionTitle(title, id))
		return
	}
	w.raw(`<a`)
	w.attribute("href", address)
	w.raw(` rel="noopener noreferrer">`)
	w.text(words.ActionTitle(title, id))
	w.raw(`</a>`)
}

// microsoftRows are what Microsoft changed.
func microsoftRows(w words.Words, m portfolio.Model) template.HTML {
	table := rowWriter{Words: w}
	for _, c := range m.Changes[:min(len(m.Changes), mostCommon)] {
		mark, _ := draw.CauseTone(c.Cause)
		table.raw(`<tr><th scope="row">`)
		table.action(c.Title, c.ID)
		table.raw(`</th><td><span aria-hidden="true">`, mark, ` </span>`, w.ChangedByMicrosoft(c), `</td><td class="n">`,
			words.OfTenants(c.Tenants, m.Compared), `</td><td class="n">`, w.EffectsOn(c), "</td></tr>\n")
	}
	return template.HTML(table.out.String())
}
