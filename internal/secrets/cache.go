package secrets

import (
	"context"
	"sync"

	"secure-score-reporter/internal/config"
)

// Cache keeps secrets for the life of the process, so that a function fetches
// each once per cold start. It may be used by several goroutines.
//
// Who is told that a secret is wrong asks Fresh, which fetches it anew, for it may
// have been renewed meanwhile; or calls Forget, after which everybody's next one
// is fetched anew. A fetch that failed is not kept.
type Cache struct {
	mu   sync.Mutex
	kept map[string]string
}

// Resolver is the same resolver with what it fetches kept.
func (c *Cache) Resolver(from config.Resolver) config.Resolver { return c.over(from, false) }

// Fresh fetches always, and keeps what it fetched for the others.
func (c *Cache) Fresh(from config.Resolver) config.Resolver { return c.over(from, true) }

// Forget forgets all.
func (c *Cache) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.kept)
}

func (c *Cache) over(from config.Resolver, anew bool) config.Resolver {
	over := config.Resolver{}
	for scheme, fetch := range from {
		over[scheme] = func(ctx context.Context, ref string) (string, error) {
			c.mu.Lock()
			defer c.mu.Unlock() // while it is fetched too: who asks next gets what is fetched now
			if value, ok := c.kept[ref]; ok && !anew {
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
