package mail

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// inlinePicture is a picture within the email.
type inlinePicture struct {
	Source        string // cid:logo.png or cid:trend.png
	Width, Height int    // pixels as shown
	Text          string // what it shows, for readers who do not see it
}

const (
	logoWide = 220.0
	logoTall = 56.0

	shown = 544 / draw.TrendWide // how much larger the trend is shown than drawn
)

// draw makes the pictures: the logo, and in a report the trend.
func (v *letterView) draw(m report.Message) error {
	if logo := m.Model.Appearance.Logo; logo != nil {
		w, h := logo.Fit(min(logoWide, float64(logo.Width)/draw.PixelsPerPoint), logoTall)
		v.Logo = v.picture("logo.png", logo.PNG, w, h, v.Company)
	}
	if m.Occasion != report.Periodic || len(m.Model.Trend.Days) < 2 {
		return nil
	}
	data, err := draw.TrendOf(m)
	if err != nil {
		return err
	}
	chart := draw.NewTrend(m.Model, draw.NewTypesetter(m.Model.Appearance))
	v.TrendNote = draw.TrendNote(m.Model)
	v.Trend = v.picture("trend.png", data, draw.TrendWide*shown, draw.TrendTall*shown, chart.AltText())
	return nil
}

func (v *letterView) picture(name string, data []byte, w, h float64, text string) *inlinePicture {
	v.pictures = append(v.pictures, report.File{Name: name, MediaType: "image/png", Data: data})
	return &inlinePicture{Source: "cid:" + name, Width: int(w + 0.5), Height: int(h + 0.5), Text: text}
}
