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

// PixelsPerPoint draws a picture at twice the size at which it is shown, for
// screens with fine pixels.
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

// fewColours is an opaque picture with at most 256 colours, which makes a file of a
// third of the size in a third of the time. A chart has few colours to begin with,
// so what is lost are the finest shades at the edges of lines.
func fewColours(picture *image.RGBA) *image.Paletted {
	for bits := 0; ; bits++ {
		if paletted := inPalette(picture, bits); paletted != nil {
			return paletted
		}
	}
}

// inPalette leaves out the lowest bits of each part of a colour; nil if that is
// not enough. With eight there are eight colours at most.
func inPalette(picture *image.RGBA, bits int) *image.Paletted {
	out := image.NewPaletted(picture.Bounds(), nil)
	places := map[[3]uint8]uint8{}
	mask, half := uint8(0xFF)<<bits, uint8(0xFF)>>(8-min(bits, 7))>>1
	var last [3]uint8
	place, known := uint8(0), false
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		rgb := [3]uint8{picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2]}
		if !known || rgb != last { // most pixels are like the one before
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

// The trend as a picture, in points: what a mail of 600 leaves.
const (
	TrendWide = 544.0
	TrendTall = 170.0
)

// TrendPNG is the trend of a report as a PNG, for a place that cannot draw it
// from numbers. It fails where the picture cannot be drawn.
func TrendPNG(m report.Model) ([]byte, error) {
	return PNG(NewTrend(m, NewTypesetter(m.Appearance)), TrendWide, TrendTall)
}
