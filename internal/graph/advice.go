package graph

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// tokenClaims are what an access token says of itself. They are not verified,
// and serve for advice alone. A token that cannot be read has none.
type tokenClaims struct {
	Scopes      string   `json:"scp"`   // delegated permissions, for a person's token
	Roles       []string `json:"roles"` // application permissions
	Application string   `json:"appid"`
	Audience    string   `json:"aud"`
}

func claimsIn(token string) (c tokenClaims) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(payload, &c) != nil {
		return tokenClaims{}
	}
	return c
}

// azureCLI is the application of az. Its token for Graph has a fixed list of
// permissions.
const azureCLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"

// forAzure says whether the token is for Azure's management, as az gives it
// where nothing else is asked of it.
func (c tokenClaims) forAzure() bool {
	return strings.HasPrefix(c.Audience, "https://management.")
}

// azureToken is what to do about such a token.
const azureToken = "this is a token of Azure's management and not of Microsoft Graph, and az has none with " + delegated +
	": sign in with auth: {deviceCode: {}}, or take a token from Graph Explorer"

// permissionAdvice is what to do where the permission is missing. Without a
// link for the consent the token may be a person's.
func permissionAdvice(c tokenClaims, consentLink string) string {
	const forApplication = "grant the application permission " + delegated + " and admin consent; " +
		"a new consent can take some minutes"
	scopes := strings.Fields(c.Scopes)
	has := slices.Contains(scopes, delegated) || slices.Contains(scopes, "SecurityEvents.ReadWrite.All")
	switch {
	case has:
		return "the token has the permission, but the person lacks the role Security Reader or Global Reader in this tenant: " +
			"have an administrator assign one, and sign in again"
	case c.Scopes != "" && strings.EqualFold(c.Application, azureCLI):
		return "the Azure CLI's token never has the delegated permission " + delegated +
			": sign in with auth: {deviceCode: {}}, or use the token of an application that has it"
	case c.Scopes != "":
		return "the person's token lacks the delegated permission " + delegated + ": consent to it when signing in, or " +
			adminConsents + "; auth: {deviceCode: {}} asks for it"
	case consentLink != "":
		return forApplication + ": " + consentLink
	case len(c.Roles) > 0:
		return forApplication
	}
	return "a person's token needs the delegated permission " + delegated + " with admin consent, and the person the " +
		"role Security Reader or Global Reader"
}
