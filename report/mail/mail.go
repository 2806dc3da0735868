// Package mail draws a message as an email: subject, HTML, plain text and
// pictures. It does not send: internal/email puts the Letter into an envelope.
// It fails only where a picture cannot be drawn.
package mail

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

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
	html, err := rendered(view.html())
	if err != nil {
		return Letter{}, err
	}
	return Letter{Subject: view.Subject, HTML: html, Text: textOf(view), Pictures: view.pictures}, nil
}

// rendered is a document as text.
func rendered(document g.Node) (string, error) {
	var b strings.Builder
	if err := document.Render(&b); err != nil {
		return "", fmt.Errorf("drawing mail: %w", err)
	}
	return plaintext.UnbrokenHTML(b.String()), nil
}
