package config

import (
	"strconv"
	"strings"
)

// One broken entry of tenants stops no other: its problems are the tenant's
// own.

// setAside gives each tenant the problems of its entry. It fails where a
// problem is nobody's own, and where no tenant is left.
func (c *Config) setAside(all Problems) bool {
	own := map[int]Problems{}
	for _, p := range all {
		i, ok := tenantIn(p.Path)
		if !ok {
			return false
		}
		own[i] = append(own[i], p)
	}
	if len(all) > 0 && len(own) >= len(c.Tenants) {
		return false
	}
	for i, problems := range own {
		t := &c.Tenants[i]
		t.Problems = problems.sorted()
		if t.Name == "" {
			t.Name = t.ID
		}
		if t.Name == "" {
			t.Name = index("tenants", i)
		}
	}
	return true
}

// tenantIn is the tenant in whose entry a path lies.
func tenantIn(path string) (int, bool) {
	rest, found := strings.CutPrefix(path, "tenants[")
	digits, _, closed := strings.Cut(rest, "]")
	i, err := strconv.Atoi(digits)
	return i, found && closed && err == nil
}

// Problems are everything that is wrong with the entries of tenants, in the
// document's order.
func (c Config) Problems() Problems {
	var all Problems
	for _, t := range c.Tenants {
		all = append(all, t.Problems...)
	}
	return all.sorted()
}
