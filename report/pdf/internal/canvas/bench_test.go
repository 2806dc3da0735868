package canvas

import (
	"image/color"
	"os"
	"testing"
	"time"
)

// BenchmarkFixedCost is a page with a word in two fonts: what every document
// costs, however short.
func BenchmarkFixedCost(b *testing.B) {
	fonts := map[string][]byte{}
	for _, name := range []string{"Inter-Regular", "Inter-SemiBold"} {
		data, err := os.ReadFile("../../../draw/fonts/" + name + ".ttf")
		if err != nil {
			b.Fatal(err)
		}
		fonts[name] = data
	}
	b.ReportAllocs()
	for b.Loop() {
		d := New(Options{Width: 595, Height: 842, Fonts: fonts, Title: "Title", Made: time.Unix(0, 0), Compress: true})
		d.AddPage()
		d.Begin(Paragraph)
		d.Text("Inter-Regular", 10, color.Black, 50, 50, "The score rose by 0.9 percentage points in a week.")
		d.Text("Inter-SemiBold", 10, color.Black, 50, 80, "The score rose by 0.9 percentage points in a week.")
		d.End()
		data, err := d.Bytes()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes")
	}
}
