package report

import (
	"fmt"
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
	chart := trendChart{Locale: m.Model.Locale, set: newTypesetter(m.Model.Look), days: m.Model.Trend.Days, goal: m.Model.Goal}
	data, err := chartPNG(chart, mailChartWide, mailChartTall)
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

// says is the chart in words.
func (t trendChart) says() string {
	own, average, _ := t.points()
	if len(own) == 0 {
		return "The trend: no history yet."
	}
	first, last := t.days[0], t.days[len(t.days)-1]
	text := fmt.Sprintf("The trend: from %s on %s to %s on %s.", t.Percent(first.Percent()), t.LongDate(first.Date), t.Percent(last.Percent()), t.LongDate(last.Date))
	low, high := own[0].value, own[0].value
	for _, p := range own {
		low, high = min(low, p.value), max(high, p.value)
	}
	text += fmt.Sprintf(" The lowest was %s, the highest %s.", t.Percent(low), t.Percent(high))
	if len(average) > 0 {
		text += " All tenants reached " + t.Percent(average[len(average)-1].value) + " on average."
	}
	if t.goal != nil {
		text += " The goal is " + t.RoundPercent(t.goal.Percent) + "."
	}
	return text
}
