package main

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/pixels"
)

func TestProblems(t *testing.T) {
	sheet := func(used float64, words ...word) page { return page{Width: 595, Height: 842, Words: words, used: used} }
	full := sheet(0.9)
	for _, c := range []struct {
		name string
		d    document
		want []string
	}{
		{"a good summary", document{name: "demo.summary", bytes: 120 << 10, pages: []page{full, full}}, nil},
		{"too short and too large", document{name: "demo.summary", bytes: 120<<10 + 1, pages: []page{full}},
			[]string{"a summary of 1 pages; 2 to 5 are wanted", "122881 bytes; at most 122880 are wanted"}},
		{"a full edition may be long", document{name: "demo.full", bytes: 1 << 20, pages: []page{full, full, full, full,
			full, full}}, nil},
		{"nearly empty pages", document{name: "x.full", pages: []page{sheet(0.3), sheet(0), full, sheet(0.3)}},
			[]string{"page 1 is used to 30 % of its height", "page 2 is blank"}},
		{"a summary may end anywhere", document{name: "x.summary", pages: []page{sheet(0.3), sheet(0.1)}}, nil},
		{"a font of the reader's", document{name: "x.full", detached: []string{"Helvetica"}},
			[]string{"a font is not embedded: Helvetica"}},
		{"words that touch", document{name: "x.full", pages: []page{sheet(1,
			word{Left: 50, Right: 80, Top: 50, Bottom: 60, Text: "one"},
			word{Left: 80.5, Right: 99, Top: 50, Bottom: 60, Text: "beside"},
			word{Left: 50, Right: 80, Top: 58, Bottom: 68, Text: "below"})}}, nil},
		{"words that cover others", document{name: "x.full", pages: []page{sheet(1,
			word{Left: 50, Right: 80, Top: 50, Bottom: 60, Text: "one"},
			word{Left: 60, Right: 99, Top: 53, Bottom: 63, Text: "over"})}},
			[]string{`page 1: "one" covers "over" at 60, 55`}},
		{"words outside", document{name: "x.full", pages: []page{sheet(1,
			word{Left: 540, Right: 580, Top: 50, Bottom: 60, Text: "wide"},
			word{Left: 50, Right: 80, Top: 820, Bottom: 830, Text: "low"})}},
			[]string{`page 1: "wide" is outside of the margins: 540 to 580 across, 50 to 60 down`,
				`page 1: "low" is outside of the margins: 50 to 80 across, 820 to 830 down`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.d.problems()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatTheToolsWrite(t *testing.T) {
	pages, err := pagesOf([]byte(`<!DOCTYPE html><html><head><title>A &amp; B&nbsp;</title></head><body><doc>
<page width="595" height="842"><flow><block><line><word xMin="1" yMin="2" xMax="3" yMax="4">5 &gt; 4</word></line>
</block></flow></page><page width="1" height="2"></page></doc></body></html>`))
	if err != nil || len(pages) != 2 || len(pages[0].Words) != 1 ||
		pages[0].Words[0] != (word{Left: 1, Top: 2, Right: 3, Bottom: 4, Text: "5 > 4"}) {
		t.Errorf("%+v, %v", pages, err)
	}
	fonts := detached([]byte(`name            type              encoding         emb sub uni object ID
--------------- ----------------- ---------------- --- --- --- ---------
inter-regular   CID TrueType      Identity-H       yes no  yes     55  0
Helvetica       Type 1            WinAnsi          no  no  no       7  0
`))
	if len(fonts) != 1 || !strings.HasPrefix(fonts[0], "Helvetica") {
		t.Errorf("%q", fonts)
	}
	white := strings.Repeat("\xff", 4*210)
	picture, rest, err := nextGrey([]byte("P5\n4 210\n255\n" + white[:4*50] + "\x00" + white[4*50+1:] + "P5"))
	if err != nil || string(rest) != "P5" || picture.used() < 0.2 || picture.used() > 0.3 {
		t.Errorf("used %v, %q left, %v", picture.used(), rest, err)
	}
	if _, _, err := nextGrey(rest); err == nil {
		t.Error("half a picture is read")
	}
}

func TestPictures(t *testing.T) {
	dir := t.TempDir()
	white, black := image.NewNRGBA(image.Rect(0, 0, 40, 30)), image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range white.Pix {
		white.Pix[i], black.Pix[i] = 0xFF, 0xFF
	}
	black.Set(3, 3, color.Black)
	black.Set(4, 3, color.Black)
	one, two, sheet := filepath.Join(dir, "one.png"), filepath.Join(dir, "two.png"), filepath.Join(dir, "sheet.png")
	for file, picture := range map[string]image.Image{one: white, two: black} {
		if err := writePNG(file, picture); err != nil {
			t.Fatal(err)
		}
	}
	if err := compareAll(dir, dir, []string{"one.png", "two.png"}); err != nil {
		t.Error(err)
	}
	if share := pixels.Differing(white, black); share <= 0 || share >= pixels.MostDifferent {
		t.Errorf("two of 1200 pixels are %v", share)
	}
	if err := writeSheet(sheet, 2, []string{one, two, one}); err != nil {
		t.Fatal(err)
	}
	picture, err := readPNG(sheet)
	if err != nil || picture.Bounds().Size() != image.Pt(2*46+6, 2*36+6) {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
	if err := compareAll(dir, dir, []string{"one.png", "none.png"}); err == nil {
		t.Error("a picture that is missing is no error")
	}
	if pixels.Differing(white, picture) != 1 {
		t.Error("pictures of two sizes are alike")
	}
}

func TestHTMLOfAnEmail(t *testing.T) {
	dir := t.TempDir()
	file, out := filepath.Join(dir, "a.eml"), filepath.Join(dir, "a.html")
	mail := strings.ReplaceAll(`Content-Type: multipart/mixed; boundary=A

--A
Content-Type: multipart/related; boundary=B

--B
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

<img src=3D"cid:t.png">
--B
Content-Type: image/png; name=t.png
Content-Id: <t.png>
Content-Transfer-Encoding: base64

AAEC
--B--
--A
Content-Type: text/html; name=report.html
Content-Disposition: attachment; filename=report.html

another
--A--
`, "\n", "\r\n")
	if err := os.WriteFile(file, []byte(mail), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeHTML(file, out); err != nil {
		t.Fatal(err)
	}
	html, err := os.ReadFile(out)
	if want := `<img src="data:image/png;base64,AAEC">`; err != nil || strings.TrimSpace(string(html)) != want {
		t.Errorf("%s, %v", html, err)
	}
}
