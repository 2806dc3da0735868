package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// TestWriteDocuments writes every case in both editions, for `make check`.
func TestWriteDocuments(t *testing.T) {
	dir := os.Getenv("SECURESCORE_DOCUMENTS")
	if dir == "" {
		t.Skip("SECURESCORE_DOCUMENTS names no directory")
	}
	for _, name := range reporttest.CaseNames() {
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			m := reporttest.Case(name)
			m.Edition = edition
			file := filepath.Join(dir, name+"."+string(edition)+".pdf")
			if err := os.WriteFile(file, mustDrawEdition(t, m, options{compress: true}), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
