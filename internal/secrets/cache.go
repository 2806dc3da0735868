package secrets

import (
	"context"
	"sync"
)

// Cache keeps secrets for the life of the process, so that a function fetches
// each once per cold start. It may be used by several goroutines.
//
// Where a secret was refused it may have been renewed meanwhile: Fresh fetches
// it again, and after Forget everything is fetched again. A fetch that failed
// is not kept.
type Cache struct {
	mu   sync.Mutex
	kept map[string]string
}

// Resolver is the resolver, but it fetches each secret once.
func (c *Cache) Resolver(from Resolver) Resolver { return c.over(from, false) }

// Fresh is the resolver, which fetches each time. What it fetched replaces what
// is kept.
func (c *Cache) Fresh(from Resolver) Resolver { return c.over(from, true) }

// Forget drops everything that is kept.
func (c *Cache) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.kept)
}

func (c *Cache) over(from Resolver, always bool) Resolver {
	over := Resolver{}
	for scheme, fetch := range from {
		over[scheme] = func(ctx context.Context, ref string) (string, error) {
			c.mu.Lock()
			defer c.mu.Unlock() // only after the fetch, so that a second caller waits for its result
			if value, ok := c.kept[ref]; ok && !always {
				return value, nil
			}
			value, err := fetch(ctx, ref)
			if err != nil {
				return "", err
			}
			if c.kept == nil {
				c.kept = map[string]string{}
			}
			c.kept[ref] = value
			return value, nil
		}
	}
	return over
}
