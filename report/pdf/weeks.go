package pdf

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// weeks is the points achieved and regressed, week by week.
func (s *sheet) weeks() {
	const tall = 130.0
	weeks := s.m.Trend.Weeks
	s.begin(weeksPart, tall+60)
	if len(weeks) == 0 {
		s.paragraph(draw.BodyType, s.Text(words.NoWeeks))
		return
	}
	chart := draw.NewWeeks(s.m, s.set)
	text := chart.AltText()
	if !chart.Empty() {
		text += " " + s.Text(words.WeeksNote)
	}
	s.paragraph(draw.BodyType, text)
	s.y += draw.Space2
	if !chart.Empty() {
		s.need(tall)
		s.unread(chart, draw.MarginSide, s.y, s.paper.Content(), tall)
		s.y += tall + draw.Space3
	}
	columns := s.stretch([]tableColumn{
		{head: s.Text(words.LabelWeek)}, {head: s.Text(words.LabelDays), width: 52, right: true},
		{head: s.Text(words.LabelScoreAtEnd), width: 58, right: true},
		{head: s.Text(words.LabelMaximum), width: 52, right: true},
		{head: s.Text(words.LabelPointsAchieved), width: 48, right: true},
		{head: s.Text(words.LabelPointsRegressed), width: 50, right: true},
		{head: s.Text(words.LabelDrift), width: 40, right: true},
		{head: s.Text(words.LabelActionsAdded), width: 46, right: true},
		{head: s.Text(words.LabelActionsRemoved), width: 48, right: true},
	}, 0)
	s.table(columns, len(weeks), func(i int) []tableCell {
		cells := s.weekWords(weeks[len(weeks)-1-i])
		row := make([]tableCell, len(cells))
		for j, text := range cells {
			style := draw.TableType
			if j == 2 {
				style = style.Strong()
			}
			row[j] = s.plainCell(style, columns[j], text, 1)
		}
		return row
	})
}

func (s *sheet) weekWords(w score.Week) []string {
	cells := []string{
		s.LongDate(w.Monday), strconv.Itoa(w.Days), s.Percent(w.Percent), s.NotAvailable(), "–", "–", "–", "–", "–",
	}
	if w.Days > 0 {
		cells[3] = s.Points(w.Max)
	}
	if w.Known {
		cells[4], cells[5], cells[6] = s.Points(w.Gained), s.Points(w.Lost), s.SignedPoints(w.Drift)
		cells[7], cells[8] = strconv.Itoa(w.Added), strconv.Itoa(w.Retired)
	}
	return cells
}
