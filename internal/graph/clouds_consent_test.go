package graph

import (
	"strings"
	"testing"
)

// Where the permission is missing, an application needs the consent, and the
// error has the link; a person needs a role.
func TestPermissionHint(t *testing.T) {
	secret := Secret(nil)
	for name, tt := range map[string]struct {
		signIn SignIn
		want   string
	}{
		"federation":  {SignIn{Federation: &Federation{ClientID: "app 1"}}, "/contoso.example/adminconsent?client_id=app+1"},
		"secret":      {SignIn{ClientSecret: &ClientSecret{ClientID: "app"}}, "/adminconsent?client_id=app"},
		"certificate": {SignIn{ClientCertificate: &ClientCertificate{ClientID: "app"}}, "/adminconsent?client_id=app"},
		"a person":    {SignIn{Token: secret}, "role Security Reader or Global Reader"},
	} {
		got := permissionAdvice(tokenClaims{}, consentURL("https://login.example/", "contoso.example", tt.signIn.clientID()))
		if !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: %q, want %q at the end", name, got, tt.want)
		}
	}
}
