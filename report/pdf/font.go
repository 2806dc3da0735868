package pdf

import (
	"bytes"
	"errors"

	"golang.org/x/image/font/opentype"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
)

// NewFont reads a TrueType file. It fails on any other file, and on one with
// PostScript outlines (most .otf files), which gofpdf cannot embed.
func NewFont(file []byte) (*report.Font, error) {
	if bytes.HasPrefix(file, []byte("OTTO")) || bytes.HasPrefix(file, []byte("ttcf")) {
		return nil, errors.New("a font has to be one TrueType file (.ttf); this is a collection, or its outlines are " +
			"PostScript's")
	}
	if err := canvas.CheckFont(file); err != nil {
		return nil, err
	}
	if _, err := opentype.Parse(file); err != nil {
		return nil, canvas.ErrTrueType
	}
	if err := tryFont(file); err != nil {
		return nil, err
	}
	return &report.Font{Data: file}, nil
}

// tryFont draws with a font, so that a damaged one fails here and not in a
// report.
func tryFont(file []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the font's file is damaged")
		}
	}()
	doc := canvas.New(canvas.Options{Width: 100, Height: 100, Fonts: map[string][]byte{"chosen": file}})
	doc.AddPage()
	doc.Begin(canvas.Paragraph)
	doc.Text("chosen", 10, draw.InkColor, 10, 10, "Aa1中א")
	doc.End()
	if _, err := doc.Bytes(); err != nil {
		return errors.New("the font's file is damaged")
	}
	return nil
}
