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
		c.Categories = append(c.Categories, htmlName(row.Category))
		c.Products = append(c.Products, htmlName(row.Product))
		c.Statuses = append(c.Statuses, htmlName(StatusName(row.Status())))
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

// htmlBlocks are passages as the page writes them: lists with their items, and
// paragraphs between.
func htmlBlocks(list []Passage) []htmlBlock {
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
		if kind == "p" || last < 0 || blocks[last].kind != kind || blocks[last].depth != p.Depth {
			blocks = append(blocks, newHTMLBlock(kind, p))
			last++
		}
		blocks[last].items = append(blocks[last].items, p.Text)
	}
	return blocks
}

func newHTMLBlock(kind string, first Passage) htmlBlock {
	block := htmlBlock{kind: kind, depth: first.Depth, start: 1}
	if n, err := strconv.Atoi(strings.TrimSuffix(first.Mark, ".")); err == nil {
		block.start = n
	} else if kind == "ol" {
		block.letters, block.start = true, int(first.Mark[0]-'a')+1
	}
	return block
}

// htmlBlock is a paragraph or a list.
type htmlBlock struct {
	kind    string // p, ol, ul
	depth   int
	start   int  // number of a list's first item
	letters bool // a., b. instead of 1., 2.
	items   []string
}
