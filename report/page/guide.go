package page

import (
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/words"
)

// guide is what Microsoft says about an action, if anything.
func guide(w words.Words, text guidance.Guidance) g.Node {
	if text.Empty() {
		return nil
	}
	return h.Details(h.Summary(g.Text(w.Text(words.GuideTitle))), h.Div(h.Class("guide"),
		guidePart(w, w.Text(words.LabelWhy), text.Why),
		guidePart(w, w.Text(words.LabelHow), text.How),
		guidePart(w, w.Text(words.LabelImpact), text.Impact),
	))
}

func guidePart(w words.Words, title string, list []guidance.Passage) g.Node {
	if len(list) == 0 {
		return nil
	}
	return g.Group{h.H3(g.Text(title)), g.Map(listBlocks(list), func(b listBlock) g.Node { return b.node(w) })}
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

func (b listBlock) node(w words.Words) g.Node {
	depth := g.Group{h.Class("d" + strconv.Itoa(b.depth)), inEnglish(w)}
	if b.kind == "p" {
		return g.Map(b.items, func(text string) g.Node { return h.P(depth, prose(text)) })
	}
	return g.El(b.kind, depth,
		g.If(b.start != 1, g.Attr("start", strconv.Itoa(b.start))),
		g.If(b.letters, h.Type("a")),
		g.Map(b.items, func(text string) g.Node { return h.Li(prose(text)) }),
	)
}
