//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
)

// benchAsCommand names the file into which this test binary, run as the
// command, writes how much it allocated.
const benchAsCommand = "SECURESCORE_TEST_ALLOCATIONS"

func TestMain(m *testing.M) {
	file := os.Getenv(benchAsCommand)
	if file == "" {
		os.Exit(m.Run())
	}
	code := main1()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	data, err := json.Marshal([]uint64{mem.Mallocs, mem.TotalAlloc})
	if err != nil || os.WriteFile(file, data, 0o600) != nil {
		code = 99
	}
	os.Exit(code)
}

// cost is what one process took: CPU in seconds, the rest in numbers and bytes.
type cost struct{ cpu, wall, resident, mallocs, allocated float64 }

// measure runs the command in a process of its own, as a shell would.
func (w *world) measure(b *testing.B, event string) cost {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	file := w.dir + "/allocations"
	command := exec.CommandContext(context.Background(), self, "run", "-")
	command.Env = append(os.Environ(), benchAsCommand+"="+file)
	for name, value := range w.env {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Stdin = bytes.NewBufferString(event)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	begin := time.Now()
	if err := command.Run(); err != nil {
		b.Fatalf("%v\n%s", err, stderr.String())
	}
	c := cost{wall: time.Since(begin).Seconds()}
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	c.cpu = (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds()
	c.resident = float64(usage.Maxrss) * 1024 // kilobytes, on Linux
	data, err := os.ReadFile(file)
	var counts [2]float64
	if err != nil || json.Unmarshal(data, &counts) != nil {
		b.Fatal("reading what it allocated", err)
	}
	c.mallocs, c.allocated = counts[0], counts[1]
	return c
}

// reportMedians gives the median of each figure: one process in some is
// disturbed.
func reportMedians(b *testing.B, costs []cost) {
	median := func(of func(cost) float64) float64 {
		slices.SortFunc(costs, func(x, y cost) int { return cmp.Compare(of(x), of(y)) })
		return of(costs[len(costs)/2])
	}
	b.ReportMetric(median(func(c cost) float64 { return c.cpu * 1e3 }), "cpu-ms/op")
	b.ReportMetric(median(func(c cost) float64 { return c.resident / (1 << 20) }), "resident-MiB")
	b.ReportMetric(median(func(c cost) float64 { return c.mallocs }), "mallocs/op")
	b.ReportMetric(median(func(c cost) float64 { return c.allocated / (1 << 20) }), "allocated-MiB/op")
	b.ReportMetric(median(func(c cost) float64 { return c.wall * 1e3 }), "wall-ms/op")
	b.ReportMetric(0, "ns/op") // says the same as the wall time, with the preparation in it
}

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

// BenchmarkSteadyRun is a week's report in a process of its own: 234 controls,
// 433 profiles, the PDF, email and Slack, compared with a stored day.
func BenchmarkSteadyRun(b *testing.B) {
	w := benchWorld(b)
	w.graph.Serve(graphtest.Scores("2026-11-16", 90, 234), graphtest.Profiles(433))
	w.measure(b, `{"deliver": ["slack", "email"]}`)
	w.graph.Serve(graphtest.Scores("2026-11-23", 90, 234), graphtest.Profiles(433))
	var costs []cost
	for b.Loop() {
		costs = append(costs, w.measure(b, weeklyEvent))
	}
	reportMedians(b, costs)
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
