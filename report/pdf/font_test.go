package pdf

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
)

func TestMissingCharacters(t *testing.T) {
	m := reporttest.Tenant()
	if got := draw.MissingCharacters(m); got != nil {
		t.Errorf("of an ordinary tenant: %q", got)
	}
	m.Tenant = "Ελληνική Ёлка Đặng Iğdır שלום"
	if got := draw.MissingCharacters(m); got != nil {
		t.Errorf("of Greek, Cyrillic, Vietnamese, Turkish and Hebrew: %q", got)
	}
	m.Tenant, m.Actions[0].Title = "日本", "Lock \U0001F512 it \U0001F512"
	want := "3 characters are in none of the PDF's fonts and shown as □ (U+65E5, U+672C, U+1F512)"
	got := draw.MissingCharacters(m)
	if len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("got %q, want %q…", got, want)
	}
	if text := string(readPDF(t, mustDrawFull(t, m, readable)).listing()); !strings.Contains(text, "□□") ||
		!strings.Contains(text, "U+1F512") {
		t.Error("the PDF shows no placeholders, or does not say so")
	}
}

func TestInvalidFont(t *testing.T) {
	for name, file := range map[string][]byte{
		"nothing": nil, "text": []byte("no font"), "PostScript": []byte("OTTO...."),
		"collection": []byte("ttcf...."), "cut off": draw.InterRegular[:5000],
	} {
		if _, err := NewFont(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// S14: gofpdf reads no damaged font, of which it would print something before
// the JSON of a result.
func TestDamagedFontPrintsNothing(t *testing.T) {
	stdout := os.Stdout
	said, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout = said
	defer func() { os.Stdout = stdout }()
	for table, at := range map[string]uint32{"name": 1, "head": 53, "hhea": 33, "OS/2": 8, "maxp": 5} {
		file := bytes.Clone(draw.InterRegular)
		record := bytes.Index(file[:512], []byte(table))
		file[binary.BigEndian.Uint32(file[record+8:])+at] ^= 3
		if _, err := NewFont(file); err == nil && table != "maxp" {
			t.Errorf("%s: no error", table)
		}
	}
	if printed, err := os.ReadFile(said.Name()); err != nil || len(printed) > 0 {
		t.Errorf("printed %q, %v", printed, err)
	}
}

// A configured font draws what the built-in ones cannot. In `make check` a
// Debian font with Chinese, Japanese and Korean has to be installed.
func TestRealFont(t *testing.T) {
	file, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Skip("fonts-droid-fallback is not installed")
	}
	m := reporttest.Tenant()
	if m.Appearance.Font, err = NewFont(file); err != nil {
		t.Fatal(err)
	}
	m.Tenant, m.Actions[0].Title, m.Top[0].Title = "日本語の会社", "管理者に多要素認証を要求する", "관리자 다단계 인증 요구"
	if got := draw.MissingCharacters(m); got != nil {
		t.Errorf("warnings %q", got)
	}
	once := mustDrawFull(t, m, options{compress: true})
	if !bytes.Equal(once, mustDrawFull(t, m, options{compress: true})) {
		t.Error("drawn twice, not the same")
	}
	text := string(readPDF(t, mustDrawFull(t, m, readable)).listing())
	for _, want := range []string{"日本語の会社", "管理者に多要素認証を要求する"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in the PDF", want)
		}
	}
	if len(once) > 600_000 {
		t.Errorf("%d bytes: the font was not cut to the characters in use", len(once))
	}
}
