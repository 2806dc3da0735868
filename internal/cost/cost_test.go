package cost

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tables of docs/cost.md")

// One tenant, computed by hand from round figures.
func TestMonth(t *testing.T) {
	run := Usage{
		CPU: 0.1, Wait: 1, Reads: 10, Writes: 5, Kept: 1e6, Mails: 1, Mailed: 1e6, Logged: 1e6, Metrics: 10,
	}
	got := map[string]float64{}
	for _, line := range Month(Measured{Watch: run, Report: run}, 1) {
		got[line.Service] = math.Round(line.Dollars*1e6) / 1e6
	}
	// 30.4375 watches and 4.348214 reports, 34.785714 runs in all; each is billed
	// for 1 + 0.1·1769/512 = 1.345508 seconds.
	want := map[string]float64{
		"Lambda":                0.000319, // 46.804 s · 0.5 GB · 0.0000133334, and 34.79 requests
		"S3, requests":          0.001009, // 34.79 · (5 · 0.000005 + 10 · 0.0000004)
		"S3, storage":           0.010514, // (400 + 400/7) · 0.001 GB · 0.023
		"SQS":                   0,
		"EventBridge Scheduler": 0.000035,
		"Step Functions":        0.002609, // 34.79 · 3 · 0.000025
		"SES":                   0.007653, // 34.79 · (0.0001 + 0.001 GB · 0.12)
		"Transfer to Slack":     0.003131,
		"CloudWatch, logs":      0.017393, // 34.79 · 0.001 GB · 0.50
		"CloudWatch, metrics":   0.142857, // 347.86 hours of 730.5, at 0.30
		"CloudWatch, alarms":    1.3,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What grows with the tenants grows as they do; the queue is paid for from two
// tenants on.
func TestMonthOfManyTenants(t *testing.T) {
	run := Usage{CPU: 0.1, Wait: 1, Reads: 10, Writes: 5, Metrics: 14}
	m := Measured{Watch: run, Report: run}
	two, thousand := Month(m, 2), Month(m, 1_000)
	for i, line := range two {
		each := line.Dollars / 2
		switch line.Service {
		case "S3, requests":
			if math.Abs(thousand[i].Dollars/1_000-each) > 1e-9 {
				t.Errorf("%s: %g for each of two, %g for each of 1,000", line.Service, each, thousand[i].Dollars/1_000)
			}
		case "CloudWatch, metrics":
			if each == 0 || thousand[i].Dollars != 0 {
				t.Errorf("metrics: %g for each of two, %g for 1,000", each, thousand[i].Dollars)
			}
		case "SQS":
			if each == 0 {
				t.Error("two tenants pay for no queue")
			}
		}
	}
	if full := metrics(20_000 * hours); math.Abs(full-4_000) > 1e-9 {
		t.Errorf("20,000 metrics in every hour: %g dollars", full)
	}
}

const (
	page = "../../docs/cost.md"
	mark = "<!-- computed: make bench-cost measures, make golden writes -->\n"
	end  = "<!-- end -->\n"
)

// The tables of docs/cost.md are computed from what was measured.
func TestPage(t *testing.T) {
	m, err := Read("measured.json")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), mark)
	_, after, ends := strings.Cut(rest, end)
	if !found || !ends {
		t.Fatal("docs/cost.md has no place for the tables")
	}
	want := before + mark + "\n" + tables(m) + "\n" + end + after
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("docs/cost.md is not what is computed (-want +got): make golden\n%s", diff)
	}
}

func tables(m Measured) string {
	var b bytes.Buffer
	b.WriteString("| a month, in US dollars | 1 tenant | 100 tenants | 1,000 tenants |\n|---|--:|--:|--:|\n")
	var sums [3]float64
	lines := [3][]Line{Month(m, 1), Month(m, 100), Month(m, 1_000)}
	for i, line := range lines[0] {
		fmt.Fprintf(&b, "| %s |", line.Service)
		for j := range lines {
			sums[j] += lines[j][i].Dollars
			fmt.Fprintf(&b, " %.2f |", lines[j][i].Dollars)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "| **all** | **%.2f** | **%.2f** | **%.2f** |\n", sums[0], sums[1], sums[2])
	b.WriteString("\nWhat one run of one tenant uses:\n\n| | first run | watch | report |\n|---|--:|--:|--:|\n")
	row := func(name string, of func(Usage) string) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, of(m.First), of(m.Watch), of(m.Report))
	}
	count := func(of func(Usage) int) func(Usage) string {
		return func(u Usage) string { return fmt.Sprint(of(u)) }
	}
	row("CPU, on a whole processor", func(u Usage) string { return fmt.Sprintf("%.0f ms", u.CPU*1e3) })
	row("waiting for services", func(u Usage) string { return fmt.Sprintf("%.1f s", u.Wait) })
	row("billed by Lambda", func(u Usage) string { return fmt.Sprintf("%.1f s", billed(m.Start, u)) })
	row("S3: written or listed", count(func(u Usage) int { return u.Writes }))
	row("S3: read", count(func(u Usage) int { return u.Reads }))
	row("S3: bytes written", func(u Usage) string { return fmt.Sprintf("%.0f KB", float64(u.Kept)/1e3) })
	row("Microsoft Graph", count(func(u Usage) int { return u.Graph }))
	row("Slack", count(func(u Usage) int { return u.Slack }))
	row("email", func(u Usage) string { return fmt.Sprintf("%d, %.0f KB", u.Mails, float64(u.Mailed)/1e3) })
	row("log", func(u Usage) string { return fmt.Sprintf("%.1f KB", float64(u.Logged)/1e3) })
	row("metrics with the tenant's name", count(func(u Usage) int { return u.Metrics }))
	fmt.Fprintf(&b, "\nThe function held %.0f MiB at most, and started in %.0f ms of CPU.\n", m.Memory/(1<<20), m.Start*1e3)
	return b.String()
}
