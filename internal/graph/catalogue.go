package graph

import (
	"context"
	"net/url"
	"strings"

	"github.com/microsoftgraph/msgraph-sdk-go/security"

	"secure-score-reporter/internal/score"
)

// pageSize is large enough for the whole catalogue of some 430 profiles. The
// default is 200 a page.
const pageSize = 999

// usualProfiles is how many Microsoft has, and somewhat more.
const usualProfiles = 500

// catalogue is the profiles of all pages.
type catalogue struct {
	profiles []score.Profile
	ids      map[string]bool // folded
	limit    int             // of profiles
	partial  bool
	notes    *notes
}

// page is what is known about one page after it was read.
type page struct {
	next  string // address of the next page
	bytes int64
	added int
	twice []string // ids that were on the page or before it
}

// readCatalogue reads all pages. If the pages go in a circle, the catalogue has
// the profiles up to there: they are right, and a control without a profile is
// shown as such.
func (c *Client) readCatalogue(ctx context.Context) (*catalogue, error) {
	all := &catalogue{
		profiles: make([]score.Profile, 0, usualProfiles), ids: make(map[string]bool, usualProfiles),
		limit: c.limits.entries, notes: newNotes(),
	}
	seen := map[string]bool{}
	left := c.limits.catalogue
	address := ""
	for range c.limits.pages {
		read, err := c.readPage(ctx, address, min(left, c.limits.page), all)
		if err != nil {
			return nil, c.explain(ctx, profileEndpoint, err)
		}
		if read.next == "" {
			return all.finish(), nil
		}
		left -= read.bytes
		if address, err = c.rebase(read.next); err != nil {
			return nil, c.explain(ctx, profileEndpoint, err)
		}
		if seen[address] || read.added == 0 {
			all.notes.add(score.CatalogueCircle, "")
			return all.finish(), nil
		}
		seen[address] = true
	}
	return nil, c.explain(ctx, profileEndpoint, tooLarge("more than %d pages", c.limits.pages))
}

// readPage reads the first page, or the page at the address.
func (c *Client) readPage(ctx context.Context, address string, limit int64, all *catalogue) (read page, err error) {
	builder := c.profiles()
	config := &security.SecureScoreControlProfilesRequestBuilderGetRequestConfiguration{}
	if address == "" {
		top := int32(pageSize)
		config.QueryParameters = &security.SecureScoreControlProfilesRequestBuilderGetQueryParameters{Top: &top}
	} else {
		builder = builder.WithUrl(address)
	}
	got, err := c.fetch(ctx, profileEndpoint, limit, func(r request) error {
		config.Options, config.Headers = r.options, r.headers
		_, err := builder.Get(ctx, config)
		return err
	}, func(s *stream) (err error) {
		profile := &props{words: s.words, notes: all.notes}
		read.next, err = s.page(func() error {
			if err := profile.next(s, "a profile"); err != nil {
				return err
			}
			return all.add(profile, &read)
		})
		read.bytes = s.raw.count
		return err
	})
	if err != nil {
		return page{}, err
	}
	all.partial = all.partial || got.partial
	all.notes.partial(got, score.PartialCatalogue)
	if read.added > 0 { // otherwise the whole page was read before
		for _, id := range read.twice {
			all.notes.add(score.ProfileTwice, id)
		}
	}
	return read, nil
}

// add adds the profile with these properties.
func (a *catalogue) add(sent *props, to *page) error {
	profile, ok := profileOf(sent)
	if !ok {
		return nil
	}
	id := score.Fold(profile.ID)
	if a.ids[id] {
		to.twice = append(to.twice, profile.ID)
		return nil
	}
	if len(a.profiles) >= a.limit {
		return tooLarge("more than %d profiles", a.limit)
	}
	a.ids[id] = true
	a.profiles = append(a.profiles, profile)
	to.added++
	return nil
}

func (a *catalogue) finish() *catalogue {
	if len(a.profiles) == 0 {
		a.notes.add(score.CatalogueEmpty, "")
	}
	sortProfiles(a.profiles)
	return a
}

// rebase turns a nextLink into an address below our own root, so that it works
// behind a proxy and the token goes to no other host. Only its query is used.
// Its path must be that of the control profiles.
func (c *Client) rebase(next string) (string, error) {
	link, err := url.Parse(next)
	if err != nil || !hasPath(link, profileEndpoint.path) {
		return "", malformed("the link to the next page is not one to the control profiles")
	}
	target := *c.root
	target.Path += profileEndpoint.path
	target.RawPath = ""
	target.RawQuery = link.RawQuery
	return target.String(), nil
}

func hasPath(link *url.URL, path string) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimRight(link.Path, "/")), strings.ToLower(path))
}
