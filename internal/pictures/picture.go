package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"secure-score-reporter/internal/pixels"
)

// writeSheet writes pictures beside and below each other, in their order.
func writeSheet(out string, columns int, files []string) error {
	const gap = 6
	var pictures []image.Image
	var cell image.Point
	for _, file := range files {
		picture, err := readPNG(file)
		if err != nil {
			return err
		}
		size := picture.Bounds().Size()
		cell = image.Pt(max(cell.X, size.X), max(cell.Y, size.Y))
		pictures = append(pictures, picture)
	}
	rows := (len(pictures) + columns - 1) / columns
	columns = min(columns, len(pictures))
	sheet := image.NewNRGBA(image.Rect(0, 0, columns*(cell.X+gap)+gap, rows*(cell.Y+gap)+gap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{Y: 0xAA}), image.Point{}, draw.Src)
	for i, picture := range pictures {
		corner := image.Pt(gap+i%columns*(cell.X+gap), gap+i/columns*(cell.Y+gap))
		to := picture.Bounds().Sub(picture.Bounds().Min).Add(corner)
		draw.Draw(sheet, to, picture, picture.Bounds().Min, draw.Src)
	}
	return writePNG(out, sheet)
}

// makeSmall writes pictures again, in fewer colours.
func makeSmall(files []string) error {
	for _, file := range files {
		picture, err := readPNG(file)
		if err == nil {
			err = writePNG(file, picture)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func readPNG(file string) (image.Image, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	return picture, nil
}

const mostColours = 128

// writePNG writes a picture in its most frequent colours. Documents have few
// colours, and shades of them at the edges of letters.
func writePNG(file string, picture image.Image) error {
	bounds := picture.Bounds()
	counts := map[color.NRGBA]int{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[pixels.Opaque(picture.At(x, y))]++
		}
	}
	frequent := slices.SortedFunc(maps.Keys(counts), func(a, b color.NRGBA) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(number(a), number(b)))
	})
	out := image.NewPaletted(bounds, nil)
	for _, c := range frequent[:min(len(frequent), mostColours)] {
		out.Palette = append(out.Palette, c)
	}
	places := map[color.NRGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := pixels.Opaque(picture.At(x, y))
			place, known := places[c]
			if !known {
				place = uint8(out.Palette.Index(c))
				places[c] = place
			}
			out.SetColorIndex(x, y, place)
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

func number(c color.NRGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

// compareAll compares pictures of the same name.
func compareAll(kept, drawn string, names []string) error {
	var failed []error
	for _, name := range names {
		before, err := readPNG(filepath.Join(kept, name))
		if err != nil {
			failed = append(failed, err)
			continue
		}
		after, err := readPNG(filepath.Join(drawn, name))
		if err != nil {
			failed = append(failed, err)
			continue
		}
		if share := pixels.Differing(before, after); share > pixels.MostDifferent {
			failed = append(failed, fmt.Errorf("%s: %.2f %% of the pixels differ from those drawn now, at most %.2f %% may; "+
				"look at both, and make samples writes it again", filepath.Join(kept, name), share*100, pixels.MostDifferent*100))
		}
	}
	return errors.Join(failed...)
}
