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
	mu    sync.Mutex // guards the maps
	kept  map[string]string
	turns map[string]*sync.Mutex // by reference: who waits for one waits for no other
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
			turn := c.turn(ref)
			turn.Lock()
			defer turn.Unlock() // only after the fetch, so that a second caller waits for its result
			if value, ok := c.known(ref); ok && !always {
				return value, nil
			}
			value, err := fetch(ctx, ref)
			if err != nil {
				return "", err
			}
			c.keep(ref, value)
			return value, nil
		}
	}
	return over
}

func (c *Cache) turn(ref string) *sync.Mutex {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.turns == nil {
		c.turns = map[string]*sync.Mutex{}
	}
	if c.turns[ref] == nil {
		c.turns[ref] = &sync.Mutex{}
	}
	return c.turns[ref]
}

func (c *Cache) known(ref string) (value string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok = c.kept[ref]
	return value, ok
}

func (c *Cache) keep(ref, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept = map[string]string{}
	}
	c.kept[ref] = value
}
