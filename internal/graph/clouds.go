package graph

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// nationalCloud has the addresses of Graph and of the sign-in in one cloud.
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

// cloudOf finds the cloud by its name. An empty name is the public cloud.
func cloudOf(name string) (nationalCloud, error) {
	if name == "" {
		name = "public"
	}
	found, ok := clouds[name]
	if !ok {
		return nationalCloud{}, fmt.Errorf("cloud %q: it must be public, usgov or usgovdod", name)
	}
	return found, nil
}

// ConsentURL is where an administrator of a tenant consents to an application
// of another tenant. Source:
// https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
func ConsentURL(cloudName, tenantID, clientID string) string {
	found, err := cloudOf(cloudName)
	if err != nil {
		return ""
	}
	return consentURL(found.authority, tenantID, clientID)
}

// consentURL is empty where nobody consents, because there is no application.
func consentURL(authority, tenantID, clientID string) string {
	if clientID == "" {
		return ""
	}
	return strings.TrimSuffix(authority, "/") + "/" + url.PathEscape(tenantID) + "/adminconsent?client_id=" +
		url.QueryEscape(clientID)
}

// parseRoot reads the root of Graph. Plain http is allowed, for a proxy or a
// test.
func parseRoot(raw string) (*url.URL, error) {
	root, err := url.Parse(strings.TrimRight(raw, "/"))
	switch {
	case err != nil:
		return nil, errors.New("url: not a URL like https://graph.microsoft.com/v1.0")
	case root.Scheme != "https" && root.Scheme != "http", root.Host == "":
		return nil, errors.New("url: it must start with https:// or http:// and a host")
	case root.User != nil:
		return nil, errors.New("url: it must have no user and no password")
	case root.RawQuery != "" || root.Fragment != "":
		return nil, errors.New("url: it must have no query and no fragment")
	}
	return root, nil
}
