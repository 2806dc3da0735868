package report

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// pixelsPerPoint draws a picture at twice the size at which it is shown, for
// screens with fine pixels.
const pixelsPerPoint = 2

// chartPNG is a chart of w by h points as a picture on white.
func chartPNG(c chart, w, h float64) ([]byte, error) {
	canvas := vgimg.NewWith(
		vgimg.UseWH(vg.Length(w), vg.Length(h)), vgimg.UseDPI(72*pixelsPerPoint), vgimg.UseBackgroundColor(color.White),
	)
	c.draw(canvas, spot(w, h))
	var out bytes.Buffer
	if err := png.Encode(&out, canvas.Image()); err != nil {
		return nil, fmt.Errorf("drawing a chart: %w", err)
	}
	return out.Bytes(), nil
}
