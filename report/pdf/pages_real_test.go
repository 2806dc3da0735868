package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"secure-score-reporter/internal/pixels"
	"secure-score-reporter/report/reporttest"
)

// keptPages are the pages of the full edition with a picture in testdata/pages:
// of the ordinary report one of each kind. Page 1 is that of the summary.
var keptPages = map[string][]int{
	"ordinary": {2, 3, 4, 5, 6, 7, 15}, "no-actions": {2}, "longest": {2, 12}, "hostile": {2},
}

// keptSummaries are those of the summary: the first of each case, and all of
// the ordinary report.
var keptSummaries = map[string][]int{
	"ordinary": {1, 2, 3}, "first-report": {1}, "greek": {1}, "no-actions": {1}, "branded": {1}, "longest": {1, 2},
	"hostile": {1, 2}, "no-maximum": {1}, "quiet": {1},
}

const pageDPI = 40

// TestRealPages compares the pages as poppler draws them with the pictures of
// testdata/pages. In `make check` poppler has to be installed; -update writes
// the pictures again. Look at them before you commit.
func TestRealPages(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal("pdftoppm is not installed: ", err)
		}
		t.Skip("pdftoppm is not installed")
	}
	for name, pages := range keptPages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			comparePages(t, name, mustDrawFull(t, reporttest.Case(name), options{compress: true}), pages)
		})
	}
	for name, pages := range keptSummaries {
		t.Run(name+"-summary", func(t *testing.T) {
			t.Parallel()
			comparePages(t, name+"-summary", mustDrawEdition(t, reporttest.Case(name), options{compress: true}), pages)
		})
	}
}

func comparePages(t *testing.T, name string, data []byte, pages []int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		comparePage(t, file, fmt.Sprintf("%s-%02d.png", name, page), page)
	}
}

func comparePage(t *testing.T, file, name string, page int) {
	t.Helper()
	number := fmt.Sprint(page)
	drawn, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", fmt.Sprint(pageDPI), "-gray", "-png", "-f",
		number, "-l", number, file).Output()
	if err != nil || len(drawn) == 0 {
		t.Errorf("%s: drawing page %d: %v", name, page, err)
		return
	}
	path := filepath.Join("testdata", "pages", name)
	if *reporttest.Update {
		if err := os.WriteFile(path, small(t, drawn), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("reading the picture (write it with make golden): %v", err)
		return
	}
	if share := pixels.Differing(decoded(t, kept), decoded(t, drawn)); share > pixels.MostDifferent {
		t.Errorf("%s: %.2f %% of the pixels differ, at most %.2f %% may; look at both", name, share*100,
			pixels.MostDifferent*100)
	}
}

// small is a picture in sixteen greys, which is enough to compare with.
func small(t *testing.T, data []byte) []byte {
	t.Helper()
	picture := decoded(t, data)
	var greys color.Palette
	for i := range 16 {
		greys = append(greys, color.Gray{Y: uint8(i * 17)})
	}
	out := image.NewPaletted(picture.Bounds(), greys)
	draw.Draw(out, out.Bounds(), picture, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(t *testing.T, data []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
