// Package configured reads what a dispatcher knows of an installation: the
// tenants of its configuration, and how many of them are overdue. It reads both
// again each time. Nothing of Microsoft or of a channel is opened, so that what
// is wrong with one tenant stops no other.
package configured

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/s3document"
	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/metrics/emf"
	"secure-score-reporter/internal/secrets/awssecrets"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket/s3bucket"
)

// Installation is a stack with its configuration. All fields are needed.
type Installation struct {
	Location   string // of the configuration document
	Stack      string
	LongestGap string // a tenant without a good run for longer is overdue, as in 26h
	AWS        *awssecrets.AWS
	Metrics    io.Writer
	Now        func() time.Time
}

// Tenants are those of the configuration.
func (i Installation) Tenants(ctx context.Context) ([]dispatch.Tenant, error) {
	cfg, err := i.load(ctx)
	var tenants []dispatch.Tenant
	for _, t := range cfg.Tenants {
		tenants = append(tenants, dispatch.Tenant{Name: t.Name, ID: t.ID})
	}
	return tenants, err
}

func (i Installation) load(ctx context.Context) (config.Config, error) {
	return config.Load(ctx, i.Location, s3document.Opener(i.AWS))
}

// CountOverdue writes how many tenants are overdue, as a metric. Where it
// cannot be counted all are, so that somebody looks; the error says why.
//
// Of a single tenant the reporter writes it, and the alarm about runs without a
// failure is the tenant's own.
func (i Installation) CountOverdue(ctx context.Context) error {
	cfg, err := i.load(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for _, t := range cfg.Tenants {
		ids = append(ids, t.ID)
	}
	late, failed := i.overdue(ctx, cfg.Store, ids)
	if failed != nil {
		failed = fmt.Errorf("counting who is overdue: %w", failed)
	}
	if len(ids) > 1 {
		failed = errors.Join(failed, emf.WriteOverdue(i.Metrics, i.Now(), i.Stack, late))
	}
	return failed
}

func (i Installation) overdue(ctx context.Context, location string, ids []string) (int, error) {
	limit, err := time.ParseDuration(i.LongestGap)
	if err != nil {
		return len(ids), fmt.Errorf("reading the longest gap: %w; write it as 26h", err)
	}
	if !strings.HasPrefix(location, "s3://") {
		return len(ids), errors.New("the store is not in S3, so another function cannot read it")
	}
	b, err := s3bucket.Open(location, i.AWS.Config)
	if err != nil {
		return len(ids), err
	}
	known := ids
	if len(ids) == 1 {
		known = nil // the reporter keeps no runs of one tenant alone
	}
	late, unkept, err := store.LastRunsIn(b).Overdue(ctx, known, i.Now(), limit)
	if err != nil {
		return len(ids), err
	}
	return len(late), unkept
}
