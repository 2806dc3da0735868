//go:build unix

package main

import (
	"log/slog"
	"syscall"
	"testing"
	"time"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
)

// demoModel is the demo tenant's weekly report before it is drawn.
func demoModel(t testing.TB) report.Model {
	t.Helper()
	w := played(t)
	scenes := demo.Scenes()
	p := app.NewProcess(w.lookupEnv, func() time.Time { return scenes[len(scenes)-1].Now }, slog.New(slog.DiscardHandler))
	j, err := p.Open(t.Context(), w.env["SECURESCORE_CONFIG"])
	if err != nil {
		t.Fatal(err)
	}
	inspection, err := j.Inspect(t.Context(), j.Tenants[0], job.Query{Since: "P7D"})
	if err != nil {
		t.Fatal(err)
	}
	return inspection.Model
}

// BenchmarkDocuments draws the demo tenant's report in each form, the PDF in
// both editions.
func BenchmarkDocuments(b *testing.B) {
	m := demoModel(b)
	for _, form := range []struct {
		name    string
		edition report.Edition
		draw    func(report.Model) ([]byte, error)
	}{
		{"pdf=summary", report.Summary, pdf.Draw}, {"pdf=full", report.Full, pdf.Draw},
		{"html", report.Summary, page.Draw}, {"csv", report.Summary, csv.Actions},
	} {
		b.Run(form.name, func(b *testing.B) {
			m.Edition = form.edition
			b.ReportAllocs()
			before, bytes := cpu(b), 0
			for b.Loop() {
				data, err := form.draw(m)
				if err != nil {
					b.Fatal(err)
				}
				bytes = len(data)
			}
			b.ReportMetric((cpu(b)-before)*1e3/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(bytes), "bytes")
		})
	}
}

// cpu is the seconds of all processors that this process has used.
func cpu(b *testing.B) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
