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
	document := blockAfter(t, string(page), "<!-- forty customers -->\n```yaml\n")
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

// On a server its sections take the place of those of AWS.
func TestTheProvidersConfigurationOnAServer(t *testing.T) {
	page, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := blockAfter(t, string(page), "[report over all customers](portfolio.md):\n\n```yaml\n")
	document := sections + "tenants: [{name: contoso, id: contoso.example}]\n"
	if err := Check("providers.md", []byte(document)); err != nil {
		t.Fatal(err)
	}
	for _, elsewhere := range []string{"s3://", "aws", "federation", "ses"} {
		if strings.Contains(sections, elsewhere) {
			t.Errorf("the sections for a server have %s", elsewhere)
		}
	}
}

// blockAfter is the block of a page that begins with a text.
func blockAfter(t *testing.T, page, begin string) string {
	t.Helper()
	_, rest, _ := strings.Cut(page, begin)
	block, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatalf("the page has no block that begins with %q", begin)
	}
	return block
}
