package pdf

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/pdf/internal/canvas"
)

// guideTexts is what the appendix says, with nothing in it twice.
type guideTexts struct {
	entries     []guideEntry
	notes       []string
	noteTargets []canvas.Target
}

// guideEntry is the actions of a task.
type guideEntry struct {
	texts        []guideText
	shared       guideText          // what begins the texts of all actions; of more than one
	last, impact []guidance.Passage // the steps that end all of them, and the impact of all
}

// guideText is what an action has of its own, or what actions have in common.
type guideText struct {
	report.Action
	why, how, impact []guidance.Passage
	notes            []int          // that belong to why, from 1
	sameAs           *report.Action // an earlier one that has the steps
	undescribed      bool
}

// fewestShare is how many tasks share a sentence that becomes a note.
const fewestShare = 3

// newGuide puts together what is printed of ranked actions. Those of a task
// follow each other and share a place.
func newGuide(actions []report.Action) guideTexts {
	var parsed [][]parsedAction
	var why [][][]guidance.Piece
	for i, a := range actions {
		p := parse(a)
		if last := len(parsed) - 1; i > 0 && a.Place != 0 && a.Place == actions[i-1].Place {
			parsed[last], why[last] = append(parsed[last], p), append(why[last], p.why)
			continue
		}
		parsed, why = append(parsed, []parsedAction{p}), append(why, [][]guidance.Piece{p.why})
	}
	notes := guidance.NotesOf(why, fewestShare)
	g, steps := guideTexts{}, map[string]*report.Action{}
	for _, task := range parsed {
		g.entries = append(g.entries, entryOf(task, notes, steps))
	}
	g.notes = notes.Texts
	return g
}

// parsedAction is an action with its guidance in pieces.
type parsedAction struct {
	action           report.Action
	why, how, impact []guidance.Piece
	notes            []int
}

func parse(a report.Action) parsedAction {
	g := a.Guide()
	return parsedAction{action: a, why: guidance.Pieces(g.Why), how: guidance.Pieces(g.How),
		impact: guidance.Pieces(g.Impact)}
}

// entryOf takes out of the texts of a task what is said elsewhere: the notes,
// what its actions have in common, and the steps of an earlier entry.
func entryOf(task []parsedAction, notes *guidance.Notes, steps map[string]*report.Action) guideEntry {
	e := guideEntry{texts: make([]guideText, len(task))}
	var why, how, impact [][]guidance.Piece
	for i := range task {
		p := &task[i]
		e.texts[i] = guideText{Action: p.action, undescribed: len(p.why)+len(p.how)+len(p.impact) == 0}
		p.why, p.notes = notes.Take(p.why)
		why, how, impact = append(why, p.why), append(how, p.how), append(impact, p.impact)
	}
	whyFirst, whyLast := guidance.Common(why)
	howFirst, howLast := guidance.Common(how)
	impactFirst, _ := guidance.Common(impact)
	first := task[0]
	e.shared.why = guidance.Join(append(first.why[:whyFirst:whyFirst], first.why[len(first.why)-whyLast:]...))
	e.shared.how = guidance.Join(first.how[:howFirst])
	e.last = unmarked(guidance.Join(first.how[len(first.how)-howLast:]))
	if impactFirst < len(first.impact) {
		impactFirst = 0 // a part of what users notice says too little
	}
	e.impact = guidance.Join(first.impact[:impactFirst])
	e.shareNotes(task)
	for i, p := range task {
		t := &e.texts[i]
		t.why = guidance.Join(ownPieces(p.why, whyFirst, whyLast))
		t.how = guidance.Join(ownPieces(p.how, howFirst, howLast))
		t.impact = guidance.Join(ownPieces(p.impact, impactFirst, 0))
	}
	if len(task) == 1 {
		e.texts[0].sameSteps(steps)
	}
	return e
}

// ownPieces are the pieces of an action between those that all have.
func ownPieces(list []guidance.Piece, first, last int) []guidance.Piece {
	return list[first : len(list)-last]
}

// unmarked are steps without their numbers, which differ from action to action.
func unmarked(list []guidance.Passage) []guidance.Passage {
	for i := range list {
		list[i].Mark = ""
	}
	return list
}

// shareNotes gives the notes that all actions of a task have to its beginning.
func (e *guideEntry) shareNotes(task []parsedAction) {
	for i, p := range task {
		e.texts[i].notes = p.notes
	}
	if len(task) == 1 {
		return
	}
	for _, n := range task[0].notes {
		all := !slices.ContainsFunc(task, func(p parsedAction) bool { return !slices.Contains(p.notes, n) })
		if all && !slices.Contains(e.shared.notes, n) {
			e.shared.notes = append(e.shared.notes, n)
		}
	}
	for i, p := range task {
		e.texts[i].notes = slices.DeleteFunc(slices.Clone(p.notes),
			func(n int) bool { return slices.Contains(e.shared.notes, n) })
	}
}

// fewestSteps is how many steps are worth a reference.
const fewestSteps = 2

// sameSteps refers to an earlier action where that has the same steps.
func (t *guideText) sameSteps(steps map[string]*report.Action) {
	if len(t.how) < fewestSteps {
		return
	}
	var key strings.Builder
	for _, p := range t.how {
		key.WriteString(p.Mark + "\t" + p.Text + "\n")
	}
	if earlier := steps[key.String()]; earlier != nil {
		t.sameAs, t.how = earlier, nil
		return
	}
	steps[key.String()] = &t.Action
}

// task is the actions of an entry as one, as report.Model.Top has it.
func (e guideEntry) task(maximum float64) report.Action {
	var task score.Task
	for _, t := range e.texts {
		task.Actions = append(task.Actions, t.Control)
	}
	a := e.texts[0].Action
	a.Task = report.Task{Actions: task.Actions, Left: task.Left(), Hardest: task.Hardest()}
	if maximum > 0 {
		a.Task.Gain = score.Hundredths(a.Task.Left / maximum * 100)
	}
	return a
}
