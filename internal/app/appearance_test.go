package app

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// The settings of the appearance reach the report, whatever the form of the
// picture; a file that cannot be read is a warning that names it and why.
func TestLook(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	picture := image.NewPaletted(image.Rect(0, 0, 1200, 300), color.Palette{color.Transparent, color.Black})
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, picture); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, picture, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, logo, font, warning string
	}{
		{"PNG with a palette", write("a.png", asPNG.Bytes()), "", ""},
		{"JPEG by URL", "file://" + write("b.jpg", asJPEG.Bytes()), "", ""},
		{"not there", filepath.Join(dir, "none.png"), "",
			"the report has no logo: reading " + dir + "/none.png: no such file"},
		{"damaged", write("c.png", asPNG.Bytes()[:asPNG.Len()-20]), "", "the logo's file is damaged"},
		{"no picture", write("d.png", []byte("<svg/>")), "", "a logo is a PNG or a JPEG file, and this is neither"},
		{"no font", "", write("e.ttf", []byte("OTTO")), "has only its built-in fonts: reading " + dir + "/e.ttf: a font has to be one TrueType file"},
		{"S14: a damaged font", "", write("f.ttf", damagedFont()),
			"built-in fonts: reading " + dir + "/f.ttf: the font is damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := NewProcess(os.LookupEnv, time.Now, slog.New(slog.DiscardHandler))
			settings := config.Report{Company: "Northwind", Paper: "letter", Logo: c.logo, Font: c.font}
			look, warnings := p.appearance(settings)(t.Context(), words.English)
			if look.Company != "Northwind" || look.Paper != "letter" {
				t.Errorf("got %+v", look)
			}
			if c.warning == "" {
				if look.Logo == nil || look.Logo.Width != 640 || look.Logo.Height != 160 || len(warnings) > 0 {
					t.Errorf("logo %+v, warnings %q", look.Logo, warnings)
				}
				return
			}
			if len(warnings) != 1 || !strings.Contains(warnings[0], c.warning) {
				t.Errorf("warnings %q, want %q", warnings, c.warning)
			}
		})
	}
}

// damagedFont has names in a format of which gofpdf prints that it is illegal.
func damagedFont() []byte {
	file := bytes.Clone(draw.InterRegular)
	record := bytes.Index(file[:512], []byte("name"))
	binary.BigEndian.PutUint16(file[binary.BigEndian.Uint32(file[record+8:]):], 9)
	return file
}
