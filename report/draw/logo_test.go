package draw

import (
	"errors"
	"image"
	"image/color"
	"io"
	"testing"

	_ "golang.org/x/image/tiff" // vgimg links it too
)

// A logo comes from a file that others write. Only the decoders of PNG and JPEG
// read it, whatever formats the package image has been taught.
func TestOnlyPNGAndJPEGAreRead(t *testing.T) {
	image.RegisterFormat("other", "OTHER", func(io.Reader) (image.Image, error) {
		t.Error("the picture was decoded")
		return image.NewUniform(color.White), nil
	}, func(io.Reader) (image.Config, error) {
		t.Error("its size was read")
		return image.Config{Width: 1, Height: 1}, nil
	})
	for _, file := range []string{"OTHER format", "II*\x00\x08\x00\x00\x00", "GIF89a", "", "\x89PNG", "\xff\xd8"} {
		if _, err := NewLogo([]byte(file)); !errors.Is(err, errNoPicture) {
			t.Errorf("%q: %v", file, err)
		}
	}
}
