package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// weekly is a report with history.
func weekly(days int, every func(i int) bool) report.Message {
	m := reportMessage()
	last := score.Date("2026-11-23")
	var list []score.Day
	for i := range days {
		if every(i) {
			list = append(list, score.Day{Headline: score.Headline{Date: last.AddDays(-i), Current: 600 + float64(i%7), Max: 1000}, AllTenants: 51.06})
		}
	}
	m.Model.Trend = score.TrendOf(list, last.AddDays(1-days), last)
	return m
}

type chartBlock struct {
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

func charts(t failer, p Post) []chartBlock {
	t.Helper()
	data, err := json.Marshal(p.Blocks)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var blocks, found []chartBlock
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
		m := weekly(days, func(i int) bool { return has[i] })
		weeks := 0
		for _, w := range m.Model.Trend.Weeks {
			if w.Days > 0 {
				weeks++
			}
		}
		found := charts(t, Render(m, nil).Parent)
		if len(found) == 0 {
			if weeks >= leastPoints && weeks <= maxChartPoints {
				t.Errorf("no chart of %d weeks", weeks)
			}
			return
		}
		if len(found) > 1 || utf8.RuneCountInString(found[0].Title) > maxChartTitle || found[0].Chart.Type != "line" {
			t.Errorf("charts %+v", found)
		}
		categories := found[0].Chart.AxisConfig.Categories
		if len(categories) < leastPoints || len(categories) > maxChartPoints || len(categories) > weeks {
			t.Errorf("%d categories of %d weeks", len(categories), weeks)
		}
		for _, s := range found[0].Chart.Series {
			if len(s.Data) != len(categories) || utf8.RuneCountInString(s.Name) > maxChartName {
				t.Errorf("series %+v", s)
			}
			for i, p := range s.Data {
				if p.Label != categories[i] || p.Value < 0 || p.Value > 100 || utf8.RuneCountInString(p.Label) > maxChartName {
					t.Errorf("point %+v", p)
				}
			}
		}
	})
}

// A workspace that does not take the chart gets the message without it, and the
// chart as a picture in the thread; a retry goes on with that.
func TestAWorkspaceWithoutCharts(t *testing.T) {
	f := newFakeSlack(t)
	f.fail("chat.postMessage", refuse("invalid_blocks"))
	f.fail("files.completeUploadExternal", refuse("storage_limit_reached"))
	m := weekly(90, func(int) bool { return true })
	progress, err := f.channel().Deliver(t.Context(), m, "")
	if err == nil || !strings.Contains(progress, `"plain":true`) {
		t.Fatalf("progress %s, %v", progress, err)
	}
	if _, err = f.channel().Deliver(t.Context(), m, progress); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(f.posts[0].Get("blocks"), "data_visualization") {
		t.Error("the chart was posted again")
	}
	if n := len(f.files); n != len(m.Files)+1 {
		t.Errorf("%d files, want the report's and the picture", n)
	}
	if last := f.bodies[len(f.bodies)-1]; !strings.HasPrefix(last, "\x89PNG") {
		t.Error("no picture was uploaded")
	}
	if parents := f.count("chat.postMessage"); parents != 2+len(Render(m, nil).Thread) {
		t.Errorf("%d posts: told twice", parents)
	}
}

// Any other refusal is not the chart's.
func TestARefusalThatIsNotTheCharts(t *testing.T) {
	f := newFakeSlack(t)
	f.fail("chat.postMessage", refuse("not_in_channel"))
	if _, err := f.channel().Deliver(t.Context(), weekly(90, func(int) bool { return true }), ""); err == nil || f.count("chat.postMessage") != 1 {
		t.Errorf("%v after %d posts", err, f.count("chat.postMessage"))
	}
}
