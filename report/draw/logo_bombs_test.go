package draw

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// pictures are a small PNG and a small JPEG.
func pictures(t testing.TB) (asPNG, asJPEG []byte) {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 16, 8))
	picture.Set(3, 3, color.RGBA{R: 255, A: 128})
	var p, j bytes.Buffer
	if err := png.Encode(&p, picture); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, picture, nil); err != nil {
		t.Fatal(err)
	}
	return p.Bytes(), j.Bytes()
}

// sized is a PNG that says that it has another size.
func sized(file []byte, width, height uint32) []byte {
	file = bytes.Clone(file)
	binary.BigEndian.PutUint32(file[16:], width)
	binary.BigEndian.PutUint32(file[20:], height)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

// A small file that is a huge picture, or takes long to read, is refused before
// it is unpacked.
func TestLogoBombs(t *testing.T) {
	asPNG, asJPEG := pictures(t)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"too many pixels":           {sized(asPNG, 2500, 2001), "5 million pixels are enough"},
		"a size that overflows":     {sized(asPNG, 1<<31-1, 1<<31-1), "a logo"},
		"a JPEG of many scans":      {append(asJPEG, bytes.Repeat([]byte{0xFF, 0xDA}, 200)...), "more than 100 scans"},
		"one row":                   {sized(asPNG, 5_000_000, 1), "10000 pixels are enough"},
		"one column":                {sized(asPNG, 1, 5_000_000), "10000 pixels are enough"},
		"a side that is too long":   {sized(asPNG, 10_001, 499), "10000 pixels are enough"},
		"as long as may be":         {sized(asPNG, 10_000, 500), "damaged"},
		"a PNG that is not so wide": {sized(asPNG, 2000, 2000), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := NewLogo(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// Any file is a logo within its size, or an error.
func FuzzLogo(f *testing.F) {
	asPNG, asJPEG := pictures(f)
	f.Add(asPNG)
	f.Add(asJPEG)
	f.Add(sized(asPNG, 3000, 1))
	f.Add(asPNG[:40])
	f.Add(asJPEG[:len(asJPEG)-2])
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		logo, err := NewLogo(file)
		if err != nil {
			return
		}
		config, err := png.DecodeConfig(bytes.NewReader(logo.PNG))
		if err != nil || config.Width != logo.Width || config.Height != logo.Height || logo.Width > logoWide ||
			logo.Height > logoTall {
			t.Errorf("%+v, %v", config, err)
		}
	})
}
