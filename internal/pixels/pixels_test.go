package pixels

import (
	"image"
	"image/color"
	"testing"
)

func TestDiffering(t *testing.T) {
	grey := func(width, height int, level uint8) *image.Gray {
		g := image.NewGray(image.Rect(0, 0, width, height))
		for i := range g.Pix {
			g.Pix[i] = level
		}
		return g
	}
	dot := grey(10, 10, 0xFF)
	dot.Pix[55] = 0
	red := image.NewNRGBA(image.Rect(7, 7, 17, 17)) // elsewhere, but of the same size
	for i := range 100 {
		red.Set(7+i%10, 7+i/10, color.NRGBA{R: 0xFF, A: 0xFF})
	}
	for _, tc := range []struct {
		name string
		a, b image.Image
		want float64
	}{
		{"the same", grey(10, 10, 0xFF), grey(10, 10, 0xFF), 0},
		{"a third of white", grey(10, 10, 0xFF), grey(10, 10, 0xFF-0x55), 0},
		{"more than a third", grey(10, 10, 0xFF), grey(10, 10, 0xFF-0x56), 1},
		{"one pixel", grey(10, 10, 0xFF), dot, 0.01},
		{"one channel", grey(10, 10, 0), red, 1},
		{"another size", grey(10, 10, 0), grey(10, 11, 0), 1},
	} {
		if got := Differing(tc.a, tc.b); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}
