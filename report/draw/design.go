// Package draw is how a report looks: colours, type, text on lines, and the
// charts. The charts are drawn on a vg.Canvas, so that the PDF, the page and
// the email show the same ones; SVG and PNG turn one chart into a picture.
//
// It lays out no page and writes no sentence: those are in report/words. Only
// drawing a picture (SVG, PNG) and NewLogo can fail.
package draw

import (
	"cmp"
	"fmt"
	"image/color"
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The design of the printed report and of its charts, in one place: colours,
// the scale of type, the steps of space. All lengths are points.
//
// No colour has a meaning of its own. Each has a sign and a word beside it, and
// rises and falls, or the zones, differ in lightness too, so that nothing is
// lost in grey or to a colour-blind reader. Text colours have a contrast of 4.5
// or more on white.
var (
	InkColor    = opaque(0x16, 0x20, 0x2C)
	MutedColor  = opaque(0x55, 0x61, 0x70)
	FaintColor  = opaque(0x97, 0xA1, 0xAE) // lines and marks, never text
	RuleColor   = opaque(0xD9, 0xDE, 0xE5)
	ShadeColor  = opaque(0xF3, 0xF5, 0xF8)
	PaperColor  = opaque(0xFF, 0xFF, 0xFF)
	accentColor = opaque(0x1D, 0x3F, 0x72) // headings, the tenant's own line; the configuration may choose another
	LinkColor   = opaque(0x1B, 0x55, 0xA8)
	gainColor   = opaque(0x0B, 0x6E, 0x69)
	lossColor   = opaque(0xB0, 0x3A, 0x1C)
	goodColor   = opaque(0x0B, 0x6E, 0x69)
	OkayColor   = opaque(0xC2, 0x8A, 0x0C) // marks; OkayInk is for text
	OkayInk     = opaque(0x80, 0x58, 0x00)
	badColor    = opaque(0xB0, 0x3A, 0x1C)
)

func opaque(r, g, b uint8) color.NRGBA { return color.NRGBA{R: r, G: g, B: b, A: 0xFF} }

// The scale of type.
var (
	displayType = Lettering{Bold: true, Size: 22, Leading: 27, Ink: InkColor}
	TitleType   = Lettering{Bold: true, Size: 23, Leading: 28, Ink: InkColor}
	AnswerType  = Lettering{Bold: true, Size: 13.5, Leading: 18, Ink: InkColor}
	FigureType  = Lettering{Bold: true, Size: 19, Leading: 24, Ink: InkColor}
	HeadingType = Lettering{Bold: true, Size: 15, Leading: 20, Ink: InkColor}
	SubheadType = Lettering{Bold: true, Size: 10, Leading: 14, Ink: InkColor}
	BodyType    = Lettering{Size: 9.5, Leading: 14, Ink: InkColor}
	TableType   = Lettering{Size: 8.3, Leading: 11.2, Ink: InkColor}
	GuideType   = Lettering{Size: 8, Leading: 11, Ink: InkColor}
	SmallType   = Lettering{Size: 7.5, Leading: 10.5, Ink: MutedColor}
	KickerType  = Lettering{Bold: true, Size: 8, Leading: 11, Ink: MutedColor}
)

// The steps of space.
const (
	Space1 = 4.0
	Space2 = 8.0
	Space3 = 12.0
	Space4 = 18.0
	Space5 = 28.0

	MarginSide   = 48.0
	MarginTop    = 62.0 // where the content of a page with a running header begins
	marginBottom = 58.0
	MarginCover  = 44.0
	Hairline     = 0.6
)

// Paper is a paper size in points.
type Paper struct{ Width, Height float64 }

// Content is the width between the margins.
func (p Paper) Content() float64 { return p.Width - 2*MarginSide }

// Bottom is where the content of a page ends.
func (p Paper) Bottom() float64 { return p.Height - marginBottom }

// zoneInk is a zone's sign, and its colours as a mark and as text.
func zoneInk(z score.Zone) (sign string, mark, ink color.NRGBA) {
	switch z {
	case score.Good:
		return "●", goodColor, goodColor
	case score.Okay:
		return "◆", OkayColor, OkayInk
	}
	return "▼", badColor, badColor
}

// ZoneInk is a zone's sign and its colour as text.
func ZoneInk(z score.Zone) (sign string, ink color.NRGBA) {
	sign, _, ink = zoneInk(z)
	return sign, ink
}

// CauseInk is the sign and the colour of a cause of a change.
func CauseInk(c score.Cause) (sign string, ink color.NRGBA) {
	switch c {
	case score.Improvement, score.Declaration:
		return "▲", gainColor
	case score.Regression, score.Undeclared, score.Acceptance:
		return "▼", lossColor
	case score.Addition:
		return "+", LinkColor
	case score.Retirement:
		return "×", MutedColor
	case score.Repointing:
		return "◆", MutedColor
	case score.Drift:
		return "~", MutedColor
	}
	return "●", MutedColor
}

// VerdictInk is the sign and the colour of a verdict on the goal.
func VerdictInk(v score.Verdict) (sign string, ink color.NRGBA) {
	switch v {
	case score.Achieved:
		return "✓", goodColor
	case score.OnTrack, score.Rising:
		return "▲", goodColor
	case score.AtRisk:
		return "◆", OkayInk
	case score.Behind, score.Flat:
		return "▼", badColor
	case score.OutOfReach:
		return "×", badColor
	}
	return "○", MutedColor
}

// SignInk is the arrow and the colour of a difference in percentage points.
// Noise has neither.
func SignInk(x float64) (sign string, ink color.NRGBA) {
	switch {
	case score.IsNoise(x):
	case x > 0:
		return "▲", gainColor
	case x < 0:
		return "▼", lossColor
	}
	return "●", MutedColor // NaN too
}

var papers = map[report.Paper]Paper{
	report.PaperA4:     {Width: 595.28, Height: 841.89},
	report.PaperLetter: {Width: 612, Height: 792},
}

// SheetOf is the configured paper size.
func SheetOf(a report.Appearance) Paper { return papers[cmp.Or(a.Paper, report.PaperA4)] }

// AccentHex is the accent as a style sheet writes it.
func AccentHex(a report.Appearance) string {
	accent := accentOf(a)
	return fmt.Sprintf("#%02x%02x%02x", accent.R, accent.G, accent.B)
}

// accentOf is the configured colour, or the design's own where none is set or
// the one set is no colour.
func accentOf(a report.Appearance) color.NRGBA {
	if len(a.Accent) != 7 || a.Accent[0] != '#' {
		return accentColor
	}
	rgb, err := strconv.ParseUint(a.Accent[1:], 16, 32)
	if err != nil {
		return accentColor
	}
	return opaque(uint8(rgb>>16), uint8(rgb>>8), uint8(rgb))
}

// CauseTone is a cause's sign, which is read without colour, and its tone: the
// class good, bad or plain of a style sheet.
func CauseTone(c score.Cause) (mark, tone string) {
	switch c {
	case score.Regression, score.Undeclared, score.Acceptance:
		return "▼", "bad"
	case score.Improvement, score.Declaration:
		return "▲", "good"
	case score.Addition:
		return "+", "plain"
	case score.Repointing:
		return "≠", "plain"
	case score.Retirement:
		return "–", "plain"
	case score.Drift:
		return "~", "plain"
	}
	return "•", "plain"
}

// ToneOf is the tone of a difference in percentage points: good, bad or plain.
// Noise is plain.
func ToneOf(x float64) string {
	switch {
	case score.IsNoise(x):
	case x > 0:
		return "good"
	case x < 0:
		return "bad"
	}
	return "plain" // NaN too
}
