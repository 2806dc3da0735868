package guidance

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secure-score-reporter/internal/plaintext"
)

// reader turns a stream of HTML tokens into passages. It builds no tree, so
// depth costs nothing, and it stops at the limits.
type reader struct {
	list   []Passage
	runes  int
	text   strings.Builder
	mark   string // of the item whose first passage is to come
	lists  []listing
	depth  int       // of lists, those that are not kept included
	hidden atom.Atom // the element whose content is left out
	row    bool      // within a row of a table that has text
	pre    int
	broken bool // the text began behind a <br>
}

// listing is a list that is open.
type listing struct {
	ordered bool
	next    int
}

func (r *reader) read(source string) {
	if !strings.ContainsAny(source, "<&") && len(source) < mostRunes {
		r.write(source)
		r.flush()
		return
	}
	tokens := html.NewTokenizer(strings.NewReader(source))
	for r.runes < mostRunes && len(r.list) < mostPassages {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			r.flush()
			return
		}
		switch kind {
		case html.TextToken:
			if r.hidden == 0 {
				r.write(string(tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.tag(tokens, true)
		case html.EndTagToken:
			r.tag(tokens, false)
		}
	}
	r.flush()
	r.list = append(r.list[:min(len(r.list), mostPassages-1)], Passage{Text: "…"})
}

//nolint:gocyclo // one case for each kind of element
func (r *reader) tag(tokens *html.Tokenizer, opens bool) {
	raw := string(tokens.Raw())
	name, hasAttributes := tokens.TagName()
	tag := atom.Lookup(name)
	if r.hidden != 0 {
		if tag == r.hidden && !opens {
			r.hidden = 0
		}
		return
	}
	if !isElement(string(name)) {
		if opens && !hasAttributes && !strings.ContainsAny(raw, ":/=") {
			r.text.WriteString(raw) // <DomainName>: meant as text
		}
		return
	}
	r.element(tag, opens, raw, tokens, hasAttributes)
}

func (r *reader) element(tag atom.Atom, opens bool, raw string, tokens *html.Tokenizer, hasAttributes bool) {
	switch tag {
	case atom.Script, atom.Style, atom.Iframe, atom.Svg, atom.Math, atom.Textarea, atom.Template,
		atom.Object, atom.Title, atom.Select, atom.Noscript:
		if opens && !strings.HasSuffix(raw, "/>") {
			r.hidden = tag
		}
	case atom.Ul, atom.Ol:
		r.listTag(tag == atom.Ol, opens, tokens, hasAttributes)
	case atom.Li:
		r.item(opens)
	case atom.Td, atom.Th:
		if opens && r.row {
			r.text.WriteString(" · ")
		}
	case atom.Pre:
		r.flush()
		if r.pre++; !opens {
			r.pre = 0
		}
	case atom.Br:
		r.flush()
		r.broken = true
	case atom.P, atom.Div, atom.Hr, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Tr,
		atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Section, atom.Article:
		r.flush()
	}
}

func (r *reader) listTag(ordered, opens bool, tokens *html.Tokenizer, hasAttributes bool) {
	r.flush()
	r.mark = ""
	if !opens {
		r.depth = max(0, r.depth-1)
		if len(r.lists) > r.depth {
			r.lists = r.lists[:r.depth]
		}
		return
	}
	list := listing{ordered: ordered, next: 1}
	for more := hasAttributes; more; {
		var key, value []byte
		key, value, more = tokens.TagAttr()
		if n, err := strconv.Atoi(string(value)); string(key) == "start" && err == nil && n > 0 && n < 100 {
			list.next = n
		}
	}
	if r.depth++; len(r.lists) <= deepest && len(r.lists) == r.depth-1 {
		r.lists = append(r.lists, list)
	}
}

// item begins or ends an item; outside any list it is one of a list without
// numbers.
func (r *reader) item(opens bool) {
	r.flush()
	r.mark = ""
	if !opens {
		return
	}
	if len(r.lists) == 0 || !r.lists[len(r.lists)-1].ordered {
		r.mark = "•"
		return
	}
	list := &r.lists[len(r.lists)-1]
	r.mark = strconv.Itoa(list.next) + "."
	if len(r.lists)%2 == 0 && list.next <= 26 { // a., b. within 1., 2.
		r.mark = string(rune('a'+list.next-1)) + "."
	}
	list.next++
}

// write adds text. A line break counts before a step and in preformatted text.
func (r *reader) write(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			r.text.WriteByte(' ')
			if n, _ := stepNumber(strings.TrimSpace(line)); n > 0 || r.pre > 0 {
				r.flush()
			}
		}
		r.text.WriteString(line)
		if strings.TrimSpace(line) != "" {
			r.row = true
		}
		if r.text.Len() > 4*mostRunes {
			break
		}
	}
}

// flush ends a passage.
func (r *reader) flush() {
	r.row = false
	broken := r.broken
	if strings.TrimSpace(r.text.String()) == "" {
		r.text.Reset()
		return
	}
	r.broken = false
	text := strings.TrimLeft(plaintext.Clip(r.text.String(), mostRunes), "· ")
	r.text.Reset()
	if text == "" || len(r.list) >= mostPassages {
		return
	}
	if broken && r.mark == "" && r.goesOn(text) {
		r.list[len(r.list)-1].Text += " " + text
		r.runes += utf8.RuneCountInString(text)
		return
	}
	p := Passage{Mark: r.mark, Depth: min(deepest, max(0, len(r.lists)-1)), Text: text}
	switch rest, isBullet := cutBullet(text); {
	case r.mark != "":
		// Some items repeat their number in the text.
		if n, after := stepNumber(text); after != "" && strconv.Itoa(n)+"." == r.mark {
			p.Text = after
		}
	case len(r.lists) > 0:
		p.Depth = min(deepest, p.Depth+1) // goes on within an item
	case isBullet:
		p.Mark, p.Text = "•", rest
	}
	r.mark = ""
	r.runes += utf8.RuneCountInString(p.Text)
	r.list = append(r.list, p)
}

// goesOn reports whether text is the rest of a sentence, which has line breaks
// in it where it was pasted from a page.
func (r *reader) goesOn(text string) bool {
	if len(r.list) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(r.list[len(r.list)-1].Text)
	return unicode.IsLower(first) && (unicode.IsLetter(last) || last == ',')
}

// elements are the names of HTML's elements. The table of golang.org/x/net has
// attributes too, so <Name> and <Value> would count as elements.
const elements = " a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas " +
	"caption center cite code col colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption " +
	"figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link " +
	"main map mark math meta nav nobr noscript object ol optgroup option p param picture pre q rp rt ruby s samp " +
	"script section select small source span strike strong style sub summary sup svg table tbody td template textarea " +
	"tfoot th thead time title tr track tt u ul var video wbr "

func isElement(name string) bool { return strings.Contains(elements, " "+name+" ") }

// cutBullet is a line without the bullet that it begins with.
func cutBullet(s string) (rest string, isBullet bool) {
	for _, sign := range []string{"• ", "- ", "* ", "– "} {
		if rest, found := strings.CutPrefix(s, sign); found && rest != "" {
			return rest, true
		}
	}
	return s, false
}
