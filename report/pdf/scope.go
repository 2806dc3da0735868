package pdf

import (
	"strconv"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// scope lists by product what Microsoft does not score for the tenant; there is
// no such section where it scores everything. A product of which nothing is
// scored has no numbers to compare, and is a name in a sentence.
func (s *sheet) scope() {
	scopes, outside := s.m.OutsideScopes()
	if outside == 0 {
		return
	}
	s.begin(scopePart, 90)
	s.paragraph(draw.BodyType, s.NotScoredIntro(outside))
	var partly []score.ServiceScope
	var without []words.ProductCount
	for _, v := range scopes {
		if v.Scored > 0 {
			partly = append(partly, v)
			continue
		}
		without = append(without, words.ProductCount{Name: s.productName(v.Service), Actions: v.Outside,
			Points: v.OutsidePoints})
	}
	if len(partly) > 0 {
		s.y += draw.Space2
		s.scopeTable(partly)
	}
	if len(without) > 0 {
		s.y += draw.Space2
		s.paragraph(draw.BodyType, s.NothingScored(without))
	}
}

func (s *sheet) scopeTable(scopes []score.ServiceScope) {
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelProduct)}, {head: s.Text(words.LabelScored), width: 60, right: true},
		{head: s.Text(words.LabelPoints), width: 60, right: true},
		{head: s.Text(words.LabelNotScored), width: 76, right: true},
		{head: s.Text(words.LabelNotScoredPoints), width: 86, right: true},
	}, 0)
	s.table(columns, len(scopes), func(i int) []tableCell {
		v := scopes[i]
		return []tableCell{
			s.microsoftsCell(draw.TableType, columns[0], s.productName(v.Service), 2),
			s.plainCell(draw.TableType, columns[1], strconv.Itoa(v.Scored), 1),
			s.plainCell(draw.TableType, columns[2], s.Points(v.ScoredMax), 1),
			s.plainCell(draw.TableType, columns[3], strconv.Itoa(v.Outside), 1),
			s.plainCell(draw.TableType, columns[4], s.Points(v.OutsidePoints), 1),
		}
	})
}

// productName is today's name of a product, never empty.
func (s *sheet) productName(service string) string {
	name := score.ProductName(service)
	if plaintext.Drawable(name) == "" {
		return s.Text(words.UnnamedProduct)
	}
	return name
}
