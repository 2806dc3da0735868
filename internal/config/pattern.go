package config

import (
	"regexp"
	"sync"
)

// lazily compiles a pattern when it is first needed: a function starts sooner
// without.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
