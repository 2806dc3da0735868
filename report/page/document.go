package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// document is what a page consists of.
type document struct {
	w                 words.Words
	title             string
	style, script     string // of this program: they are not escaped
	appearance        report.Appearance
	heading, subtitle string
	sections          []g.Node // links to them
	main              []g.Node
	foot              string
}

// draw writes the page. A number stays with its unit in its text, but not in
// the style and the script, which the policy names by their hashes.
func (d document) draw() ([]byte, error) {
	var body strings.Builder
	if err := d.body().Render(&body); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	var b bytes.Buffer
	page := h.Doctype(h.HTML(h.Lang(string(d.w.Language())),
		d.head(),
		line(h.Body(g.Raw(plaintext.UnbrokenHTML(body.String())), line(h.Script(g.Raw(d.script))))),
	))
	if err := page.Render(&b); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	return b.Bytes(), nil
}

func (d document) head() g.Node {
	return h.Head(
		line(h.Meta(h.Charset("utf-8"))),
		line(h.Meta(g.Attr("http-equiv", "Content-Security-Policy"), h.Content(policyOf(d.style, d.script)))),
		meta("viewport", "width=device-width, initial-scale=1"),
		meta("referrer", "no-referrer"),
		meta("color-scheme", "light dark"),
		line(h.TitleEl(g.Text(d.title))),
		line(h.StyleEl(g.Raw(d.style))),
	)
}

func meta(name, content string) g.Node { return line(h.Meta(h.Name(name), h.Content(content))) }

// policyOf allows one style, one script and pictures within the page, and
// nothing else.
func policyOf(style, script string) string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hashOf(style) +
		"; script-src " + hashOf(script)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (d document) body() g.Node {
	return g.Group{
		line(h.A(h.Class("skip"), h.Href("#main"), g.Text(d.w.Text(words.SkipLink)))),
		line(h.Header(h.Class("top"),
			d.logo(),
			line(h.P(h.Class("kicker"), g.Text(d.w.Kicker(clipName(d.appearance.Company))))),
			line(h.H1(g.Text(d.heading))),
			note(d.subtitle),
		)),
		line(h.Nav(h.Class("sections"), h.Aria("label", d.w.Text(words.SectionsLabel)), h.Ul(d.sections...))),
		line(h.Main(h.ID("main"), g.Group(d.main))),
		line(h.Footer(h.P(d.ownFoot(), g.Text(d.foot)))),
	}
}

func (d document) logo() g.Node {
	logo := d.appearance.Logo
	if logo == nil {
		return nil
	}
	return line(h.Img(h.Class("logo"), h.Alt(clipName(d.appearance.Company)),
		h.Src("data:image/png;base64,"+base64.StdEncoding.EncodeToString(logo.PNG))))
}

// ownFoot is the organisation's own line above ours, if there is one.
func (d document) ownFoot() g.Node {
	own := clipName(d.appearance.Footer)
	if own == "" {
		return nil
	}
	return g.Group{g.Text(own), h.Br()}
}

// jump is a link to a section.
func jump(id, title string) g.Node { return line(h.Li(h.A(h.Href("#"+id), g.Text(title)))) }
