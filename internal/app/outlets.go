package app

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// A job gets its source, its store and its channels through the types below, so
// that what an answer repeats is masked before it is shown, sent or stored.

// masking masks what a text shows of secrets.
type masking func(text string) string

func (m masking) error(err error) error { return scrub.Error(err, m) }

func (p *Process) masked(c job.Channel, a access) maskedChannel { return maskedChannel{c, a, p.mask} }

// access is what a channel reaches its recipient with.
type access struct {
	secrets []config.Secret
	through string // the server, the sender, or whatever else is no secret
}

func (a access) equal(other access) bool {
	return a.through == other.through && slices.EqualFunc(a.secrets, other.secrets, config.Secret.Equal)
}

// maskedChannel is a channel. What it may have beside job.Channel it still has.
type maskedChannel struct {
	job.Channel
	access access
	mask   masking
}

// Same says whether a test message of the other channel tests this one, too.
func (c maskedChannel) Same(other job.Channel) bool {
	o, ok := other.(maskedChannel)
	return ok && c.Name() == o.Name() && c.To() == o.To() && c.access.equal(o.access)
}

func (c maskedChannel) Prepare(m report.Message) (report.Draft, error) {
	draft, err := c.Channel.Prepare(m)
	return draft, c.mask.error(err)
}

// PreparePortfolio fails where the channel is none of the portfolio.
func (c maskedChannel) PreparePortfolio(m portfolio.Message) (report.Draft, error) {
	of, ok := c.Channel.(job.PortfolioChannel)
	if !ok {
		return report.Draft{}, fmt.Errorf("%s has no message for a portfolio", c.Name())
	}
	draft, err := of.PreparePortfolio(m)
	return draft, c.mask.error(err)
}

func (c maskedChannel) Deliver(ctx context.Context, draft []byte, progress string, record job.Record) error {
	return c.mask.error(c.Channel.Deliver(ctx, draft, progress, record))
}

// Left is what the channel says of its progress; empty where it says nothing.
func (c maskedChannel) Left(progress string) string {
	if lefter, ok := c.Channel.(job.Lefter); ok {
		return lefter.Left(progress)
	}
	return ""
}

// Check has the channel say whether it would work.
func (c maskedChannel) Check(ctx context.Context, sendTest bool) []health.Finding {
	checker, ok := c.Channel.(job.Checker)
	if !ok {
		return nil
	}
	findings := checker.Check(ctx, sendTest)
	for i, f := range findings {
		findings[i].Message, findings[i].Fix = c.mask(f.Message), c.mask(f.Fix)
	}
	return findings
}

// maskedBucket is a store.
type maskedBucket struct {
	bucket.Bucket
	mask masking
	show func(link string) // has results show it, though it repeats a secret
}

func (b maskedBucket) Get(ctx context.Context, key string) (bucket.Object, error) {
	object, err := b.Bucket.Get(ctx, key)
	return object, b.mask.error(err)
}

func (b maskedBucket) Put(ctx context.Context, key string, data []byte, cond bucket.Condition) (string, error) {
	version, err := b.Bucket.Put(ctx, key, data, cond)
	return version, b.mask.error(err)
}

func (b maskedBucket) List(ctx context.Context, prefix string) ([]string, error) {
	keys, err := b.Bucket.List(ctx, prefix)
	return keys, b.mask.error(err)
}

func (b maskedBucket) Delete(ctx context.Context, key string) error {
	return b.mask.error(b.Bucket.Delete(ctx, key))
}

func (b maskedBucket) Lock(ctx context.Context, name, owner string) (func() error, error) {
	unlock, err := b.Bucket.Lock(ctx, name, owner)
	if err != nil {
		return nil, b.mask.error(err)
	}
	return func() error { return b.mask.error(unlock()) }, nil
}

func (b maskedBucket) URL(ctx context.Context, key string) (string, error) {
	address, err := b.Bucket.URL(ctx, key)
	if err == nil {
		b.show(address)
	}
	return address, b.mask.error(err)
}
