package configured

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/secrets/awssecrets"
)

const document = `store: %s
tenants:
  - {name: contoso, id: 00000000-0000-0000-0000-000000000001, auth: {token: "env://TOKEN"}}
  - {name: fabrikam, id: 00000000-0000-0000-0000-000000000002, auth: {token: "env://TOKEN"}}
`

// one has a single tenant, and broken an entry without an id.
const (
	one = `store: %s
tenants:
  - {name: contoso, id: 00000000-0000-0000-0000-000000000001, auth: {token: "env://TOKEN"}}
`
	broken = document + "  - {name: fourth}\n"
)

// installed is an installation whose configuration names a store.
func installed(t *testing.T, store, gap string, metrics *bytes.Buffer) Installation {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, fmt.Appendf(nil, document, store), 0o600); err != nil {
		t.Fatal(err)
	}
	return Installation{
		Location: path, Stack: "stack", LongestGap: gap, Metrics: metrics, Now: time.Now,
		AWS: &awssecrets.AWS{Load: func(context.Context) (aws.Config, error) {
			static := credentials.NewStaticCredentialsProvider("id", "key", "")
			return aws.Config{Region: "eu-central-1", Credentials: static}, nil
		}},
	}
}

func TestTenants(t *testing.T) {
	got, err := installed(t, "file://./data", "26h", nil).Tenants(t.Context())
	want := []dispatch.Tenant{
		{Name: "contoso", ID: "00000000-0000-0000-0000-000000000001"},
		{Name: "fabrikam", ID: "00000000-0000-0000-0000-000000000002"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := (Installation{Location: "none.yaml"}).Tenants(t.Context()); err == nil {
		t.Error("no error without a configuration")
	}
}

// inMemory is a store in S3.
func inMemory(t *testing.T) string {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	return "s3://scores?endpoint=" + server.URL
}

// The days go by, and no run of any tenant ends.
func TestDaysWithoutARun(t *testing.T) {
	inS3 := inMemory(t)
	day := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	for i, tt := range []struct{ what, document, want string }{
		{"new", document, `"TenantsOverdue":0`},
		{"within the limit", document, `"TenantsOverdue":0`},
		{"overdue", document, `"TenantsOverdue":2`},
		{"an entry that is broken", broken, `"TenantsOverdue":3`},
		{"one alone: the reporter writes the metric, and keeps no runs", one, ""},
		{"the same", one, ""},
		{"removed and added again", document, `"TenantsOverdue":0`},
	} {
		var metrics bytes.Buffer
		here := installed(t, inS3, "26h", &metrics)
		if err := os.WriteFile(here.Location, fmt.Appendf(nil, tt.document, inS3), 0o600); err != nil {
			t.Fatal(err)
		}
		here.Now = func() time.Time { return day.AddDate(0, 0, i) }
		err := here.CountOverdue(t.Context())
		if (err != nil) != (tt.document == broken) || !strings.Contains(metrics.String(), tt.want) ||
			(metrics.Len() == 0) != (tt.want == "") {
			t.Errorf("%s: %v, %s", tt.what, err, metrics.String())
		}
	}
}

func TestCountOverdue(t *testing.T) {
	inS3 := inMemory(t)
	for name, tt := range map[string]struct{ store, gap, metric, err string }{
		"a store where no run was": {inS3, "26h", `"TenantsOverdue":0`, ""},
		// Where it cannot be counted, all are.
		"a gap that is none": {inS3, "26", `"TenantsOverdue":2`, "write it as 26h"},
		"a store on a disk":  {"file://./data", "26h", `"TenantsOverdue":2`, "not in S3"},
		"no such bucket": {
			strings.Replace(inS3, "scores", "none", 1), "26h", `"TenantsOverdue":2`, "counting who is overdue"},
	} {
		t.Run(name, func(t *testing.T) {
			var metrics bytes.Buffer
			err := installed(t, tt.store, tt.gap, &metrics).CountOverdue(t.Context())
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Error(err)
			}
			if !strings.Contains(metrics.String(), tt.metric) || (metrics.Len() == 0) != (tt.metric == "") {
				t.Errorf("%s", metrics.String())
			}
		})
	}
}
