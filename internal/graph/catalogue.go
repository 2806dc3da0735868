package graph

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/microsoftgraph/msgraph-sdk-go/security"

	"secure-score-reporter/internal/score"
)

// pageSize is asked for so that the catalogue of some 430 profiles comes in one
// answer; by default there are 200 on a page.
const pageSize = 999

// catalogue is all profiles, as they were read.
type catalogue struct {
	profiles []score.Profile // sorted
	partial  bool
	notes    *notes
}

// readCatalogue reads all pages. A catalogue whose pages go in a circle is kept
// as far as it goes: its profiles are right, and the controls that miss theirs
// are shown to miss them.
func (c *Client) readCatalogue(ctx context.Context) (catalogue, error) {
	all := catalogue{notes: newNotes()}
	ids, links := map[string]bool{}, map[string]bool{}
	left := c.limits.catalogue
	address := ""
	for pages := 0; ; pages++ {
		if pages == c.limits.pages {
			return catalogue{}, c.explain(ctx, catalogueOf, tooLarge("more than %d pages", c.limits.pages))
		}
		news, doubles := 0, []string{}
		next, got, read, err := c.readPage(ctx, address, min(left, c.limits.page), func(fields map[string]json.RawMessage) error {
			profile, ok := profileOf(fields, all.notes)
			if !ok {
				return nil
			}
			id := score.Fold(profile.ID)
			if ids[id] {
				doubles = append(doubles, profile.ID)
				return nil
			}
			if len(all.profiles) >= c.limits.entries {
				return tooLarge("more than %d profiles", c.limits.entries)
			}
			ids[id] = true
			news++
			all.profiles = append(all.profiles, profile)
			return nil
		})
		if err != nil {
			return catalogue{}, c.explain(ctx, catalogueOf, err)
		}
		left -= read
		all.partial = all.partial || got.partial
		notePartial(all.notes, got, "the control profiles")
		if news > 0 { // else the page as such was there before
			for _, id := range doubles {
				all.notes.add("the catalogue has a profile twice, and the first one counts", id)
			}
		}
		if next == "" {
			break
		}
		if address, err = c.rebase(next); err != nil {
			return catalogue{}, c.explain(ctx, catalogueOf, err)
		}
		if links[address] || news == 0 {
			all.notes.add("the pages of the catalogue went in a circle, so profiles may be missing", "")
			break
		}
		links[address] = true
	}
	if len(all.profiles) == 0 {
		all.notes.add("the catalogue of control profiles is empty", "")
	}
	sortProfiles(all.profiles)
	return all, nil
}

// readPage reads the first page, or the one at the address.
func (c *Client) readPage(ctx context.Context, address string, limit int64, each func(map[string]json.RawMessage) error) (next string, got answer, read int64, err error) {
	builder := c.profiles()
	config := &security.SecureScoreControlProfilesRequestBuilderGetRequestConfiguration{}
	if address == "" {
		top := int32(pageSize)
		config.QueryParameters = &security.SecureScoreControlProfilesRequestBuilderGetQueryParameters{Top: &top}
	} else {
		builder = builder.WithUrl(address)
	}
	got, err = c.fetch(ctx, catalogueOf, limit, func(r request) error {
		config.Options, config.Headers = r.options, r.headers
		_, err := builder.Get(ctx, config)
		return err
	}, func(s *stream) (err error) {
		next, err = s.page(func() error {
			var fields map[string]json.RawMessage
			if err := s.value(&fields); err != nil {
				return err
			}
			return each(fields)
		})
		read = s.raw.count
		return err
	})
	return next, got, read, err
}

// rebase leads a nextLink to our own root, so that it works behind a proxy and
// the token goes nowhere else. Only its query is taken; its path has to be that
// of the catalogue.
func (c *Client) rebase(next string) (string, error) {
	link, err := url.Parse(next)
	if err != nil || !strings.HasSuffix(strings.ToLower(strings.TrimRight(link.Path, "/")), strings.ToLower(catalogueOf.path)) {
		return "", malformed("the link to the next page does not lead to the control profiles")
	}
	target := *c.root
	target.Path += catalogueOf.path
	target.RawPath = ""
	target.RawQuery = link.RawQuery
	return target.String(), nil
}
