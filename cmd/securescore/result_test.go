package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/job"
)

// A result is printed by tenants, and yet as one document.
func TestResultIsPrintedAsOneDocument(t *testing.T) {
	message := "the text [] and \u202e characters that nobody sees"
	tenant := job.TenantResult{Tenant: "contoso", TenantID: "t", Warnings: []string{message}, Error: &message}
	for n := range 4 {
		r := job.Result{Tenants: []job.TenantResult{}, Failed: n}
		for range n {
			r.Tenants = append(r.Tenants, tenant)
		}
		var got, want bytes.Buffer
		if err := printResult(&got, r); err != nil {
			t.Fatal(err)
		}
		if err := printJSON(&want, r); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" || !json.Valid(got.Bytes()) {
			t.Errorf("%d tenants (-want +got):\n%s", n, diff)
		}
	}
}
