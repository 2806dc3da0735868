package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// overview is the answer, the organisation's own note, who moved the score, how
// it compares, and the score as a ring.
func (v pageView) overview() g.Node {
	return line(h.Section(h.Class("hero"), h.Aria("label", v.w.Text(words.OverviewTitle)),
		line(h.Div(h.Class("lead"),
			line(h.P(h.Class("answer"), prose(v.w.Answer(v.Model)), v.verdict())),
			optionalNote(v.w.GoalToGo(v.Model)),
			v.ownNote(),
			v.shares(),
			v.averages(),
			v.notesLink(),
		)),
		line(h.Div(h.Class("ring"), g.Raw(v.charts.ring))),
	))
}

// verdict is that on the goal, if there is one.
func (v pageView) verdict() g.Node {
	progress := v.Analysis.Progress
	if progress == nil {
		return nil
	}
	return g.Group{g.Text(" "), h.Span(h.Class("tag verdict "+toneOfVerdict(progress.Verdict)),
		g.Text(v.w.AnswerMark(v.Model)))}
}

func (v pageView) ownNote() g.Node {
	own := clipProse(v.Note)
	if own == "" {
		return nil
	}
	return line(h.P(h.Class("own"), g.Text(own)))
}

// shares are the parts of the change since the comparison; none on a first run.
func (v pageView) shares() g.Node {
	if v.Since == nil {
		return nil
	}
	shares := v.w.Shares(v.Account.Overview())
	if len(shares) == 0 {
		return nil
	}
	return g.Group{
		note(v.w.Text(words.SharesTitle)),
		line(h.Dl(h.Class("facts"), g.Map(shares, func(s words.Share) g.Node {
			return h.Div(h.Dt(g.Text(s.Name)), h.Dd(g.Text(s.InPP)))
		}))),
	}
}

func (v pageView) averages() g.Node {
	list := v.w.BesideAverages(v.Model)
	if len(list) == 0 {
		return nil
	}
	return line(h.Ul(h.Class("soft beside"), g.Map(list, func(s string) g.Node { return h.Li(g.Text(s)) })))
}

// notesLink leads to the notes on the data, if there are any.
func (v pageView) notesLink() g.Node {
	notes := len(v.w.DataNotes(v.Model))
	if notes == 0 {
		return nil
	}
	return line(h.P(h.Class("soft"), h.A(h.Href("#notes"), g.Text(v.w.NotesHead(notes)))))
}
