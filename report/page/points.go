package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// points is where the points are, what of them is only reported, and how the
// score would look if it were counted in other ways.
func (v pageView) points() g.Node {
	parts := paragraph(v.w.Text(words.SplitUnknown))
	if v.Analysis.Split.Known {
		parts = g.Group{v.split(), v.reported(), v.accepted()}
	}
	return section("s-points", v.w.Text(words.PointsTitle), parts, v.views())
}

func (v pageView) split() g.Node {
	return g.Group{
		note(v.w.Text(words.SplitIntro)),
		wide(v.w, v.w.Text(words.PointsTitle), "t-split",
			head(column(v.w.Text(words.LabelPart)), numbers(v.w.Text(words.LabelPoints)), numbers(v.w.Text(words.LabelShare))),
			rows(v.w.SplitParts(v.Model), func(p words.SplitPart) g.Node {
				return row(rowHead(g.Text(p.Name), below(g.Text(p.Note))), number(v.w.Amount(p)), number(v.w.Portion(p)))
			}),
		),
	}
}

// reported are the actions whose points Microsoft does not verify.
func (v pageView) reported() g.Node {
	list := v.Declared()
	if len(list) == 0 {
		return g.Group{subheading(v.w.Text(words.ReportedTitle)), paragraph(v.w.Text(words.NothingReported))}
	}
	return g.Group{
		subheading(v.w.Text(words.ReportedTitle)),
		wide(v.w, v.w.Text(words.ReportedTitle), "t-declared",
			head(column(v.w.Text(words.LabelAction)), numbers(v.w.Text(words.LabelPoints)), column(v.w.Text(words.LabelStatus))),
			rows(list, v.reportedAction)),
	}
}

func (v pageView) reportedAction(a report.Action) g.Node {
	points := v.w.Points(a.Points)
	if a.MaxKnown() {
		points += " " + v.w.OfMaximum(a.Max, true)
	}
	return row(
		rowHead(link(a.PortalURL, microsofts(v.w, name(v.w.ActionTitle(a.Title, a.ID)))),
			below(microsofts(v.w, g.Text(place(a.Service, a.Category))))),
		number(points),
		h.Td(name(v.w.StatusName(a.Status())), remark(v.w.DeclaredBy(a.Control))),
	)
}

// accepted is the risk that was accepted over time, if it is known.
func (v pageView) accepted() g.Node {
	if v.charts.accepted.empty() {
		return nil
	}
	return g.Group{subheading(v.w.Text(words.AcceptedTitle)), note(v.charts.acceptedText), v.charts.accepted.node()}
}

func (v pageView) views() g.Node {
	return g.Group{
		subheading(v.w.Text(words.ViewsTitle)),
		wide(v.w, v.w.Text(words.ViewsTitle), "t-views",
			head(column(v.w.Text(words.LabelView)), numbers(v.w.Text(words.LabelPoints)), numbers(v.w.Text(words.LabelScore)),
				column(v.w.Text(words.LabelHowCalculated))),
			rows(v.Analysis.Views, func(view score.View) g.Node {
				return row(rowHead(g.Text(v.w.ViewLabel(view.Name))), number(v.w.Points(view.Points)),
					number(v.w.Percent(view.Percent)), cell(v.w.ViewHow(view.Name)))
			}),
		),
		optionalNote(v.w.ViewsNote(v.Model)),
	}
}
