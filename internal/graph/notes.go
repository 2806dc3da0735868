package graph

import "secure-score-reporter/internal/score"

// notes collects what is odd about an answer.
type notes struct{ list []score.Oddity }

func newNotes() *notes { return &notes{} }

// add notes what is odd about one control, profile or day.
func (n *notes) add(kind score.OddityKind, of string) { n.addField(kind, "", of) }

// addField notes what is odd about a property.
func (n *notes) addField(kind score.OddityKind, field, of string) {
	for i := range n.list {
		if known := &n.list[i]; known.Kind == kind && known.Field == field {
			known.Times++
			return
		}
	}
	n.list = append(n.list, score.Oddity{Kind: kind, Field: field, Of: oneLine(of), Times: 1})
}

// partial notes that an answer lacks something.
func (n *notes) partial(got answer, kind score.OddityKind) {
	if got.partial {
		n.add(kind, got.warning)
	}
}
