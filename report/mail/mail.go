// Package mail draws a message as an email: subject, HTML, plain text and
// pictures. It does not send: internal/email puts the Letter into an envelope.
// It fails only where a picture or the template cannot be drawn.
package mail

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

//go:embed templates
var templateFiles embed.FS

// Letter is an email before it is put into an envelope.
type Letter struct {
	Subject string // one line
	HTML    string // needs nothing but Pictures
	Text    string // the same in plain text, complete by itself
	// Pictures are shown within the HTML, each by its name as content id.
	Pictures []report.File
}

// Draw draws a message as an email. It says what the occasion is: that
// monitoring has started, what changed, or the report.
func Draw(m report.Message) (Letter, error) {
	view := viewOf(m)
	if err := view.draw(m); err != nil {
		return Letter{}, fmt.Errorf("drawing mail: %w", err)
	}
	var b bytes.Buffer
	if err := letterTemplate().Execute(&b, view); err != nil {
		return Letter{}, fmt.Errorf("drawing mail: %w", err)
	}
	html := plaintext.UnbrokenHTML(view.accent.coloured(b.String()))
	return Letter{Subject: view.Subject, HTML: html, Text: textOf(view), Pictures: view.pictures}, nil
}

// Mail programs drop style sheets, so every element carries its own
// declarations. The template names classes; css writes class and style of it.
// The class stays for what only a style sheet can do: the dark colours and the
// narrow screen, where a program knows them.
//
// This is all that an inliner would do here. go-premailer on the finished email
// took thirty times as long and reformatted the document.
//
// The template is parsed when it is first needed, so that a function starts
// sooner.
var letterTemplate = sync.OnceValue(func() *template.Template {
	functions := template.FuncMap{
		"css":    readStyles(mustRead("templates/mail.css")).attributes,
		"sheet":  func() template.CSS { return template.CSS(mustRead("templates/dark.css")) },
		"kicker": words.Kicker, "subtitle": words.MessageSubtitle, "more": words.More,
		"moreOfThese": words.MoreOfThese, "attached": words.Attached,
	}
	for name, text := range texts {
		functions[name] = func() string { return text }
	}
	return template.Must(template.New("mail.html").Funcs(functions).ParseFS(templateFiles, "templates/*.html"))
})

// texts are the fixed words by the name under which the templates call them. A
// name that is missing here fails the template as it is parsed.
var texts = map[string]string{
	"categoriesTitle":    words.CategoriesTitle,
	"categoryChangeNote": words.CategoryChangeNote,
	"changesTitle":       words.ChangesTitle,
	"documentsLabel":     words.DocumentsLabel,
	"effectsNote":        words.EffectsNote,
	"exceptionsTitle":    words.ExceptionsTitle,
	"labelBeside":        words.LabelBeside,
	"labelCategory":      words.LabelCategory,
	"labelChange":        words.LabelChange,
	"labelNew":           words.LabelNew,
	"labelPoints":        words.LabelPoints,
	"labelReported":      words.LabelReported,
	"labelScore":         words.LabelScore,
	"labelUnattributed":  words.LabelUnattributed,
	"notesTitle":         words.NotesTitle,
	"openSecureScore":    words.OpenSecureScore,
	"topTitle":           words.TopTitle,
	"trendTitle":         words.TrendTitle,
	"unannouncedTitle":   words.UnannouncedTitle,
}

type styleMap map[string]string

// readStyles reads rules of the form .name { declarations }, and comments.
func readStyles(sheet string) styleMap {
	styles := styleMap{}
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

// attributes is the class and the style attribute of an element. A class that
// is not in the sheet fails the template, and with it the test.
func (s styleMap) attributes(classes ...string) (template.HTMLAttr, error) {
	var style strings.Builder
	for _, class := range classes {
		body, known := s[class]
		if !known {
			return "", fmt.Errorf("no style %q", class)
		}
		style.WriteString(body)
	}
	// Both come from the template and the sheet, never from data; a double
	// quote in a font's name would end the attribute.
	return template.HTMLAttr(fmt.Sprintf(`class="%s" style="%s"`, strings.Join(classes, " "),
		strings.ReplaceAll(style.String(), `"`, `'`))), nil
}

func mustRead(name string) string {
	data, err := templateFiles.ReadFile(name)
	if err != nil {
		panic(err) // embedded, so only a misspelt name gets here
	}
	return string(data)
}
