package config

import (
	"os"
	"strings"
	"testing"
)

// The configuration of docs/providers.md is one, of forty customers.
func TestTheProvidersConfiguration(t *testing.T) {
	page, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "<!-- forty customers -->\n```yaml\n")
	document, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("docs/providers.md has no configuration")
	}
	if err := Check("providers.md", []byte(document)); err != nil {
		t.Fatal(err)
	}
	c, err := Parse("providers.md", []byte(document))
	if err != nil || len(c.Tenants) != 40 {
		t.Fatalf("%d tenants, %v", len(c.Tenants), err)
	}
	defaults := 0
	for _, tenant := range c.Tenants {
		if tenant.Auth == c.Auth {
			defaults++
		}
	}
	if defaults != 39 || c.Auth.Federation == nil {
		t.Errorf("%d tenants have the default sign-in, want 39", defaults)
	}
}
