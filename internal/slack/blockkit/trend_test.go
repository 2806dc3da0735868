package blockkit

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

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
