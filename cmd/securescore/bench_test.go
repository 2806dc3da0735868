//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
)

// benchWorld is a world whose tenant is that of graphtest's scores.
func benchWorld(b *testing.B) *world {
	b.Helper()
	w := newWorld(b)
	name := w.env["SECURESCORE_CONFIG"]
	doc, err := os.ReadFile(name)
	if err == nil {
		err = os.WriteFile(name, bytes.ReplaceAll(doc, []byte(demo.TenantID), []byte(graphtest.TenantID)), 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
	return w
}

const weeklyEvent = `{"deliver": ["slack", "email"], "report": {"period": "P7D"}}`

// BenchmarkSteadyRun is a week's report: 234 controls of which 16 changed, 433
// profiles, the summary, Slack and SMTP. The store has 90 days of Microsoft's
// history, a baseline and a watch on each day since.
func BenchmarkSteadyRun(b *testing.B) {
	w := benchWorld(b)
	w.mailBySMTP(b)
	days := graphtest.Scores("2026-11-22", 97, 234)
	for before := 6; before >= 0; before-- {
		event := `{}`
		if before == 6 {
			event = `{"deliver": ["slack", "email"]}`
		}
		w.graph.Serve(days[before:before+90], graphtest.Profiles(433))
		w.measure(b, event)
	}
	w.graph.Serve(changed(b, graphtest.Scores("2026-11-23", 90, 234)), graphtest.Profiles(433))
	kept, data := w.dir+"/kept", w.dir+"/data"
	if err := os.Rename(data, kept); err != nil {
		b.Fatal(err)
	}
	var costs []cost
	for b.Loop() {
		if err := errors.Join(os.RemoveAll(data), os.CopyFS(data, os.DirFS(kept))); err != nil {
			b.Fatal(err)
		}
		costs = append(costs, w.measure(b, weeklyEvent))
	}
	reportMedians(b, costs)
}

// BenchmarkWatch is a watch of a day without news: 234 controls, 433 profiles.
// The store has 90 days of Microsoft's history, a baseline and a watch on each
// day of the week before.
func BenchmarkWatch(b *testing.B) {
	const event = `{"deliver": ["slack", "email"]}`
	w := benchWorld(b)
	w.mailBySMTP(b)
	days := graphtest.Scores("2026-11-22", 97, 234)
	for before := 6; before > 0; before-- {
		w.graph.Serve(days[before:before+90], graphtest.Profiles(433))
		w.measure(b, event)
	}
	w.graph.Serve(days[:90], graphtest.Profiles(433))
	kept, data := w.dir+"/kept", w.dir+"/data"
	if err := os.Rename(data, kept); err != nil {
		b.Fatal(err)
	}
	var costs []cost
	for b.Loop() {
		if err := errors.Join(os.RemoveAll(data), os.CopyFS(data, os.DirFS(kept))); err != nil {
			b.Fatal(err)
		}
		costs = append(costs, w.measure(b, event))
	}
	reportMedians(b, costs)
}

// changed gives each fifteenth action of the newest day another score.
func changed(b *testing.B, days []json.RawMessage) []json.RawMessage {
	var day struct {
		properties map[string]json.RawMessage
		controls   []map[string]any
		current    float64
	}
	decode(b, days[0], &day.properties)
	decode(b, day.properties["controlScores"], &day.controls)
	decode(b, day.properties["currentScore"], &day.current)
	for i := 0; i < len(day.controls); i += 15 {
		after := float64(i % 2)
		day.current += after - day.controls[i]["score"].(float64)
		day.controls[i]["score"] = after
	}
	day.properties["controlScores"], day.properties["currentScore"] = encode(b, day.controls), encode(b, day.current)
	days[0] = encode(b, day.properties)
	return days
}

// BenchmarkFirstRun is the first of all runs, with the 90 days that Microsoft
// keeps.
func BenchmarkFirstRun(b *testing.B) {
	for _, controls := range []int{234, 400, 1_200} {
		b.Run(fmt.Sprintf("controls=%d", controls), func(b *testing.B) {
			w := benchWorld(b)
			w.graph.Serve(graphtest.Scores("2026-11-23", 90, controls), graphtest.Profiles(max(433, controls)))
			var costs []cost
			for b.Loop() {
				if err := os.RemoveAll(w.dir + "/data"); err != nil {
					b.Fatal(err)
				}
				costs = append(costs, w.measure(b, weeklyEvent))
			}
			reportMedians(b, costs)
		})
	}
}

// BenchmarkManyControls is a week's report in every form on tenants with far
// more controls than Microsoft has: no cost may grow faster than their number.
func BenchmarkManyControls(b *testing.B) {
	for _, controls := range []int{500, 1_000, 1_200} {
		b.Run(fmt.Sprintf("controls=%d", controls), func(b *testing.B) {
			w := benchWorld(b)
			w.graph.Serve(graphtest.Scores("2026-11-16", 2, controls), graphtest.Profiles(controls))
			w.measure(b, `{"deliver": ["slack", "email"]}`)
			w.graph.Serve(graphtest.Scores("2026-11-23", 2, controls), graphtest.Profiles(controls))
			var costs []cost
			for b.Loop() {
				costs = append(costs, w.measure(b, manyEvent))
			}
			reportMedians(b, costs)
		})
	}
}

// BenchmarkLongestTexts is a week's report in every form with answers of nearly
// the largest size.
func BenchmarkLongestTexts(b *testing.B) {
	const controls = 1_200
	for _, property := range []string{"title", "remediation"} {
		b.Run(property, func(b *testing.B) {
			w := benchWorld(b)
			profiles := graphtest.Profiles(controls)
			lengthen(b, profiles, 3<<20-50<<10, property)
			serve := func(day string) {
				scores := graphtest.Scores(day, 2, controls)
				var newest map[string]json.RawMessage
				var list []json.RawMessage
				decode(b, scores[0], &newest)
				decode(b, newest["controlScores"], &list)
				lengthen(b, list, 2<<20-50<<10, "description")
				newest["controlScores"] = encode(b, list)
				scores[0] = encode(b, newest)
				w.graph.Serve(scores, profiles)
			}
			serve("2026-11-16")
			w.measure(b, `{"deliver": ["slack", "email"]}`)
			serve("2026-11-23")
			var costs []cost
			for b.Loop() {
				costs = append(costs, w.measure(b, manyEvent))
			}
			reportMedians(b, costs)
		})
	}
}

// lengthen fills the elements up to a size together, by a text in one property.
func lengthen(b *testing.B, list []json.RawMessage, size int, property string) {
	for _, element := range list {
		size -= len(element)
	}
	const words = "Protect every user. "
	more := strings.Repeat(words, size/len(list)/len(words))
	for i, element := range list {
		var properties map[string]any
		decode(b, element, &properties)
		properties[property] = fmt.Sprint(properties[property], more)
		list[i] = encode(b, properties)
	}
}

func decode(b *testing.B, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		b.Fatal(err)
	}
}

func encode(b *testing.B, v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

const manyEvent = `{"deliver": ["slack", "email"], "report": {"period": "P7D", "formats": ["pdf", "html", "csv"]}}`
