package blockkit

import (
	"encoding/json"
	"math"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
)

type drawnChart struct {
	Type  string
	Title string
	Chart struct {
		Type   string
		Series []struct {
			Name string
			Data []struct {
				Label string
				Value float64
			}
		}
		AxisConfig struct{ Categories []string } `json:"axis_config"`
	}
}

func charts(t failer, p Post) []drawnChart {
	t.Helper()
	data, err := json.Marshal(p.Blocks)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var blocks, found []drawnChart
	if err := json.Unmarshal(data, &blocks); err != nil {
		t.Fatalf("%v", err)
	}
	for _, b := range blocks {
		if b.Type == "data_visualization" {
			found = append(found, b)
		}
	}
	return found
}

// A report has one chart that Slack takes: every series has a point for every
// category, names are short enough, and days without a score are not invented.
func TestTrendChart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(1, 200).Draw(t, "days")
		has := rapid.SliceOfN(rapid.Bool(), days, days).Draw(t, "has")
		m := slacktest.WithHistory(days, func(i int) bool { return has[i] })
		weeks := 0
		for _, w := range m.Model.Trend.Weeks {
			if w.Days > 0 {
				weeks++
			}
		}
		found := charts(t, Render(m, Mentions{}).Parent)
		if len(found) == 0 {
			if weeks >= minChartPoints && weeks <= maxChartPoints {
				t.Errorf("no chart of %d weeks", weeks)
			}
			return
		}
		if len(found) > 1 || utf8.RuneCountInString(found[0].Title) > maxChartTitle || found[0].Chart.Type != "line" {
			t.Errorf("charts %+v", found)
		}
		categories := found[0].Chart.AxisConfig.Categories
		if len(categories) < minChartPoints || len(categories) > maxChartPoints || len(categories) > weeks {
			t.Errorf("%d categories of %d weeks", len(categories), weeks)
		}
		for _, s := range found[0].Chart.Series {
			if len(s.Data) != len(categories) || utf8.RuneCountInString(s.Name) > maxChartName {
				t.Errorf("series %+v", s)
			}
			for i, p := range s.Data {
				if p.Label != categories[i] || p.Value < 0 || p.Value > 100 ||
					utf8.RuneCountInString(p.Label) > maxChartName {
					t.Errorf("point %+v", p)
				}
			}
		}
	})
}

// The chart has the lines that the picture in the PDF has, if every week has a
// value, and each name has the value at the line's end.
func TestTrendChartLines(t *testing.T) {
	for _, tc := range []struct {
		name  string
		leave func(*score.Day) // leaves something out of the last day
		want  []string
	}{
		{"all", func(*score.Day) {}, []string{"This tenant 60.0 %", "Similar size 52.0 %",
			"Average, all 47.0 %", "Goal 80 %"}},
		{"no similar size", func(d *score.Day) { d.Similar = math.NaN() }, []string{"This tenant 60.0 %",
			"Average, all 47.0 %", "Goal 80 %"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := slacktest.EveryDay(90)
			for i := range m.Model.Trend.Days {
				d := &m.Model.Trend.Days[i]
				d.AllTenants, d.Similar = 47, 52
				tc.leave(d)
			}
			var got []string
			for _, s := range charts(t, Render(m, Mentions{}).Parent)[0].Chart.Series {
				got = append(got, s.Name)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("series (-want +got):\n%s", diff)
			}
		})
	}
}
