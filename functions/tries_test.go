package functions

import (
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// F3: invocations that are too short for all tenants come together. Each try
// goes on where the one before it ended, and no tenant is served twice.
func TestTriesComeTogether(t *testing.T) {
	t.Parallel()
	const tenants = 40
	f := newFleetOn(t, &standIn{}, tenants)
	var mu sync.Mutex
	reads := map[string]int{}
	f.meets = func(_ http.ResponseWriter, r *http.Request, _ http.HandlerFunc) bool {
		tenant, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "+graphToken+".")
		if ok && strings.HasSuffix(r.URL.Path, "/secureScores") {
			mu.Lock()
			defer mu.Unlock()
			reads[tenant]++
		}
		return false
	}
	known := func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		return maps.Clone(reads)
	}
	reporter := f.reporters(1)[0]
	if a := reporter.invoke(`{"deliver": ["slack"]}`, usual); a.failed {
		t.Fatalf("%+v", a)
	}
	f.mu.Lock()
	f.slow = time.Second
	f.mu.Unlock()
	mu.Lock()
	clear(reads)
	mu.Unlock()
	event := asJSON(t, map[string]any{"deliver": []string{"slack"}, "scheduledAt": time.Now().UTC().Format(time.RFC3339)})
	tries, served := 1, 0
	for ; reporter.again("tries", event, 5*time.Second).failed; tries++ {
		before := served
		now := known()
		if served = len(now); served == before {
			t.Fatalf("try %d served nobody: %d of %d tenants are served", tries, served, tenants)
		}
		for tenant, n := range now {
			if n > 1 {
				t.Errorf("try %d served %s again, and %d tenants wait", tries, tenant, tenants-served)
			}
		}
	}
	if served = len(known()); tries == 1 || served != tenants {
		t.Errorf("%d tenants of %d are served after %d tries, want all after several", served, tenants, tries)
	}
	for channel, n := range f.posted() {
		if n != 1 {
			t.Errorf("%s has %d posts, want that of the first day", channel, n)
		}
	}
}
