package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// drawnText is one string as the PDF shows it, in points from the lower left.
type drawnText struct {
	page       int
	x, y, size float64
	bold       bool
	width      float64
	text       string
}

// drawnPDF is what the tests read from an uncompressed document.
type drawnPDF struct {
	pages     int
	texts     []drawnText
	bookmarks []string
	urls      []string
	inner     int // links into the document
}

// Each is matched only where its plain text was found: over the whole document,
// with the fonts in it, they would take most of the tests' time.
var (
	fontObject = regexp.MustCompile(`(\d+) 0 obj\n<</Type /Font\n/Subtype /Type0\n/BaseFont /utf8(\S+)`)
	fontName   = regexp.MustCompile(`/F([0-9a-f]+) (\d+) 0 R`)
	chosenFont = regexp.MustCompile(`^BT /F([0-9a-f]+) ([\d.]+) Tf ET`)
	textAt     = regexp.MustCompile(`BT (-?[\d.]+) (-?[\d.]+) Td \(`)
)

// noNumber is how Go writes what is no number, between blanks: three letters
// are in the bytes of an embedded font by chance.
var noNumber = regexp.MustCompile(`[\s\[](NaN|[+-]?Inf)[\s\]]`)

// readPDF reads a document that drawPDF wrote without compression.
func readPDF(t *testing.T, data []byte) drawnPDF {
	t.Helper()
	if !bytes.HasPrefix(data, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF")) {
		t.Fatal("not a whole PDF")
	}
	if noNumber.Match(data) {
		t.Error("a number in the PDF is none")
	}
	fonts := fontFiles(data)
	var d drawnPDF
	set := draw.NewTypesetter(report.Appearance{})
	rest := data
	for {
		start := bytes.Index(rest, []byte("/Type /Page\n"))
		if start < 0 {
			break
		}
		d.pages++
		page := rest[start:]
		begin := bytes.Index(page, []byte("stream\n"))
		end := bytes.Index(page, []byte("\nendstream"))
		d.read(set, fonts, page[begin:end])
		rest = page[end:]
	}
	d.links(data)
	for _, part := range bytes.Split(data, []byte("<</Title (\xfe\xff"))[1:] {
		text, _ := pdfString(part)
		d.bookmarks = append(d.bookmarks, text)
	}
	return d
}

// fontFiles are the names of the font files by the name that a page calls them.
func fontFiles(data []byte) map[string]string {
	const head, most = "<</Type /Font\n/Subtype /Type0\n", 100 // bytes before and after the head
	files := map[string]string{}
	for at := 0; ; {
		next := bytes.Index(data[at:], []byte(head))
		if next < 0 {
			break
		}
		at += next + len(head)
		if m := fontObject.FindSubmatch(data[max(0, at-len(head)-most):min(len(data), at+most)]); m != nil {
			files[string(m[1])] = string(m[2])
		}
	}
	fonts := map[string]string{}
	_, names, _ := bytes.Cut(data, []byte("/Font <<\n"))
	names, _, _ = bytes.Cut(names, []byte(">>"))
	for _, m := range fontName.FindAllSubmatch(names, -1) {
		fonts[string(m[1])] = files[string(m[2])]
	}
	return fonts
}

func (d *drawnPDF) links(data []byte) {
	d.inner += bytes.Count(data, []byte("/Dest["))
	for _, part := range bytes.Split(data, []byte("/URI("))[1:] {
		end := bytes.Index(part, []byte(")>>>>"))
		d.urls = append(d.urls, string(part[:end]))
	}
}

func (d *drawnPDF) read(set *draw.Typesetter, fonts map[string]string, content []byte) {
	var at drawnText
	for len(content) > 0 {
		place := textAt.FindSubmatchIndex(content)
		before := content
		if place != nil {
			before = content[:place[0]]
		}
		if chosen := chosenFont.FindSubmatch(before[max(0, bytes.LastIndex(before, []byte("BT /F"))):]); chosen != nil {
			at.size, _ = strconv.ParseFloat(string(chosen[2]), 64)
			at.bold = strings.Contains(fonts[string(chosen[1])], "bold")
		}
		if place == nil {
			return
		}
		at.page = d.pages
		at.x, _ = strconv.ParseFloat(string(content[place[2]:place[3]]), 64)
		at.y, _ = strconv.ParseFloat(string(content[place[4]:place[5]]), 64)
		text, used := pdfString(content[place[1]:])
		text = strings.TrimSuffix(text, " ")
		at.text, at.width = text, set.Width(draw.Lettering{Bold: at.bold, Size: at.size}, text)
		if text != "" {
			d.texts = append(d.texts, at)
		}
		content = content[place[1]+used:]
	}
}

// pdfString decodes UTF-16 up to the parenthesis that ends the string.
func pdfString(raw []byte) (text string, used int) {
	var plain []byte
	for used < len(raw) && raw[used] != ')' {
		if raw[used] == '\\' {
			used++
			if raw[used] == 'r' {
				plain = append(plain, '\r')
				used++
				continue
			}
		}
		plain = append(plain, raw[used])
		used++
	}
	var units []uint16
	for i := 0; i+1 < len(plain); i += 2 {
		units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
	}
	return string(utf16.Decode(units)), used
}

// listing is everything that is shown, one line for each baseline.
func (d drawnPDF) listing() []byte {
	var b strings.Builder
	last := drawnText{}
	for _, t := range d.texts {
		switch {
		case t.page != last.page:
			fmt.Fprintf(&b, "\n=== page %d\n", t.page)
		case t.y != last.y:
			b.WriteByte('\n')
		default:
			b.WriteString(" | ")
		}
		b.WriteString(t.text)
		last = t
	}
	fmt.Fprintf(&b, "\n\n=== bookmarks\n%s\n", strings.Join(d.bookmarks, "\n"))
	return []byte(strings.TrimPrefix(b.String(), "\n"))
}
