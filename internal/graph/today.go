package graph

import (
	"cmp"
	"context"
	"slices"

	"github.com/microsoftgraph/msgraph-sdk-go/security"
	"golang.org/x/sync/errgroup"

	"secure-score-reporter/internal/score"
)

// Reading is today's score with the catalogue.
type Reading struct {
	Snapshot  score.Snapshot  // normalized
	Catalogue []score.Profile // sorted by folded id, without duplicates
	Partial   bool            // Graph said, with status 206, that something is missing
	Oddities  []score.Oddity
}

// Today reads the newest score and the catalogue at the same time, and joins
// them. Where both fail the error is the score's, whichever failed first, so
// that the same cause has the same error for every tenant.
func (c *Client) Today(ctx context.Context) (Reading, error) {
	var found *catalogue
	var aside errgroup.Group
	asideCtx, stop := context.WithCancel(ctx)
	defer stop()
	aside.Go(func() (err error) {
		found, err = c.readCatalogue(asideCtx)
		return err
	})
	today, err := c.readScore(ctx)
	if err != nil {
		stop()
	}
	if err = cmp.Or(err, aside.Wait()); err != nil {
		return Reading{}, err
	}

	reading := Reading{Snapshot: today.snapshot, Catalogue: found.profiles, Partial: today.partial || found.partial}
	join(reading.Snapshot.Controls, reading.Catalogue)
	for _, id := range reading.Snapshot.Normalize() {
		today.notes.add(score.SentTwice, id)
	}
	reading.Oddities = slices.Concat(today.notes.list, found.notes.list)
	return reading, nil
}

// day is a score before it is joined with the catalogue.
type day struct {
	snapshot score.Snapshot
	partial  bool
	notes    *notes
}

// readScore reads the newest day. It does not follow the nextLink, which leads
// through the whole history, one day a page.
func (c *Client) readScore(ctx context.Context) (day, error) {
	newest := day{notes: newNotes()}
	one := int32(1)
	days := 0
	got, err := c.fetch(ctx, scoreEndpoint, c.limits.score, func(r request) error {
		_, err := c.scores().Get(ctx, &security.SecureScoresRequestBuilderGetRequestConfiguration{
			Options: r.options, Headers: r.headers,
			QueryParameters: &security.SecureScoresRequestBuilderGetQueryParameters{Top: &one},
		})
		return err
	}, func(s *stream) error {
		_, err := s.page(func() error {
			found, err := decodeScore(s, newest.notes, c.limits.entries)
			if err != nil {
				return err
			}
			// The request asks for one day. If there are more, the newest date
			// counts.
			if days++; days == 1 || found.Date > newest.snapshot.Date {
				newest.snapshot = found
			}
			return nil
		})
		return err
	})
	if err != nil {
		return day{}, err
	}
	if days == 0 {
		return day{}, c.explain(ctx, scoreEndpoint, &Error{
			Cause: ErrNoScore,
			Hint:  "Microsoft computes the first score up to 48 hours after the first licence is assigned",
		})
	}
	newest.partial = got.partial
	newest.notes.partial(got, score.PartialScore)
	return newest, nil
}
