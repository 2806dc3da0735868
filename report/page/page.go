// Package page draws a report as one self-contained HTML page, with search,
// filters and charts. It fails only where a chart cannot be drawn, and then
// returns nothing.
package page

import (
	_ "embed" // the style sheets and scripts
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

var (
	//go:embed page.css
	pageSheet string
	//go:embed page.js
	pageScript string
)

// Draw writes the report as one self-contained page. It makes no request, and
// its Content-Security-Policy forbids any; the policy names the one style and
// the one script by their hashes. Without scripts the whole report is readable;
// with them the actions can be searched, filtered and sorted, and the trend
// read day by day. Text from Microsoft is escaped, and only addresses in the
// Defender portal are links.
func Draw(m report.Model) ([]byte, error) {
	v := pageView{Model: m, w: words.In(m.Locale), names: m.Names()}
	if err := v.drawCharts(); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	return v.document().draw()
}

// pageView is a model with what only the page needs.
type pageView struct {
	report.Model
	charts charts
	w      words.Words
	names  report.Names
}

// document is the page: its sections in their order.
func (v pageView) document() document {
	return document{
		w:     v.w,
		title: v.w.DocumentTitle(v.Model, v.w.TenantTitle(v.Tenant)),
		style: styleOf(v.w, v.Appearance, cellLabels), script: pageScript, appearance: v.Appearance,
		heading: v.w.TenantTitle(v.Tenant), subtitle: v.w.Subtitle(v.Model), foot: clipName(v.w.CreatedBy(v.Model)),
		sections: []g.Node{
			jump("s-changes", v.w.Text(words.ChangesTitle)),
			jump("s-categories", v.w.Text(words.CategoriesTitle)),
			jump("s-weeks", v.w.Text(words.WeeksTitle)),
			jump("s-history", v.w.Text(words.HistoryTitle)),
			jump("s-points", v.w.Text(words.PointsTitle)),
			g.If(len(v.Exceptions) > 0, jump("s-exceptions", v.w.Text(words.ExceptionsTitle))),
			jump("s-plan", v.w.Text(words.PlanTitle)),
			jump("s-actions", v.w.Text(words.ActionsTitle)),
			jump("s-scope", v.w.Text(words.NotScoredTitle)),
			jump("s-method", v.w.Text(words.MethodTitle)),
		},
		main: []g.Node{
			v.overview(),
			v.trend(),
			pair(v.why(), v.top()),
			v.changes(),
			v.categories(),
			v.weeks(),
			v.history(),
			v.points(),
			v.exceptions(),
			v.plan(),
			v.actions(),
			v.scope(),
			v.method(),
		},
	}
}

// Nothing that Microsoft writes is longer than these. A title of a megabyte
// would be in a page many times.
const (
	longestName  = 300 // characters
	longestProse = 4000
)

// clipName cleans a name and limits its length.
func clipName(s string) string { return plaintext.Clip(s, longestName) }

// clipProse cleans sentences and limits their length.
func clipProse(s string) string { return plaintext.Clip(s, longestProse) }

// styleOf is the style sheet with the labels of tables and the configured
// accent. The accent is readable on white, so dark screens get it mixed with
// white.
func styleOf(w words.Words, a report.Appearance, labels []tableLabels) string {
	sheet := strings.Replace(pageSheet, "/* labels */", labelRules(w, labels), 1)
	if a.Accent == "" {
		return sheet
	}
	const rule = ":root { --accent-light: %[1]s; --accent-dark: color-mix(in srgb, %[1]s 45%%, white); }"
	return strings.Replace(sheet, "/* accent */", fmt.Sprintf(rule, draw.AccentHex(a)), 1)
}

// portalLink is the address if it leads to Secure Score in the Defender portal,
// else nothing: the page has no other links.
func portalLink(address string) string {
	if !strings.HasPrefix(address, report.PortalURL) || address != plaintext.Clean(address) {
		return ""
	}
	return address
}

// toneOfVerdict is the class of a verdict, whose words say the same.
func toneOfVerdict(v score.Verdict) string {
	switch v {
	case score.Achieved, score.OnTrack, score.Rising:
		return "good"
	case score.AtRisk:
		return "warn"
	case score.Behind, score.OutOfReach, score.Flat:
		return "bad"
	}
	return "plain"
}
