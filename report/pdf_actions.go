package report

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// actions is every action that the filter lets through, ranked.
func (s *sheet) actions() {
	s.begin(actionsTitle, 130)
	s.paragraph(bodyType, actionsIntro(s.m))
	s.y += space2
	if len(s.m.Actions) == 0 {
		return
	}
	columns := s.stretch([]pdfColumn{
		{head: "Place", width: 34, right: true, after: 2},
		{head: "Action"},
		{head: "Category", width: 64},
		{head: "Points left", width: 52, right: true, after: 8},
		{head: "Cost", width: 48},
		{head: "User impact", width: 48},
		{head: "Status", width: 62},
	}, 1)
	s.table(columns, len(s.m.Actions), func(i int) []pdfCell { return s.actionRow(columns, s.m.Actions[i]) })
}

func (s *sheet) actionRow(columns []pdfColumn, a Action) []pdfCell {
	left, of := "unknown", "maximum unknown"
	if a.MaxKnown() {
		left, of = s.Points(a.Left()), "of "+s.Points(a.Max)
	}
	place := plainText(a.Product)
	if a.Deprecated {
		place = placeWords(a.Product, "retired by Microsoft")
	}
	return []pdfCell{
		s.plainCell(tableType.in(mutedColor), columns[0], placeOf(a), 1),
		s.titleCell(columns[1], titleOf(a.Control), a.PortalURL, place, a.New),
		s.plainCell(tableType, columns[2], a.Category, 3),
		{blocks: []pdfBlock{s.block(tableType.strong(), columns[3], left, 1), s.block(smallType, columns[3], of, 2)}},
		s.plainCell(tableType, columns[4], LevelName(a.Cost), 1),
		s.plainCell(tableType, columns[5], LevelName(a.UserImpact), 1),
		s.statusCell(columns[6], a),
	}
}

func (s *sheet) statusCell(column pdfColumn, a Action) pdfCell {
	cell := s.plainCell(tableType, column, StatusName(a.Status()), 3)
	if a.Declared() {
		cell.blocks = append(cell.blocks, s.block(smallType.strong().in(okayInk), column, "Declared", 1))
	}
	return cell
}

func actionsIntro(m Model) string {
	if len(m.Actions) == 0 && m.Unlisted == 0 {
		return "No control is scored for this tenant, so there is nothing to list."
	}
	text := Count(len(m.Actions), "action") + " of the score, ranked: what is open first, by the points left in it for its effort. Titles open the action in the Microsoft Defender portal."
	if m.Filter.Empty() {
		return text
	}
	return filterNote(m) + " " + text
}

// filterNote says which filter narrows the list, and what it keeps out.
func filterNote(m Model) string {
	return fmt.Sprintf("Narrowed to %s; %s not listed.", strings.Join(filterWords(m.Filter), ", "), Count(m.Unlisted, "action"))
}

// filterWords are a filter's conditions in words.
func filterWords(f Filter) []string {
	var words []string
	add := func(condition bool, text string) {
		if condition {
			words = append(words, text)
		}
	}
	add(len(f.Categories) > 0, "category "+strings.Join(f.Categories, " or "))
	add(f.MaxCost != "", "cost at most "+levelWord(f.MaxCost))
	add(f.MaxUserImpact != "", "user impact at most "+levelWord(f.MaxUserImpact))
	add(len(f.Statuses) > 0, "status "+strings.Join(statusNames(f.Statuses), " or "))
	add(f.New != nil && *f.New, "new since the comparison")
	add(f.New != nil && !*f.New, "not new since the comparison")
	add(f.Licensed != nil && *f.Licensed, "scored for this tenant")
	add(f.Licensed != nil && !*f.Licensed, "not scored for this tenant")
	add(f.Search != "", "text “"+f.Search+"”")
	return words
}

func statusNames(list []score.Status) []string {
	names := make([]string, len(list))
	for i, status := range list {
		names[i] = StatusName(status)
	}
	return names
}

// placeOf is the action's place in the ranking, a dash where it has none.
func placeOf(a Action) string {
	if a.Place == 0 {
		return "–"
	}
	return strconv.Itoa(a.Place)
}
