package pdf

import (
	"bytes"
	"errors"

	"golang.org/x/image/font/opentype"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf/internal/canvas"
)

// NewFont reads a TrueType file. It fails where the file is none, or has outlines
// in the form of PostScript (most .otf files), which cannot be put into the PDF.
func NewFont(file []byte) (*report.Font, error) {
	if bytes.HasPrefix(file, []byte("OTTO")) || bytes.HasPrefix(file, []byte("ttcf")) {
		return nil, errors.New("a font has to be one TrueType file (.ttf); this is a collection, or its outlines are PostScript's")
	}
	if _, err := opentype.Parse(file); err != nil {
		return nil, errors.New("a font has to be a TrueType file (.ttf), and this is none")
	}
	if err := tryFont(file); err != nil {
		return nil, err
	}
	return &report.Font{Data: file}, nil
}

// tryFont draws with a font: a damaged one shows here, and not in every report.
func tryFont(file []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the font's file is damaged")
		}
	}()
	doc := canvas.New(canvas.Options{Width: 100, Height: 100, Fonts: map[string][]byte{"chosen": file}})
	doc.AddPage()
	doc.Text("chosen", 10, draw.InkColor, 10, 10, "Aa1中א")
	if _, err := doc.Bytes(); err != nil {
		return errors.New("the font's file is damaged")
	}
	return nil
}
