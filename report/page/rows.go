package page

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"secure-score-reporter/report"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/words"
)

// The rows of the table of actions are written without a template, which took
// three quarters of the page's time. Text that is not a constant of this
// program has to go through text, prose or attribute, which escape it.

// tableOf are all rows.
func tableOf(rows []actionRow, w words.Words) template.HTML {
	table := rowWriter{Words: w}
	for _, row := range rows {
		table.row(row)
	}
	return template.HTML(table.out.String())
}

type rowWriter struct {
	words.Words
	out strings.Builder
}

// raw writes markup, and words that are safe as they are.
func (w *rowWriter) raw(markup ...string) {
	for _, m := range markup {
		w.out.WriteString(m)
	}
}

// text writes any name as text between two tags.
func (w *rowWriter) text(s string) { w.out.WriteString(html.EscapeString(clipName(s))) }

// prose writes any sentences as text between two tags.
func (w *rowWriter) prose(s string) { w.out.WriteString(html.EscapeString(clipProse(s))) }

// attribute writes an attribute with its blank before it.
func (w *rowWriter) attribute(name, value string) {
	w.raw(` `, name, `="`)
	w.text(value)
	w.raw(`"`)
}

func (w *rowWriter) row(r actionRow) {
	w.raw(`<tr`)
	if r.Outside {
		w.raw(` hidden data-outside`)
	}
	if r.New {
		w.raw(` data-new`)
	}
	w.attribute("data-place", r.Order.Place)
	w.attribute("data-left", r.Order.Left)
	w.attribute("data-cost", strconv.Itoa(r.Order.Cost))
	w.attribute("data-impact", strconv.Itoa(r.Order.Impact))
	w.attribute("data-product", r.Product)
	w.attribute("data-id", r.ID)
	w.raw(`><td class="n">`, words.Place(r.Action), `</td><th scope="row">`)
	w.title(r)
	w.raw(`</th><td>`)
	w.text(r.Category)
	w.raw(`</td><td class="n">`)
	if r.MaxKnown() {
		w.raw(w.Points(r.Left()), ` <span class="soft">`, w.OfMaximum(r.Max, true), `</span>`)
	} else {
		w.raw(report.NotAvailable)
	}
	w.raw(`</td><td>`, words.LevelName(r.Cost), `</td><td>`, words.LevelName(r.UserImpact), `</td><td>`)
	w.status(r)
	w.raw("</td></tr>\n")
}

func (w *rowWriter) title(r actionRow) {
	address := portalLink(r.PortalURL)
	if r.Outside || address == "" {
		w.text(words.Title(r.Control))
	} else {
		w.raw(`<a`)
		w.attribute("href", address)
		w.raw(` rel="noopener noreferrer">`)
		w.text(words.Title(r.Control))
		w.raw(`</a>`)
	}
	if r.New {
		w.raw(` <span class="tag">`, words.LabelNew, `</span>`)
	}
	if r.Stale {
		w.raw(` <span class="tag warn">`, words.StaleLabel(), `</span>`)
	}
	w.raw(`<br><span class="soft">`)
	w.text(r.Product)
	w.raw(`</span>`)
	if affected := w.StillAffected(r.Control); affected != "" {
		w.soft(affected)
	}
	if r.Guide.Empty() {
		return
	}
	w.raw(`<details><summary>`, words.GuideTitle, `</summary><div class="guide">`)
	w.guide(words.LabelWhy, r.Guide.Why)
	w.guide(words.LabelHow, r.Guide.How)
	w.guide(words.LabelImpact, r.Guide.Impact)
	w.raw(`</div></details>`)
}

func (w *rowWriter) status(r actionRow) {
	if r.Outside {
		w.raw(words.LabelNotScored)
		return
	}
	w.text(words.StatusName(r.Status()))
	if r.Declared() {
		w.raw(` <span class="tag warn">`, words.LabelNotVerified, `</span>`)
	}
	if who := w.DeclaredBy(r.Control); who != "" {
		w.soft(who)
	}
	if exception := w.ExceptionOf(r.Action); exception != "" {
		w.soft(exception)
	}
}

// soft writes sentences in small print on a line of their own.
func (w *rowWriter) soft(s string) {
	w.raw(`<br><span class="soft">`)
	w.prose(s)
	w.raw(`</span>`)
}

func (w *rowWriter) guide(head string, list []guidance.Passage) {
	if len(list) == 0 {
		return
	}
	w.raw(`<h3>`, head, `</h3>`)
	for _, b := range listBlocks(list) {
		w.block(b)
	}
}

func (w *rowWriter) block(b listBlock) {
	depth := ` class="d` + strconv.Itoa(b.depth) + `"`
	if b.kind == "p" {
		for _, text := range b.items {
			w.raw(`<p`, depth, `>`)
			w.prose(text)
			w.raw(`</p>`)
		}
		return
	}
	w.raw(`<`, b.kind, depth)
	if b.start != 1 {
		w.raw(` start="`, strconv.Itoa(b.start), `"`)
	}
	if b.letters {
		w.raw(` type="a"`)
	}
	w.raw(`>`)
	for _, text := range b.items {
		w.raw(`<li>`)
		w.prose(text)
		w.raw(`</li>`)
	}
	w.raw(`</`, b.kind, `>`)
}
