// Package pixels compares pictures of pages and documents. It is for tests and
// for the steps of make check; it reads and writes no file.
package pixels

import (
	"image"
	"image/color"
)

// MostDifferent is the share of pixels up to which two pictures are the same.
// Versions of poppler smooth edges differently; a text that moved by its own
// height changes far more.
const MostDifferent = 0.004

// Differing is the share of pixels of which a channel differs by more than a
// third of white; 1 for pictures of different sizes.
func Differing(a, b image.Image) float64 {
	if a.Bounds().Size() != b.Bounds().Size() {
		return 1
	}
	count, size := 0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			p := Opaque(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y))
			q := Opaque(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y))
			if apart(p.R, q.R) || apart(p.G, q.G) || apart(p.B, q.B) {
				count++
			}
		}
	}
	return float64(count) / float64(size.X*size.Y)
}

func apart(a, b uint8) bool { return max(a, b)-min(a, b) > 0xFF/3 }

// Opaque is a colour of the pictures, none of which is transparent.
func Opaque(c color.Color) color.NRGBA {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0xFF}
}
