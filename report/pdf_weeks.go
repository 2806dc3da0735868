package report

import (
	"strconv"

	"secure-score-reporter/internal/score"
)

// weeks is what was gained and lost, week by week.
func (s *sheet) weeks() {
	const tall = 130.0
	weeks := s.m.Trend.Weeks
	s.begin(weeksTitle, tall+60)
	if len(weeks) == 0 {
		s.paragraph(bodyType, noWeeksSays)
		return
	}
	chart := newWeeks(s.m, s.set)
	text := chart.says()
	if !chart.empty() {
		text += " " + weeksNote
	}
	s.paragraph(bodyType, text)
	s.y += space2
	if !chart.empty() {
		s.need(tall)
		s.chart(chart, marginSide, s.y, s.paper.content(), tall)
		s.y += tall + space3
	}
	columns := s.stretch([]pdfColumn{
		{head: labelWeekFrom}, {head: labelDays, width: 58, right: true}, {head: labelScoreAtEnd, width: 66, right: true},
		{head: labelMaximum, width: 58, right: true}, {head: labelGained, width: 50, right: true}, {head: labelLost, width: 50, right: true},
		{head: labelActionsAdded, width: 52, right: true}, {head: labelActionsGone, width: 52, right: true},
	}, 0)
	s.table(columns, len(weeks), func(i int) []pdfCell {
		cells := s.weekWords(weeks[len(weeks)-1-i])
		row := make([]pdfCell, len(cells))
		for j, text := range cells {
			look := tableType
			if j == 2 {
				look = look.strong()
			}
			row[j] = s.plainCell(look, columns[j], text, 1)
		}
		return row
	})
}

func (s *sheet) weekWords(w score.Week) []string {
	words := []string{
		s.LongDate(w.Monday), strconv.Itoa(w.Days), s.Percent(w.Percent), "n/a", "–", "–", "–", "–",
	}
	if w.Days > 0 {
		words[3] = s.Points(w.Max)
	}
	if w.Known {
		words[4], words[5] = s.Points(w.Gained), s.Points(w.Lost)
		words[6], words[7] = strconv.Itoa(w.Added), strconv.Itoa(w.Retired)
	}
	return words
}
