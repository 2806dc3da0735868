package report

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"slices"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"secure-score-reporter/report/internal/pdf"
)

// Font is a TrueType font for scripts that the built-in ones lack. It is drawn
// upright and in one weight.
type Font struct{ face *typeface }

// NewFont reads a TrueType file. It fails where the file is none, or has outlines
// in the form of PostScript (most .otf files), which cannot be put into the PDF.
func NewFont(file []byte) (*Font, error) {
	if bytes.HasPrefix(file, []byte("OTTO")) || bytes.HasPrefix(file, []byte("ttcf")) {
		return nil, errors.New("a font has to be one TrueType file (.ttf); this is a collection, or its outlines are PostScript's")
	}
	if _, err := opentype.Parse(file); err != nil {
		return nil, errors.New("a font has to be a TrueType file (.ttf), and this is none")
	}
	font := &Font{newTypeface("Chosen", xfont.WeightNormal, file)}
	if err := font.try(); err != nil {
		return nil, err
	}
	return font, nil
}

// try draws with the font: a damaged one shows here, and not in every report.
func (f *Font) try() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the font's file is damaged")
		}
	}()
	doc := pdf.New(pdf.Options{Width: 100, Height: 100, Fonts: map[string][]byte{f.face.name: f.face.data}})
	doc.AddPage()
	doc.Text(f.face.name, 10, inkColor, 10, 10, "Aa1中א")
	if _, err := doc.Bytes(); err != nil {
		return errors.New("the font's file is damaged")
	}
	return nil
}

// mostNamed is how many missing characters a warning names.
const mostNamed = 5

// FontWarnings are what a reader of the PDF has to know about characters that it
// cannot show; none if it shows all.
func FontWarnings(m Model) []string {
	set := newTypesetter(m.Look)
	var missing []rune
	for _, text := range m.texts() {
		missing = append(missing, set.lacks(text)...)
	}
	slices.Sort(missing)
	missing = slices.Compact(missing)
	if len(missing) == 0 {
		return nil
	}
	var names []string
	for _, r := range missing[:min(len(missing), mostNamed)] {
		names = append(names, fmt.Sprintf("U+%04X", r))
	}
	return []string{fontSays(len(missing), names)}
}

// lacks are the runes of text that would be drawn as a placeholder.
func (t *typesetter) lacks(text string) []rune {
	if harmless(text) {
		return nil
	}
	var missing []rune
	runes := 0
	for i, r := range text {
		if runes++; runes > longestText {
			break
		}
		if r < 0x80 || r == placeholder || drawable(r, text[i:]) < 0 {
			continue
		}
		if drawable(r, text[i:]) == placeholder || t.glyph(false, r).rune != r {
			missing = append(missing, r)
		}
	}
	return missing
}

// texts are all of a model's that are not our own words.
func (m Model) texts() []string {
	texts := []string{m.Tenant, m.Look.Company, m.Look.Footer}
	texts = append(texts, m.Warnings...)
	for _, a := range m.Actions {
		texts = append(texts, a.Title, a.Product, a.Category, a.StateBy)
		if !a.Recommended() || a.Outside {
			continue // its guidance is not drawn
		}
		// Not taken apart a second time: which characters there are shows before that.
		for _, source := range []string{a.Description, a.Remediation, a.RemediationImpact} {
			texts = append(texts, html.UnescapeString(source))
		}
	}
	for _, c := range m.Account.Changes {
		texts = append(texts, c.Title, c.Category)
	}
	return texts
}
