package mail

import (
	_ "embed" // the style sheets
	"fmt"
	"io"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

//go:embed mail.css
var mailSheet string

//go:embed dark.css
var darkSheet string

// design is the looks of an email. Mail programs drop style sheets, so every
// element carries its own declarations. The class stays for what only a style
// sheet can do: the dark colours and the narrow screen, where a program knows
// them.
//
// This is all that an inliner would do here. go-premailer on the finished email
// took thirty times as long and reformatted the document.
type design struct {
	words.Words
	names        report.Names
	declarations map[string]string // by class
	sheet        string            // dark.css
}

func designOf(w words.Words, names report.Names, a accent) design {
	return design{Words: w, names: names, declarations: readStyles(a.coloured(mailSheet)), sheet: a.coloured(darkSheet)}
}

// class is the class and the style attribute of an element.
func (d design) class(names ...string) g.Node {
	var style strings.Builder
	for _, name := range names {
		declarations, known := d.declarations[name]
		if !known {
			return unknownClass(name)
		}
		style.WriteString(declarations)
	}
	return g.Group{h.Class(strings.Join(names, " ")), h.Style(style.String())}
}

// unknownClass stands for a class that is not in the sheet. It fails the
// document, and with it the test.
type unknownClass string

// Render implements g.Node.
func (c unknownClass) Render(io.Writer) error { return fmt.Errorf("no style %q", string(c)) }

// Type makes it an attribute.
func (c unknownClass) Type() g.NodeType { return g.AttributeType }

// readStyles reads rules of the form .name { declarations }, and comments.
func readStyles(sheet string) map[string]string {
	styles := map[string]string{}
	for _, rule := range strings.Split(sheet, "}") {
		if _, after, found := strings.Cut(rule, "*/"); found {
			rule = after
		}
		name, body, found := strings.Cut(rule, "{")
		if !found {
			continue
		}
		styles[strings.TrimPrefix(strings.TrimSpace(name), ".")] = strings.Join(strings.Fields(body), " ")
	}
	return styles
}
