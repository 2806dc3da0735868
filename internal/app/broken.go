package app

import (
	"context"
	"strings"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report/words"
)

// brokenTenant is a tenant whose settings cannot be used. It has a name, so
// that a run reports it, and its source and store fail with the reason.
func brokenTenant(t config.Tenant, why error) job.Tenant {
	broken := brokenError{why}
	style, _ := locale(t.Report) // the zero value where it is what cannot be used
	return job.Tenant{
		Name: t.Name, ID: t.ID, Broken: broken, Source: noSource{broken},
		Store: store.ForTenant(noBucket{broken}, t.ID), Locale: style,
	}
}

// brokenError is why a tenant cannot be used.
type brokenError struct{ why error }

func (e brokenError) Error() string {
	return words.BrokenTenant + ": " + strings.ReplaceAll(e.why.Error(), "\n", "; ")
}

func (e brokenError) Unwrap() error { return e.why }

// Withheld names no part of the configuration to anybody on a channel.
func (brokenError) Withheld() string { return "settings" }

// Temporary says that only a change of the configuration helps.
func (brokenError) Temporary() bool { return false }

type noSource struct{ err error }

func (s noSource) Today(context.Context) (job.Reading, error) { return job.Reading{}, s.err }

func (s noSource) History(context.Context, []score.Profile) ([]score.Snapshot, error) {
	return nil, s.err
}

type noBucket struct{ err error }

func (b noBucket) Get(context.Context, string) (bucket.Object, error) { return bucket.Object{}, b.err }

func (b noBucket) Put(context.Context, string, []byte, bucket.Condition) (string, error) {
	return "", b.err
}

func (b noBucket) List(context.Context, string) ([]string, error) { return nil, b.err }

func (b noBucket) Delete(context.Context, string) error { return b.err }

func (b noBucket) Lock(context.Context, string, string) (func() error, error) { return nil, b.err }

func (b noBucket) URL(context.Context, string) (string, error) { return "", b.err }
