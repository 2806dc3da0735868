package main

import (
	"context"
	"fmt"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

// look is what the commands share that show a tenant's score and change nothing.
type look struct {
	Tenant string `help:"Whose score, by name or id; needed where the configuration has several." placeholder:"NAME"`
	JSON   bool   `help:"Print the same as JSON." name:"json"`
}

// snapshot is the tenant's score as Microsoft has it now; where that cannot be
// read the newest stored one, and standard error says so. Nothing is stored.
func (l look) snapshot(ctx context.Context, cli *commandLine, p process) (job.Tenant, score.Snapshot, error) {
	cfg, err := cli.load(ctx, p)
	if err != nil {
		return job.Tenant{}, score.Snapshot{}, err
	}
	j, err := cli.job(cfg, p)
	if err != nil {
		return job.Tenant{}, score.Snapshot{}, err
	}
	t, err := l.tenant(j)
	if err != nil {
		return job.Tenant{}, score.Snapshot{}, wrongError{err}
	}
	reading, err := t.Source.Today(ctx)
	if err == nil {
		reading.Snapshot.Normalize()
		for _, w := range reading.Warnings {
			fmt.Fprintln(p.stderr, "note:", w)
		}
		return t, reading.Snapshot, nil
	}
	stored, _, storeErr := t.Store.Dates(ctx)
	if storeErr != nil || len(stored) == 0 {
		return t, score.Snapshot{}, err
	}
	newest := stored[len(stored)-1]
	fmt.Fprintf(p.stderr, "note: %v; showing what was stored on %s\n", err, newest)
	s, err := t.Store.Snapshot(ctx, newest)
	return t, s, err
}

func (l look) tenant(j *job.Job) (job.Tenant, error) {
	var names []string
	for _, t := range j.Tenants {
		if l.Tenant != "" && (score.Fold(t.Name) == score.Fold(l.Tenant) || score.Fold(t.ID) == score.Fold(l.Tenant)) {
			return t, nil
		}
		names = append(names, t.Name)
	}
	switch {
	case l.Tenant != "":
		return job.Tenant{}, fmt.Errorf("--tenant %s is not in the configuration; there are %s", l.Tenant, strings.Join(names, ", "))
	case len(j.Tenants) > 1:
		return job.Tenant{}, fmt.Errorf("which tenant? Name one with --tenant: %s", strings.Join(names, ", "))
	}
	return j.Tenants[0], nil
}
