package graph

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// nationalCloud is where a cloud's Graph and sign-in are.
// Source: https://learn.microsoft.com/graph/deployments
type nationalCloud struct {
	root      string // of Graph, with the version
	scope     string
	authority string
}

var clouds = map[string]nationalCloud{
	"public": {
		root:      "https://graph.microsoft.com/v1.0",
		scope:     "https://graph.microsoft.com/.default",
		authority: cloud.AzurePublic.ActiveDirectoryAuthorityHost,
	},
	"usgov": {
		root:      "https://graph.microsoft.us/v1.0",
		scope:     "https://graph.microsoft.us/.default",
		authority: cloud.AzureGovernment.ActiveDirectoryAuthorityHost,
	},
	"usgovdod": {
		root:      "https://dod-graph.microsoft.us/v1.0",
		scope:     "https://dod-graph.microsoft.us/.default",
		authority: cloud.AzureGovernment.ActiveDirectoryAuthorityHost,
	},
}

// cloudOf finds the cloud by name; no name is the public one.
func cloudOf(name string) (nationalCloud, error) {
	if name == "" {
		name = "public"
	}
	found, ok := clouds[name]
	if !ok {
		return nationalCloud{}, fmt.Errorf("cloud %q: it is one of public, usgov, usgovdod", name)
	}
	return found, nil
}

// parseRoot reads the root under which Graph answers. It may be plain http: a
// proxy or a test that somebody configured by its full address.
func parseRoot(raw string) (*url.URL, error) {
	root, err := url.Parse(strings.TrimRight(raw, "/"))
	switch {
	case err != nil:
		return nil, errors.New("url: it is not a URL like https://graph.microsoft.com/v1.0")
	case root.Scheme != "https" && root.Scheme != "http", root.Host == "":
		return nil, errors.New("url: it has to begin with https:// or http:// and a host")
	case root.User != nil:
		return nil, errors.New("url: no user or password belongs into it")
	case root.RawQuery != "" || root.Fragment != "":
		return nil, errors.New("url: no query or fragment belongs into it")
	}
	return root, nil
}
