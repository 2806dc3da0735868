package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// document is what is checked of a PDF.
type document struct {
	name     string // without the ending
	bytes    int
	pages    []page
	detached []string // fonts that are not embedded
}

// page is one page. Lengths are points from its top left corner.
type page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"flow>block>line>word"`
	used   float64 // share of the content's height, down to the lowest ink; 0 for a blank page
}

// word is a word and the box around it.
type word struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

// read reads a PDF with qpdf and poppler. It fails where qpdf finds the file
// damaged.
func read(ctx context.Context, file string) (document, error) {
	info, err := os.Stat(file)
	if err != nil {
		return document{}, err
	}
	if _, err := output(ctx, "qpdf", "--check", file); err != nil {
		return document{}, err
	}
	d := document{name: strings.TrimSuffix(filepath.Base(file), ".pdf"), bytes: int(info.Size())}
	words, err := output(ctx, "pdftotext", "-bbox-layout", file, "-")
	if err != nil {
		return document{}, err
	}
	if d.pages, err = pagesOf(words); err != nil {
		return document{}, fmt.Errorf("reading the words of %s: %w", file, err)
	}
	fonts, err := output(ctx, "pdffonts", file)
	if err != nil {
		return document{}, err
	}
	d.detached = detached(fonts)
	drawn, err := output(ctx, "pdftoppm", "-r", fmt.Sprint(inkDPI), "-gray", file)
	if err != nil {
		return document{}, err
	}
	for i := range d.pages {
		var picture grey
		if picture, drawn, err = nextGrey(drawn); err != nil {
			return document{}, fmt.Errorf("reading page %d of %s: %w", i+1, file, err)
		}
		d.pages[i].used = picture.used()
	}
	return d, nil
}

func output(ctx context.Context, name string, args ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, name, args...)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", strings.Join(command.Args, " "), err, out, said.String())
	}
	return out, nil
}

func pagesOf(text []byte) ([]page, error) {
	var root struct {
		Pages []page `xml:"body>doc>page"`
	}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.Strict = false
	decoder.Entity = xml.HTMLEntity
	if err := decoder.Decode(&root); err != nil {
		return nil, err
	}
	return root.Pages, nil
}

// detached lists the fonts that are not embedded, from the table of pdffonts:
// the columns after the encoding are emb, sub, uni and two of the object's id.
func detached(table []byte) (names []string) {
	lines := strings.Split(strings.TrimSpace(string(table)), "\n")
	for _, line := range lines[min(2, len(lines)):] {
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[len(fields)-5] != "yes" {
			names = append(names, line)
		}
	}
	return names
}

// inkDPI is enough to see where a page ends.
const inkDPI = 18

// grey is a picture with a byte for each pixel; 255 is white.
type grey struct {
	width, height int
	pixels        []byte
}

var errPGM = errors.New("pdftoppm wrote something else than pictures in grey")

// nextGrey takes the first of several pictures, as pdftoppm writes them.
func nextGrey(data []byte) (first grey, rest []byte, err error) {
	var most int
	_, err = fmt.Sscanf(string(data[:min(len(data), 40)]), "P5\n%d %d\n%d\n", &first.width, &first.height, &most)
	if err != nil || most != 255 {
		return grey{}, nil, errPGM
	}
	head := len(fmt.Sprintf("P5\n%d %d\n%d\n", first.width, first.height, most))
	end := head + first.width*first.height
	if end > len(data) {
		return grey{}, nil, errPGM
	}
	first.pixels = data[head:end]
	return first, data[end:], nil
}

// Above and below the content, points: the running head and foot.
const (
	headHeight = 50
	footHeight = 54
)

// used is how far down the content goes.
func (g grey) used() float64 {
	const nearlyWhite = 250
	from, to := headHeight*inkDPI/72, g.height-footHeight*inkDPI/72
	for y := to - 1; y >= from; y-- {
		for _, pixel := range g.pixels[y*g.width : (y+1)*g.width] {
			if pixel < nearlyWhite {
				return float64(y+1-from) / float64(to-from)
			}
		}
	}
	return 0
}
