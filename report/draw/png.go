package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"secure-score-reporter/report"
)

// PixelsPerPoint is twice what is shown, for screens with fine pixels.
const PixelsPerPoint = 2

// PNG is a chart of w by h points as a picture on white.
func PNG(c Chart, w, h float64) ([]byte, error) {
	canvas := vgimg.NewWith(
		vgimg.UseWH(vg.Length(w), vg.Length(h)), vgimg.UseDPI(72*PixelsPerPoint), vgimg.UseBackgroundColor(color.White),
	)
	c.Draw(canvas, spot(w, h))
	var picture image.Image = canvas.Image()
	if drawn, ok := picture.(*image.RGBA); ok {
		picture = fewColours(drawn)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("drawing a chart: %w", err)
	}
	return out.Bytes(), nil
}

// fewColours is an opaque picture with at most 256 colours: a third of the
// bytes in a third of the time. A chart has few colours, so only the finest
// shades at the edges of lines are lost.
func fewColours(picture *image.RGBA) *image.Paletted {
	for bits := 0; ; bits++ {
		if paletted := inPalette(picture, bits); paletted != nil {
			return paletted
		}
	}
}

// inPalette drops the lowest bits of red, green and blue. It is nil if that
// leaves more than 256 colours; with eight bits dropped it never is.
func inPalette(picture *image.RGBA, bits int) *image.Paletted {
	out := image.NewPaletted(picture.Bounds(), nil)
	places := map[[3]uint8]uint8{}
	mask, half := uint8(0xFF)<<bits, uint8(0xFF)>>(8-min(bits, 7))>>1
	var last [3]uint8
	place, known := uint8(0), false
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		rgb := [3]uint8{picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2]}
		if !known || rgb != last { // most pixels equal the one before
			last = rgb
			key := [3]uint8{rgb[0] & mask, rgb[1] & mask, rgb[2] & mask}
			if place, known = places[key]; !known {
				if len(places) == 256 {
					return nil
				}
				shade := color.NRGBA{R: key[0] | half, G: key[1] | half, B: key[2] | half, A: 0xFF}
				if rgb == [3]uint8{0xFF, 0xFF, 0xFF} {
					shade = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF} // the ground stays white
				}
				place, known = uint8(len(places)), true
				places[key] = place
				out.Palette = append(out.Palette, shade)
			}
		}
		out.Pix[i/4] = place
	}
	return out
}

// The size of the trend as a picture, in points. It is small, and an email
// shows it larger, so that its words can be read on a phone too, which shows it
// in half its size.
const (
	TrendWide = 400.0
	TrendTall = 168.0
)

// TrendPNG is the trend of a report as a PNG. It fails where the picture cannot
// be drawn.
func TrendPNG(m report.Model) ([]byte, error) {
	return PNG(NewTrend(m, NewTypesetter(m.Appearance)), TrendWide, TrendTall)
}

// TrendOf is the picture of a message's trend.
func TrendOf(m report.Message) ([]byte, error) {
	if m.Trend != nil {
		return m.Trend()
	}
	return TrendPNG(m.Model)
}
