package cloudsetup

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	// Permission is what the application may do, and nothing else.
	Permission = "SecurityEvents.Read.All"

	applicationName = "Secure Score Reporter"
	// uniqueName finds the application also a moment after it was created, and
	// after somebody gave it another display name.
	uniqueName = "secure-score-reporter"
	// graphApplication is Microsoft Graph in every tenant.
	graphApplication = "00000003-0000-0000-c000-000000000000"
	// mostCredentials is how many federated credentials an application can have:
	// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
	mostCredentials = 20
)

type application struct {
	ID     string   `json:"id"`
	AppID  string   `json:"appId"`
	Access []access `json:"requiredResourceAccess"`
}

// object is what has no more than an id.
type object struct {
	ID string `json:"id"`
}

// access is what an application asks for of another one.
type access struct {
	Resource string           `json:"resourceAppId"`
	Roles    []map[string]any `json:"resourceAccess"`
}

// principal is an application in a tenant.
type principal struct {
	ID      string `json:"id"`
	Enabled *bool  `json:"accountEnabled"`
}

// grant is a permission that one principal has at another one.
type grant struct {
	Principal string `json:"principalId,omitempty"`
	Resource  string `json:"resourceId"`
	Role      string `json:"appRoleId"`
}

// ensure makes what look does not find. Where it is refused because it is there
// by then, all is well.
func ensure(look func() (found bool, err error), create func() error) (made bool, err error) {
	if found, err := look(); found || err != nil {
		return false, err
	}
	refused := create()
	if refused == nil {
		return true, nil
	}
	if found, err := look(); found && err == nil {
		return false, nil
	}
	return false, refused
}

const applicationFields = "$select=id,appId,requiredResourceAccess"

// application finds the application: the named one, the one that this program
// created, or the one of its name that a person created.
func (r *run) application(ctx context.Context) (made bool, err error) {
	if r.ClientID != "" {
		err := r.Directory.once(ctx, request{
			path: fmt.Sprintf("/applications(appId='%s')?%s", r.ClientID, applicationFields), into: &r.app})
		if absent(err) {
			err = fmt.Errorf("this tenant has no application registration %s: check --client-id", r.ClientID)
		}
		return false, r.whole(err)
	}
	byKey := fmt.Sprintf("/applications(uniqueName='%s')", uniqueName)
	made, err = ensure(func() (bool, error) {
		err := r.Directory.once(ctx, request{path: byKey + "?" + applicationFields, into: &r.app})
		if !absent(err) {
			return err == nil, err
		}
		return r.byName(ctx)
	}, func() error {
		err := r.Directory.call(ctx, request{
			method: http.MethodPatch, path: byKey, upsert: true,
			body: map[string]string{"displayName": applicationName}, into: &r.app,
		})
		return r.whole(err) // an application that was there by then is not in the answer
	})
	r.Directory.young = r.Directory.young || made
	if err = r.whole(err); err == nil && !made {
		err = r.own(ctx)
	}
	return made, err
}

// own refuses an application that was found by its name and has another owner.
// In most tenants every member can register one of this name, and an owner can
// add a secret and sign in as the application.
func (r *run) own(ctx context.Context) error {
	var me object
	if err := r.Directory.call(ctx, request{path: "/me?$select=id", into: &me}); err != nil {
		return err
	}
	var owners struct{ Value []object }
	err := r.Directory.call(ctx, request{path: "/applications/" + r.app.ID + "/owners?$select=id", into: &owners})
	switch {
	case err != nil:
		return err
	case me.ID == "":
		return errNotGraph
	case slices.ContainsFunc(owners.Value, func(o object) bool { return o.ID != me.ID }):
		return fmt.Errorf("the tenant has an application of the name %s with another owner, who could read the score with it: "+
			"check its owners and its credentials in the portal, then name it with --client-id %s, or delete it",
			applicationName, shown(r.app.AppID))
	}
	return nil
}

// whole is err, or the error of an answer without the application's ids.
func (r *run) whole(err error) error {
	if err == nil && (r.app.ID == "" || r.app.AppID == "") {
		return errNotGraph
	}
	return err
}

func (r *run) byName(ctx context.Context) (found bool, err error) {
	var list struct{ Value []application }
	err = r.Directory.once(ctx, request{
		path: fmt.Sprintf("/applications?$filter=displayName eq '%s'&%s", applicationName, applicationFields), into: &list})
	switch {
	case err != nil || len(list.Value) == 0:
		return false, err
	case len(list.Value) > 1:
		var ids []string
		for _, a := range list.Value {
			ids = append(ids, a.AppID)
		}
		slices.Sort(ids)
		return false, fmt.Errorf("the tenant has %d applications of the name %s: name one with --client-id (%s)",
			len(ids), applicationName, shown(strings.Join(ids, ", ")))
	}
	r.app = list.Value[0]
	return true, nil
}

func (r *run) servicePrincipal(ctx context.Context) (made bool, err error) {
	made, err = ensure(func() (bool, error) {
		err := r.Directory.once(ctx, request{
			path: fmt.Sprintf("/servicePrincipals(appId='%s')?$select=id,accountEnabled", r.app.AppID), into: &r.principal})
		if absent(err) {
			return false, nil
		}
		return err == nil, err
	}, func() error {
		return r.Directory.call(ctx, request{
			method: http.MethodPost, path: "/servicePrincipals",
			body: map[string]string{"appId": r.app.AppID}, into: &r.principal,
		})
	})
	r.Directory.young = r.Directory.young || made
	switch {
	case err != nil:
		return false, err
	case r.principal.ID == "":
		return false, errNotGraph
	case r.principal.Enabled != nil && !*r.principal.Enabled:
		return false, errors.New("the application is disabled in this tenant: enable it under Enterprise applications, " +
			"Properties, Enabled for users to sign-in")
	}
	return made, nil
}

// permission looks the permission up at Graph's own principal, and adds it to
// those that the application asks for. Without that the portal shows the
// consent as one that nobody asked for.
func (r *run) permission(ctx context.Context) (made bool, err error) {
	if err := r.lookUp(ctx); err != nil {
		return false, err
	}
	at := slices.IndexFunc(r.app.Access, func(a access) bool { return a.Resource == graphApplication })
	if at < 0 {
		r.app.Access = append(r.app.Access, access{Resource: graphApplication})
		at = len(r.app.Access) - 1
	}
	graph := &r.app.Access[at]
	if slices.ContainsFunc(graph.Roles, func(role map[string]any) bool { return role["id"] == r.role.Role }) {
		return false, nil
	}
	graph.Roles = append(graph.Roles, map[string]any{"id": r.role.Role, "type": "Role"})
	return true, r.Directory.call(ctx, request{
		method: http.MethodPatch, path: "/applications/" + r.app.ID,
		body: map[string]any{"requiredResourceAccess": r.app.Access},
	})
}

func (r *run) lookUp(ctx context.Context) error {
	var graph struct {
		ID    string `json:"id"`
		Roles []struct {
			ID    string   `json:"id"`
			Value string   `json:"value"`
			For   []string `json:"allowedMemberTypes"`
		} `json:"appRoles"`
	}
	err := r.Directory.call(ctx, request{
		path: fmt.Sprintf("/servicePrincipals(appId='%s')?$select=id,appRoles", graphApplication), into: &graph})
	if err != nil {
		return err
	}
	for _, role := range graph.Roles {
		if role.Value == Permission && slices.Contains(role.For, "Application") {
			r.role = grant{Resource: graph.ID, Role: role.ID}
			return nil
		}
	}
	return fmt.Errorf("there is no application permission %s in this tenant: check the cloud", Permission)
}

func (r *run) consent(ctx context.Context) (made bool, err error) {
	return ensure(func() (bool, error) {
		var list struct{ Value []grant }
		err := r.Directory.call(ctx, request{
			path: "/servicePrincipals/" + r.principal.ID + "/appRoleAssignments?$top=999", into: &list})
		return slices.ContainsFunc(list.Value, func(g grant) bool {
			return g.Resource == r.role.Resource && g.Role == r.role.Role
		}), err
	}, func() error {
		asked := r.role
		asked.Principal = r.principal.ID
		return r.Directory.call(ctx, request{
			method: http.MethodPost, path: "/servicePrincipals/" + r.role.Resource + "/appRoleAssignedTo", body: asked})
	})
}

// credential is a federated one of an application.
type credential struct {
	Name      string   `json:"name"`
	Issuer    string   `json:"issuer"`
	Subject   string   `json:"subject"`
	Audiences []string `json:"audiences"`
}

func (r *run) credential(ctx context.Context) (made bool, err error) {
	path := "/applications/" + r.app.ID + "/federatedIdentityCredentials"
	want := credential{
		Name: r.Account.ID + "-" + hyphenated(r.RoleName), Issuer: r.issuer, Subject: r.subject(),
		Audiences: []string{Audience(r.Cloud)},
	}
	return ensure(func() (bool, error) {
		var list struct{ Value []credential }
		if err := r.Directory.call(ctx, request{path: path, into: &list}); err != nil {
			return false, err
		}
		return want.among(list.Value)
	}, func() error {
		return r.Directory.call(ctx, request{method: http.MethodPost, path: path, body: want})
	})
}

// among says whether the credential is on the list. It fails where it is not
// and cannot be added.
func (c credential) among(list []credential) (bool, error) {
	for _, other := range list {
		same := other.Issuer == c.Issuer && other.Subject == c.Subject
		switch {
		case same && slices.Contains(other.Audiences, c.Audiences[0]):
			return true, nil
		case same || strings.EqualFold(other.Name, c.Name):
			return false, fmt.Errorf("the application's federated credential %s is similar and not the same: correct it to issuer "+
				"%s, subject %s and audience %s, or delete it", shown(other.Name), c.Issuer, c.Subject, c.Audiences[0])
		}
	}
	if len(list) >= mostCredentials {
		return false, fmt.Errorf("the application has %d federated credentials, and Microsoft Entra allows no more: delete one "+
			"that is not used", len(list))
	}
	return false, nil
}

// hyphenated is the name of a role without what the name of a credential cannot
// have.
func hyphenated(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("+=,.@", r) {
			return '-'
		}
		return r
	}, name)
}

// Audience is what a federated token is for, as in template.yaml.
func Audience(cloud string) string {
	if cloud == "usgov" || cloud == "usgovdod" {
		return "api://AzureADTokenExchangeUSGov"
	}
	return "api://AzureADTokenExchange"
}
