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

// CountOverdue writes how many tenants are overdue, as a metric.
func (i Installation) CountOverdue(ctx context.Context) error {
	limit, err := time.ParseDuration(i.LongestGap)
	if err != nil {
		return fmt.Errorf("reading the longest gap: %w; write it as 26h", err)
	}
	cfg, err := i.load(ctx)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(cfg.Store, "s3://") {
		return errors.New("counting who is overdue: the store is not in S3, so another function cannot read it")
	}
	b, err := s3bucket.Open(cfg.Store, i.AWS.Config)
	if err != nil {
		return fmt.Errorf("counting who is overdue: %w", err)
	}
	var ids []string
	for _, t := range cfg.Tenants {
		ids = append(ids, t.ID)
	}
	late, err := store.LastRunsIn(b).Overdue(ctx, ids, i.Now(), limit)
	if err != nil {
		return fmt.Errorf("counting who is overdue: %w", err)
	}
	return emf.WriteOverdue(i.Metrics, i.Now(), i.Stack, len(late))
}
