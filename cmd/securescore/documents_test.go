//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/report"
	"secure-score-reporter/report/pdf"
)

// TestWriteDocuments writes the demo's report in both editions, for `make
// check` and `make samples`.
func TestWriteDocuments(t *testing.T) {
	dir := os.Getenv("SECURESCORE_DOCUMENTS")
	if dir == "" {
		t.Skip("SECURESCORE_DOCUMENTS names no directory")
	}
	m := demoModel(t)
	m.Tenant = demo.TenantName
	for _, edition := range []report.Edition{report.Summary, report.Full} {
		m.Edition = edition
		data, err := pdf.Draw(m)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "demo."+string(edition)+".pdf"), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
