package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// A chart for an email has two pixels a point, is white where nothing is drawn,
// and is the same every time.
func TestChartPNG(t *testing.T) {
	m := reporttest.Tenant()
	draw := func() []byte {
		data, err := PNG(Trend{set: NewTypesetter(report.Appearance{}), days: m.Trend.Days, goal: m.Goal}, 544, 170, 2)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	once := draw()
	if !bytes.Equal(once, draw()) {
		t.Error("drawn twice, not the same")
	}
	picture, err := png.Decode(bytes.NewReader(once))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size != image.Pt(1088, 340) {
		t.Errorf("size %v", size)
	}
	if got := color.NRGBAModel.Convert(picture.At(1, 1)); got != (color.NRGBA{R: 255, G: 255, B: 255, A: 255}) {
		t.Errorf("the ground is %v", got)
	}
	drawn := 0
	for i := range 1088 * 340 {
		if r, _, _, _ := picture.At(i%1088, i/1088).RGBA(); r < 0xC000 {
			drawn++
		}
	}
	if drawn < 2000 {
		t.Errorf("only %d dark pixels: nothing is drawn", drawn)
	}
}

// At most 256 colours are left, and none is far from the original.
func TestFewColours(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 256, 256))
	for i := range 256 * 256 {
		picture.Set(i%256, i/256, color.RGBA{R: uint8(i), G: uint8(i / 256), B: uint8(i * 7), A: 0xFF})
	}
	few := fewColours(picture)
	if len(few.Palette) > 256 {
		t.Fatalf("%d colours", len(few.Palette))
	}
	for i := range 256 * 256 {
		r, _, _, _ := picture.At(i%256, i/256).RGBA()
		got, _, _, _ := few.At(i%256, i/256).RGBA()
		if far := int(r>>8) - int(got>>8); far > 64 || far < -64 {
			t.Fatalf("%d became %d", r>>8, got>>8)
		}
	}
}

func BenchmarkChartPNG(b *testing.B) {
	m := reporttest.Tenant()
	b.ReportAllocs()
	for b.Loop() {
		data, err := PNG(Trend{set: NewTypesetter(report.Appearance{}), days: m.Trend.Days, goal: m.Goal}, 544, 170, 2)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "bytes")
	}
}

// A phone of 360 pixels leaves 316 for the picture of an email.
func TestTheTrendOfAnEmailCanBeReadOnAPhone(t *testing.T) {
	const fewest = 8 // pixels
	if got := SmallType.Size * 316 / TrendWide; got < fewest {
		t.Errorf("its words have %.1f pixels, want %v", got, fewest)
	}
}
