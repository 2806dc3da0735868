package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// TestWriteDocuments writes every case in both editions, one of them in each
// language, and portfolios, for `make check`.
func TestWriteDocuments(t *testing.T) {
	dir := os.Getenv("SECURESCORE_DOCUMENTS")
	if dir == "" {
		t.Skip("SECURESCORE_DOCUMENTS names no directory")
	}
	models := map[string]report.Model{}
	for _, name := range reporttest.CaseNames() {
		models[name] = reporttest.Case(name)
	}
	for _, l := range report.Languages[1:] {
		m := reporttest.Case("sample")
		m.Locale = m.Locale.In(l)
		models["sample-"+string(l)] = m
	}
	for name, m := range models {
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			m.Edition = edition
			file := filepath.Join(dir, name+"."+string(edition)+".pdf")
			if err := os.WriteFile(file, mustDrawEdition(t, m, options{compress: true}), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, m := range map[string]portfolio.Model{
		"1-tenant": portfoliotest.Model(1), "12-tenants": portfoliotest.Model(12), "hostile": portfoliotest.Hostile(),
	} {
		data, err := DrawPortfolio(m)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "portfolio-"+name+".summary.pdf"), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
