package draw

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"secure-score-reporter/report"
)

const (
	mostLogoPixels = 5_000_000 // in the file; a larger one is refused before it is unpacked, to 8 bytes a pixel
	mostLogoSide   = 10_000    // pixels: scaling takes memory for each row and each column, whatever the other side is
	mostLogoScans  = 100       // of a JPEG, each of which goes over the whole picture in a few bytes
	logoWide       = 640       // pixels: twice what an email shows
	logoTall       = 200
)

// The markers of JPEG, which its compressed data cannot have.
var startOfJPEG, startOfScan = []byte{0xFF, 0xD8}, []byte{0xFF, 0xDA}

var errNoPicture = errors.New("a logo is a PNG or a JPEG file, and this is neither")

// decoders are those of the file's format, nil for one that is not read. The
// formats are not asked of the package image: libraries that we link teach it
// others, such as TIFF.
func decoders(file []byte) (size func(io.Reader) (image.Config, error), picture func(io.Reader) (image.Image, error)) {
	switch {
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return png.DecodeConfig, png.Decode
	case bytes.HasPrefix(file, []byte("\xff\xd8")):
		return jpeg.DecodeConfig, jpeg.Decode
	}
	return nil, nil
}

// NewLogo reads a PNG or a JPEG and draws it again, so that every document can
// show it and nothing else of the file goes into a document. It fails where the
// file is neither.
func NewLogo(file []byte) (*report.Logo, error) {
	size, decode := decoders(file)
	if decode == nil {
		return nil, errNoPicture
	}
	config, err := size(bytes.NewReader(file))
	switch {
	case err != nil:
		return nil, errNoPicture
	case config.Width <= 0 || config.Height <= 0 || config.Width > mostLogoPixels/config.Height:
		return nil, fmt.Errorf("a logo of %d by %d pixels is too large: %d million pixels are enough", config.Width,
			config.Height, mostLogoPixels/1_000_000)
	case max(config.Width, config.Height) > mostLogoSide:
		return nil, fmt.Errorf("a logo of %d by %d pixels is too long: %d pixels are enough for each side", config.Width,
			config.Height, mostLogoSide)
	case bytes.HasPrefix(file, startOfJPEG) && bytes.Count(file, startOfScan) > mostLogoScans:
		return nil, fmt.Errorf("a logo with more than %d scans is too large: save it again", mostLogoScans)
	}
	picture, err := decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("the logo's file is damaged: %w", err)
	}
	shrink := max(1, float64(config.Width)/logoWide, float64(config.Height)/logoTall)
	logo := report.Logo{Width: max(1, int(float64(config.Width)/shrink+0.5)),
		Height: max(1, int(float64(config.Height)/shrink+0.5))}
	flat := image.NewRGBA(image.Rect(0, 0, logo.Width, logo.Height))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(flat, flat.Bounds(), picture, picture.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, fmt.Errorf("drawing the logo: %w", err)
	}
	logo.PNG = out.Bytes()
	return &logo, nil
}
