package page

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// DrawPortfolio writes the report over all tenants as one self-contained page,
// as Draw writes that of one. With scripts the tenants can be searched,
// filtered and sorted.
func DrawPortfolio(m portfolio.Model) ([]byte, error) {
	view, err := portfolioViewOf(m)
	if err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	var b bytes.Buffer
	if err := portfolioTemplate().Execute(&b, view); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	head, rest, _ := strings.Cut(b.String(), "<body>") // as in Draw
	body, script, _ := strings.Cut(rest, "<script>")
	return []byte(head + "<body>" + plaintext.Unbroken(body) + "<script>" + script), nil
}

var portfolioTemplate = sync.OnceValue(func() *template.Template {
	functions := template.FuncMap{
		"clean": clipName, "kicker": words.Kicker, "title": words.PortfolioTitle, "zoneCount": words.ZoneCount,
		"without": words.WithoutCount, "zoneName": words.ZoneName, "verdictName": words.VerdictName,
		"tableLabel": words.TableLabel, "chartLabel": words.ChartLabel,
	}
	for name, text := range portfolioTexts {
		functions[name] = func() string { return text }
	}
	return template.Must(template.New("portfolio.html").Funcs(functions).
		ParseFS(templateFiles, "templates/portfolio/*.html"))
})

// portfolioTexts are the fixed words by the name under which the template calls
// them.
var portfolioTexts = map[string]string{
	"actionsTitle":   words.PortfolioActions,
	"changesTitle":   words.PortfolioChanges,
	"endingTitle":    words.PortfolioExceptions,
	"filterAny":      words.FilterAny,
	"filterLabel":    words.TenantsFilter,
	"filterReset":    words.FilterReset,
	"filterSearch":   words.FilterSearch,
	"foundAll":       words.TenantsFoundAll,
	"foundNone":      words.TenantsFoundNone,
	"foundSome":      words.TenantsFoundSome,
	"labelAction":    words.LabelAction,
	"labelChange":    words.LabelChange,
	"labelEffects":   words.LabelEffects,
	"labelEnds":      words.LabelEnds,
	"labelGoal":      words.LabelGoalVerdict,
	"labelLeft":      words.LabelPointsLeft,
	"labelProduct":   words.LabelProduct,
	"labelReason":    words.LabelReason,
	"labelScale":     words.LabelScale,
	"labelScore":     words.LabelScore,
	"labelState":     words.LabelState,
	"labelTenant":    words.LabelTenant,
	"labelTenants":   words.LabelTenants,
	"labelWhat":      words.LabelWhat,
	"labelWhy":       words.LabelWhy,
	"labelZone":      words.LabelZone,
	"methodTitle":    words.MethodTitle,
	"newsTitle":      words.PortfolioNews,
	"noNews":         words.PortfolioNoNews,
	"noRise":         words.PortfolioNoRise,
	"noGoal":         words.NoGoalSet,
	"nothingChanged": words.PortfolioSame,
	"order":          words.PortfolioOrder,
	"overviewTitle":  words.OverviewTitle,
	"placeholder":    words.TenantsPlaceholder,
	"risesTitle":     words.PortfolioRises,
	"sectionsLabel":  words.SectionsLabel,
	"showAll":        words.TenantsShowAll,
	"skipLink":       words.SkipLink,
	"spreadTitle":    words.PortfolioSpread,
	"stateCurrent":   words.StateCurrent,
	"stateWithout":   words.PortfolioWithout,
	"tenantsTitle":   words.PortfolioTenants,
}

// portfolioLabels are as cellLabels.
var portfolioLabels = []tableLabels{
	{"t-news", []string{"", words.LabelScore}},
	{"t-common", []string{"", "", "", words.LabelTenants, words.LabelPointsLeft}},
	{"t-microsoft", []string{"", "", words.LabelTenants, words.LabelEffects}},
	{"t-ending", []string{"", "", "", words.LabelTenants}},
	{"t-tenants", []string{"", "", words.LabelScore, "", words.LabelChange, "", words.LabelGoalVerdict,
		words.LabelPointsLeft}},
}

// portfolioView is a portfolio with what only the page needs.
type portfolioView struct {
	portfolio.Model
	Style  template.CSS
	Script template.JS
	Policy string
	Logo   template.URL // empty for none
	Spread figure

	News, Rises, Rows, Common, ByMicrosoft template.HTML // rows of the tables

	Verdicts []score.Verdict // that the tenants have
	NoGoals  bool            // some have none
	Foot     string
}

// W writes sentences, numbers and dates.
func (v portfolioView) W() words.Words { return words.In(v.Locale) }

// ExceptionTitle is the action of an exception.
func (v portfolioView) ExceptionTitle(e portfolio.CommonException) string {
	return words.ActionTitle(e.Title, e.ID)
}

// ExceptionReason is why the organisations live with it.
func (v portfolioView) ExceptionReason(e portfolio.CommonException) string {
	return words.ReasonAndOwner(e)
}

// ExceptionTenants names the tenants that have an exception.
func (v portfolioView) ExceptionTenants(e portfolio.CommonException) string {
	return words.TenantNames(e.Tenants, pageNames)
}

const (
	pageNames    = 12 // tenants of one exception
	pageTroubled = 5  // of them without a current score
	pageNews     = 12 // tenants to look at first
	pageRises    = 6

	spreadWide, spreadTall, spreadTallNarrow = 480.0, 156.0, 140.0
)

func portfolioViewOf(m portfolio.Model) (portfolioView, error) {
	w := words.In(m.Locale)
	style := styleOf(m.Appearance, portfolioLabels) + mustRead("templates/portfolio/portfolio.css")
	script := mustRead("templates/portfolio/portfolio.js")
	v := portfolioView{
		Model: m, Style: template.CSS(style), Script: template.JS(script), Policy: policyOf(style, script),
		News:  newsRows(w, slices.Concat(m.Without[:min(len(m.Without), pageTroubled)], m.Falls), pageNews),
		Rises: newsRows(w, m.Rises, pageRises),
		Rows:  tenantRows(w, m), Common: commonRows(w, m), ByMicrosoft: microsoftRows(w, m),
		Foot: clipName(w.CreatedAt(m)), NoGoals: m.NoGoal > 0,
	}
	for _, verdict := range m.Verdicts {
		v.Verdicts = append(v.Verdicts, verdict.Verdict)
	}
	if m.Appearance.Logo != nil {
		v.Logo = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(m.Appearance.Logo.PNG))
	}
	d := drawer{set: draw.NewTypesetter(m.Appearance)}
	spread := draw.NewSpread(m, d.set)
	v.Spread = d.both(spread, shape{spreadWide, spreadTall, spreadTallNarrow}, "chart-spread", spread.AltText())
	return v, d.err
}
