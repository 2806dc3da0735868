package draw

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"git.sr.ht/~sbinet/gg"
	"gonum.org/v1/plot/vg/vgimg"

	"secure-score-reporter/report"
)

// PixelsPerPoint is twice what is shown, for screens with fine pixels.
const PixelsPerPoint = 2

// pictureMargin is the white around a chart, in points. On a dark background
// the picture's edge is seen.
const pictureMargin = 4.0

// PNG is a chart of w by h points as a picture on white, with so many pixels a
// point.
func PNG(c Chart, w, h, perPoint float64) ([]byte, error) {
	picture := image.NewRGBA(image.Rect(0, 0, int(w*perPoint+0.5), int(h*perPoint+0.5)))
	canvas := onto(picture, perPoint)
	canvas.Translate(spot(pictureMargin, pictureMargin))
	c.Draw(canvas, spot(w-2*pictureMargin, h-2*pictureMargin))
	encoder := png.Encoder{CompressionLevel: png.BestSpeed} // a little larger, in half the time
	var out bytes.Buffer
	if err := encoder.Encode(&out, fewColours(picture)); err != nil {
		return nil, fmt.Errorf("drawing a chart: %w", err)
	}
	return out.Bytes(), nil
}

// onto is a canvas that draws on the picture itself. Left to itself, vgimg
// makes a picture and a copy of it.
func onto(picture *image.RGBA, perPoint float64) *vgimg.Canvas {
	context := gg.NewContextForRGBA(picture)
	context.SetLineCapButt()
	context.InvertY() // vg counts upwards
	return vgimg.NewWith(vgimg.UseImageWithContext(picture, context), vgimg.UseDPI(int(72*perPoint)))
}

// mostColours is how many a picture with a palette can have.
const mostColours = 256

// fewColours is an opaque picture with at most 256 colours: a third of the
// bytes in a third of the time. A chart has few colours, so only the finest
// shades at the edges of lines are lost.
func fewColours(picture *image.RGBA) *image.Paletted {
	shades, places := fewShades(coloursOf(picture))
	out := image.NewPaletted(picture.Bounds(), shades)
	last, place := white, places[white]
	for i := range out.Pix {
		if now := pixel(picture, i); now != last { // most pixels equal the one before
			last, place = now, places[now]
		}
		out.Pix[i] = place
	}
	return out
}

// A pixel is red, green, blue and alpha, from the lowest byte to the highest.
const (
	white uint32 = 0xFFFFFFFF
	alpha uint32 = 0xFF000000
)

func pixel(picture *image.RGBA, i int) uint32 {
	return binary.LittleEndian.Uint32(picture.Pix[4*i:]) | alpha
}

// coloursOf are white and the colours of a picture, each once, in the order of
// its pixels.
func coloursOf(picture *image.RGBA) []uint32 {
	list := []uint32{white}
	seen := map[uint32]bool{white: true}
	last := white
	for i := range len(picture.Pix) / 4 {
		if now := pixel(picture, i); now != last {
			last = now
			if !seen[now] {
				seen[now] = true
				list = append(list, now)
			}
		}
	}
	return list
}

// fewShades drops as few of the lowest bits of red, green and blue as leave at
// most 256 colours; with eight bits dropped they always do. White stays white.
// Places has the shade of each colour.
func fewShades(colours []uint32) (shades color.Palette, places map[uint32]uint8) {
	for bits := 0; ; bits++ {
		low := 0x00010101 * (uint32(1)<<bits - 1)
		middle := low >> 1 & 0x007F7F7F
		placeOf := map[uint32]uint8{}
		shades, places = nil, make(map[uint32]uint8, len(colours))
		for _, c := range colours {
			shade := c
			if c != white {
				shade = c&^low | middle
			}
			place, known := placeOf[shade]
			if !known {
				place = uint8(len(placeOf))
				placeOf[shade] = place
				shades = append(shades, color.NRGBA{R: uint8(shade), G: uint8(shade >> 8), B: uint8(shade >> 16), A: 0xFF})
			}
			places[c] = place
		}
		if len(shades) <= mostColours {
			return shades, places
		}
	}
}

// The size of the trend as a picture, in points. It is small, and an email
// shows it almost twice as large, so that its words can be read on a phone too.
// The names of the lines are above the plot.
const (
	TrendWide = 288.0
	TrendTall = 164.0

	trendPixels = 2.75 // a point, for its size in an email
)

// TrendPNG is the trend of a report as a PNG. It fails where the picture cannot
// be drawn.
func TrendPNG(m report.Model) ([]byte, error) {
	return PNG(NewTrend(m, NewTypesetter(m.Appearance)), TrendWide, TrendTall, trendPixels)
}

// TrendOf is the picture of a message's trend.
func TrendOf(m report.Message) ([]byte, error) {
	if m.Trend != nil {
		return m.Trend()
	}
	return TrendPNG(m.Model)
}
