package report

import (
	"html/template"
)

// mailPicture is a picture within the mail.
type mailPicture struct {
	Source        template.URL // cid:…, of a name that is ours
	Width, Height int          // pixels as shown
	Text          string       // what it shows, for who does not see it
}

const (
	mailChartWide = 544.0 // what a sheet of 600 leaves
	mailChartTall = 170.0
	mailLogoWide  = 220.0
	mailLogoTall  = 56.0
)

// draw makes the pictures: the logo, and in a report the trend.
func (v *mailView) draw(m Message) error {
	if logo := m.Model.Look.Logo; logo != nil {
		w, h := logo.fit(min(mailLogoWide, float64(logo.Width)/pixelsPerPoint), mailLogoTall)
		v.Logo = v.picture("logo.png", logo.PNG, w, h, v.Company)
	}
	if m.Occasion != Periodic || len(m.Model.Trend.Days) < 2 {
		return nil
	}
	chart := newTrend(m.Model, newTypesetter(m.Model.Look))
	data, err := TrendPicture(m.Model)
	if err != nil {
		return err
	}
	v.TrendNote = trendNote(m.Model)
	v.Trend = v.picture("trend.png", data, mailChartWide, mailChartTall, chart.says())
	return nil
}

func (v *mailView) picture(name string, data []byte, w, h float64, text string) *mailPicture {
	v.pictures = append(v.pictures, File{Name: name, MediaType: "image/png", Data: data})
	return &mailPicture{Source: template.URL("cid:" + name), Width: int(w + 0.5), Height: int(h + 0.5), Text: text}
}

// TrendPicture is the trend as a PNG, for who cannot draw it from numbers. It fails
// where the picture cannot be drawn.
func TrendPicture(m Model) ([]byte, error) {
	chart := newTrend(m, newTypesetter(m.Look))
	return chartPNG(chart, mailChartWide, mailChartTall)
}
