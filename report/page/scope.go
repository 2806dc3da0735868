package page

import (
	"cmp"
	"strconv"

	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// scope is what Microsoft does not score for this tenant.
func (v pageView) scope() g.Node {
	scopes, actions := v.OutsideScopes()
	return section("s-scope", v.w.Text(words.NotScoredTitle),
		paragraph(v.w.NotScoredIntro(actions)),
		g.If(len(scopes) > 0, wide(v.w, v.w.Text(words.NotScoredTitle), "t-scope",
			head(column(v.w.Text(words.LabelProduct)), numbers(v.w.Text(words.LabelScored)),
				numbers(v.w.Text(words.LabelPoints)),
				numbers(v.w.Text(words.LabelNotScored)), numbers(v.w.Text(words.LabelNotScoredPoints))),
			rows(scopes, v.product))),
	)
}

func (v pageView) product(s score.ServiceScope) g.Node {
	product := cmp.Or(clipName(score.ProductName(s.Service)), v.w.Text(words.UnnamedProduct))
	return row(rowHead(sentence(v.names, product)), number(strconv.Itoa(s.Scored)), number(v.w.Points(s.ScoredMax)),
		number(strconv.Itoa(s.Outside)), number(v.w.Points(s.OutsidePoints)))
}
