package page

import (
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/words"
)

// actionRow is an action as a row of the page's table.
type actionRow struct {
	report.Action
	Guide guidance.Guidance
	Order sortKeys
}

// sortKeys is what the script sorts a row by, as numbers.
type sortKeys struct {
	Place, Left  string // empty: behind all others
	Cost, Impact int
}

// actionRows are the listed actions, and after them those that are not scored,
// which the page hides until its filter asks for them.
func actionRows(m report.Model) []actionRow {
	var rows []actionRow
	for _, a := range m.Actions {
		row := actionRow{Action: a, Order: sortKeysOf(a)}
		if a.Recommended() && !a.Outside {
			row.Guide = a.Guide()
		}
		rows = append(rows, row)
	}
	if !m.Filter.Empty() {
		return rows
	}
	for _, a := range m.OutsideActions() {
		rows = append(rows, actionRow{Action: a, Order: sortKeysOf(a)})
	}
	return rows
}

func sortKeysOf(a report.Action) sortKeys {
	o := sortKeys{Cost: levelOrder(a.Cost), Impact: levelOrder(a.UserImpact)}
	if a.Place > 0 {
		o.Place = strconv.Itoa(a.Place)
	}
	if a.MaxKnown() {
		o.Left = strconv.FormatFloat(score.Hundredths(a.Left()), 'f', -1, 64)
	}
	return o
}

// levelOrder is the order of levels, the unknown last.
func levelOrder(l score.Level) int {
	if at := slices.Index([]score.Level{score.Low, score.Moderate, score.High}, l); at >= 0 {
		return at + 1
	}
	return 4
}

// filterChoices are what the page's filters offer: each value once.
type filterChoices struct {
	Categories, Statuses, Products []string
	Outside                        bool // something is not scored
}

func filterChoicesOf(rows []actionRow) filterChoices {
	var c filterChoices
	for _, row := range rows {
		c.Categories = append(c.Categories, clipName(row.Category))
		c.Products = append(c.Products, clipName(row.Product))
		c.Statuses = append(c.Statuses, clipName(words.StatusName(row.Status())))
		c.Outside = c.Outside || row.Outside
	}
	sortChoices(&c.Categories, &c.Products, &c.Statuses)
	return c
}

// sortChoices sorts lists without regard to case, and keeps each value once.
func sortChoices(lists ...*[]string) {
	for _, list := range lists {
		slices.SortFunc(*list, func(a, b string) int {
			if by := strings.Compare(strings.ToLower(a), strings.ToLower(b)); by != 0 {
				return by
			}
			return strings.Compare(a, b)
		})
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
}

// listBlocks are passages as the page writes them: lists with their items, and
// paragraphs between.
func listBlocks(list []guidance.Passage) []listBlock {
	var blocks []listBlock
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
			blocks = append(blocks, newListBlock(kind, p))
			last++
		}
		blocks[last].items = append(blocks[last].items, p.Text)
	}
	return blocks
}

func newListBlock(kind string, first guidance.Passage) listBlock {
	block := listBlock{kind: kind, depth: first.Depth, start: 1}
	if n, err := strconv.Atoi(strings.TrimSuffix(first.Mark, ".")); err == nil {
		block.start = n
	} else if kind == "ol" {
		block.letters, block.start = true, int(first.Mark[0]-'a')+1
	}
	return block
}

// listBlock is a paragraph or a list.
type listBlock struct {
	kind    string // p, ol, ul
	depth   int
	start   int  // number of a list's first item
	letters bool // a., b. instead of 1., 2.
	items   []string
}
