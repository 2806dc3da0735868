package config

import (
	"errors"
	"strings"
	"testing"
)

// Any document is a configuration with tenants, or Problems that name a place
// and repeat no secret.
func FuzzConfiguration(f *testing.F) {
	const secret = "xoxb-5555-secret"
	f.Add("c.yaml", good(f, "contract.yaml"))
	f.Add("c.json", good(f, "contract.json"))
	f.Add("c.yaml", good(f, "signins.yaml"))
	f.Add("c.json", least)
	f.Add("c.yaml", "store: &a [*a]\ntenants:\n- <<: *a\n")
	f.Add("c.yaml", "slack: {token: "+secret+"\n")
	f.Fuzz(func(t *testing.T, name, document string) {
		cfg, err := Parse(name, []byte(document))
		var problems Problems
		switch {
		case err == nil && (cfg.Store == "" || len(cfg.Tenants) == 0):
			t.Errorf("a configuration without a store or tenants: %+v", cfg)
		case err != nil && !errors.As(err, &problems):
			t.Errorf("not Problems: %v", err)
		case err != nil && strings.Contains(err.Error(), secret):
			t.Errorf("a secret in %v", err)
		}
		for _, p := range problems {
			if p.Message == "" || p.Line < 0 || p.Column < 0 {
				t.Errorf("a problem without a place or a text: %+v", p)
			}
		}
	})
}
