package slack

import (
	_ "embed" // the page around the messages
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Preview draws the messages of an Outbox's directory as one web page, roughly
// as Slack shows them, the oldest first. It fails where the directory or a file
// in it cannot be read.
func Preview(dir string) ([]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var files []previewFile
	replies := map[string][]previewPost{} // by the file of the message that they answer
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var file previewFile
		if err := json.Unmarshal(data, &file); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		for _, r := range file.Replies {
			replies[r.To] = append(replies[r.To], r.Post)
		}
		file.name = filepath.Base(name)
		files = append(files, file)
	}
	var p preview
	for _, file := range files {
		file.Thread = append(file.Thread, replies[file.name]...)
		p.message(file)
	}
	return []byte(strings.Replace(previewPage, "{{messages}}", p.out.String(), 1)), nil
}

//go:embed preview.html
var previewPage string

type previewFile struct {
	Channel string
	Parent  previewPost
	Thread  []previewPost
	Files   []string
	Replies []struct {
		To   string
		Post previewPost
	}
	name string
}

type previewPost struct {
	Text   string
	Blocks []previewNode
}

// previewNode is a block or an element of one. Its type says which fields it
// has.
type previewNode struct {
	Type     string
	Text     json.RawMessage // a string, or an object with a text
	URL      string
	Style    json.RawMessage // a word for a list, an object for a text
	Elements []previewNode
	Title    string
	Chart    previewChart
}

// words are the node's text, in either of its forms.
func (n previewNode) words() string {
	var object struct{ Text string }
	var text string
	if json.Unmarshal(n.Text, &text) == nil {
		return text
	}
	_ = json.Unmarshal(n.Text, &object) // no text is an empty one
	return object.Text
}

type preview struct{ out strings.Builder }

func (p *preview) write(parts ...string) {
	for _, part := range parts {
		p.out.WriteString(part)
	}
}

func (p *preview) message(f previewFile) {
	p.write(`<article><div class="face" aria-hidden="true">S</div><div>`,
		`<p><span class="who">Secure Score</span> <span class="app">APP</span> `,
		`<span class="soft">in `, html.EscapeString(f.Channel), `</span></p>`)
	p.blocks(f.Parent.Blocks)
	if replies := len(f.Thread) + len(f.Files); replies > 0 {
		p.write(fmt.Sprintf(`<details><summary>%d in the thread</summary>`, replies))
		for _, name := range f.Files {
			p.write(`<span class="file">`, html.EscapeString(name), `</span>`)
		}
		for _, post := range f.Thread {
			p.write(`<div class="reply">`)
			p.blocks(post.Blocks)
			p.write(`</div>`)
		}
		p.write(`</details>`)
	}
	p.write("</div></article>\n")
}

func (p *preview) blocks(blocks []previewNode) {
	for _, b := range blocks {
		switch b.Type {
		case "header":
			p.write(`<h2>`, html.EscapeString(b.words()), `</h2>`)
		case "section":
			p.write(`<p>`, html.EscapeString(b.words()), `</p>`)
		case "context":
			for _, e := range b.Elements {
				p.write(`<p class="soft">`, html.EscapeString(e.words()), `</p>`)
			}
		case "rich_text":
			for _, e := range b.Elements {
				p.rich(e)
			}
		case "data_visualization":
			p.chart(b)
		default:
			p.write(`<p class="soft">(`, html.EscapeString(b.Type), `)</p>`)
		}
	}
}

// rich is a paragraph or a list of rich text.
func (p *preview) rich(n previewNode) {
	if n.Type != "rich_text_list" {
		p.write(`<p>`)
		p.inline(n.Elements)
		p.write(`</p>`)
		return
	}
	tag := "ul"
	if string(n.Style) == `"ordered"` {
		tag = "ol"
	}
	p.write(`<`, tag, `>`)
	for _, item := range n.Elements {
		p.write(`<li>`)
		p.inline(item.Elements)
		p.write(`</li>`)
	}
	p.write(`</`, tag, `>`)
}

func (p *preview) inline(elements []previewNode) {
	for _, e := range elements {
		var style struct{ Bold bool }
		_ = json.Unmarshal(e.Style, &style) // none is not bold
		text := html.EscapeString(e.words())
		if e.URL != "" && strings.HasPrefix(e.URL, "https://") {
			text = `<a href="` + html.EscapeString(e.URL) + `" rel="noopener noreferrer">` + text + `</a>`
		}
		if style.Bold {
			text = `<b>` + text + `</b>`
		}
		p.write(text)
	}
}
