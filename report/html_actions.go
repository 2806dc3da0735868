package report

import (
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// htmlRow is an action as a row of the page's table.
type htmlRow struct {
	Action
	Guide Guidance
	Order htmlOrder
}

// htmlOrder is what the script sorts a row by, as numbers.
type htmlOrder struct {
	Place, Left  string // empty: behind all others
	Cost, Impact int
}

// htmlRows are the listed actions, and after them, for who asks, what is in
// Microsoft's catalogue and not scored.
func htmlRows(m Model) []htmlRow {
	var rows []htmlRow
	listed := map[string]bool{}
	for _, a := range m.Actions {
		row := htmlRow{Action: a, Order: htmlOrderOf(a)}
		if a.Recommended() && !a.Outside {
			row.Guide = a.Guide()
		}
		listed[score.Fold(a.ID)] = true
		rows = append(rows, row)
	}
	if !m.Filter.Empty() {
		return rows
	}
	for _, p := range m.Analysis.Outside {
		if a := actionOf(p.Control(), p, m.Max); !listed[score.Fold(a.ID)] {
			a.Outside = true
			rows = append(rows, htmlRow{Action: a, Order: htmlOrderOf(a)})
		}
	}
	return rows
}

func htmlOrderOf(a Action) htmlOrder {
	o := htmlOrder{Cost: levelOrder(a.Cost), Impact: levelOrder(a.UserImpact)}
	if a.Place > 0 {
		o.Place = strconv.Itoa(a.Place)
	}
	if a.MaxKnown() {
		o.Left = csvNumber(a.Left())
	}
	return o
}

// levelOrder puts levels in a row, the unknown last.
func levelOrder(l score.Level) int {
	if at := slices.Index([]score.Level{score.Low, score.Moderate, score.High}, l); at >= 0 {
		return at + 1
	}
	return 4
}

// htmlChoices are what the page's filters offer: what there is, once each.
type htmlChoices struct {
	Categories, Statuses, Products []string
	Outside                        bool // something is not scored
}

func htmlChoicesOf(rows []htmlRow) htmlChoices {
	var c htmlChoices
	for _, row := range rows {
		c.Categories = append(c.Categories, mailClean(row.Category))
		c.Products = append(c.Products, mailClean(row.Product))
		c.Statuses = append(c.Statuses, mailClean(StatusName(row.Status())))
		c.Outside = c.Outside || row.Outside
	}
	for _, list := range []*[]string{&c.Categories, &c.Products, &c.Statuses} {
		slices.SortFunc(*list, func(a, b string) int {
			if by := strings.Compare(strings.ToLower(a), strings.ToLower(b)); by != 0 {
				return by
			}
			return strings.Compare(a, b)
		})
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	return c
}

// Blocks are a guidance's passages as the page writes them: lists with their
// items, and paragraphs between.
func (Guidance) Blocks(list []Passage) []htmlBlock {
	var blocks []htmlBlock
	for _, p := range list {
		kind := "p"
		switch {
		case p.Mark == "•":
			kind = "ul"
		case p.Mark != "":
			kind = "ol"
		}
		last := len(blocks) - 1
		if kind == "p" || last < 0 || blocks[last].Kind != kind || blocks[last].Depth != p.Depth {
			block := htmlBlock{Kind: kind, Depth: p.Depth, Start: 1, Letters: p.Mark != "" && p.Mark[0] >= 'a' && p.Mark[0] <= 'z'}
			if n, err := strconv.Atoi(strings.TrimSuffix(p.Mark, ".")); err == nil {
				block.Start = n
			} else if block.Letters {
				block.Start = int(p.Mark[0]-'a') + 1
			}
			blocks = append(blocks, block)
			last++
		}
		blocks[last].Items = append(blocks[last].Items, p.Text)
	}
	return blocks
}

// htmlBlock is a paragraph or a list.
type htmlBlock struct {
	Kind    string // p, ol, ul
	Depth   int
	Start   int  // number of a list's first item
	Letters bool // a., b. instead of 1., 2.
	Items   []string
}
