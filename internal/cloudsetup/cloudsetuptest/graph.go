package cloudsetuptest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// graph answers the directory.
func (c *Cloud) graph(r *http.Request, path string, body []byte) (int, string) {
	var in map[string]any
	if len(body) > 0 && json.Unmarshal(body, &in) != nil {
		return badRequest("Unable to read JSON request payload.")
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	kind, key := parts[0], ""
	if at := strings.Index(kind, "("); at > 0 {
		kind, key = kind[:at], strings.Trim(kind[at:], "()")
	}
	switch {
	case path == "/organization":
		return listed([]any{map[string]string{"id": TenantID, "displayName": "Contoso"}})
	case path == "/me":
		return 200, asJSON(map[string]string{"id": PersonID})
	case kind == "applications":
		return c.applications(r, key, parts[1:], in)
	case kind == "servicePrincipals":
		return c.principals(r, key, parts[1:], in)
	}
	return notFound(path)
}

func (c *Cloud) applications(r *http.Request, key string, parts []string, in map[string]any) (int, string) {
	switch {
	case key != "":
		return c.applicationBy(r, key, in)
	case len(parts) == 0 && r.Method == http.MethodGet:
		var list []any
		for _, a := range c.Applications {
			if r.URL.Query().Get("$filter") == fmt.Sprintf("displayName eq '%s'", a.DisplayName) {
				list = append(list, a.json())
			}
		}
		return listed(list)
	case len(parts) == 0:
		return badRequest("not used here")
	}
	a := c.find(func(a Application) bool { return a.ID == parts[0] })
	switch {
	case a == nil:
		return notFound(parts[0])
	case len(parts) == 1 && r.Method == http.MethodPatch:
		a.Access = nil
		for _, resource := range in["requiredResourceAccess"].([]any) {
			a.Access = append(a.Access, resource.(map[string]any))
		}
		return 204, ""
	case len(parts) == 2 && parts[1] == "owners":
		var list []any
		for _, id := range a.Owners {
			list = append(list, map[string]string{"id": id})
		}
		return listed(list)
	case len(parts) == 2 && parts[1] == "federatedIdentityCredentials":
		return a.credentials(r.Method, in)
	}
	return notFound(r.URL.Path)
}

// applicationBy is about the application with an alternate key.
func (c *Cloud) applicationBy(r *http.Request, key string, in map[string]any) (int, string) {
	name, value, _ := strings.Cut(key, "=")
	value = strings.Trim(value, "'")
	a := c.find(func(a Application) bool {
		return name == "uniqueName" && a.UniqueName == value || name == "appId" && a.ClientID == value
	})
	switch {
	case a != nil && r.Method == http.MethodGet:
		return 200, asJSON(a.json())
	case r.Method == http.MethodPatch && name == "uniqueName" && r.Header.Get("Prefer") == "create-if-missing" && a == nil:
		c.Applications = append(c.Applications, Application{
			ID: "object-1", ClientID: ClientID, DisplayName: in["displayName"].(string), UniqueName: value,
			Owners: []string{PersonID},
		})
		return 201, asJSON(c.Applications[len(c.Applications)-1].json())
	case a != nil && r.Method == http.MethodPatch:
		return 204, ""
	}
	return notFound(key)
}

func (c *Cloud) find(is func(Application) bool) *Application {
	if i := slices.IndexFunc(c.Applications, is); i >= 0 {
		return &c.Applications[i]
	}
	return nil
}

func (a Application) json() map[string]any {
	access := a.Access
	if access == nil {
		access = []map[string]any{}
	}
	return map[string]any{"id": a.ID, "appId": a.ClientID, "displayName": a.DisplayName, "requiredResourceAccess": access}
}

func (a *Application) credentials(method string, in map[string]any) (int, string) {
	if method == http.MethodGet {
		var list []any
		for _, c := range a.Credentials {
			list = append(list, c)
		}
		return listed(list)
	}
	if audiences, _ := in["audiences"].([]any); len(audiences) != 1 || in["issuer"] == "" || in["subject"] == "" {
		return badRequest("Invalid federated identity credential.")
	}
	for _, c := range a.Credentials {
		if c["name"] == in["name"] {
			return 409, refuse("", Answer{
				Code: "Request_MultipleObjectsWithSameKeyValue", Message: "FederatedIdentityCredential already exists."})
		}
	}
	a.Credentials = append(a.Credentials, in)
	return 201, asJSON(in)
}

func (c *Cloud) principals(r *http.Request, key string, parts []string, in map[string]any) (int, string) {
	switch {
	case key == "appId='00000003-0000-0000-c000-000000000000'":
		return 200, asJSON(map[string]any{"id": graphID, "appRoles": []any{
			map[string]any{"id": "other", "value": "User.Read.All", "allowedMemberTypes": []string{"Application"}},
			map[string]any{"id": "person", "value": "SecurityEvents.Read.All", "allowedMemberTypes": []string{"User"}},
			map[string]any{"id": RoleID, "value": "SecurityEvents.Read.All", "allowedMemberTypes": []string{"Application"}},
		}})
	case key != "":
		a := c.find(func(a Application) bool { return key == "appId='"+a.ClientID+"'" && a.Principal != "" })
		if a == nil {
			return notFound(key)
		}
		return 200, asJSON(map[string]any{"id": a.Principal, "accountEnabled": !a.Disabled})
	case len(parts) == 0 && r.Method == http.MethodPost:
		a := c.find(func(a Application) bool { return a.ClientID == in["appId"] })
		switch {
		case a == nil:
			return badRequest("The appId of the service principal does not reference a valid application object.")
		case a.Principal != "":
			return 409, refuse("", Answer{Code: "Request_MultipleObjectsWithSameKeyValue", Message: "It is in use."})
		}
		a.Principal = "principal-of-" + a.ID
		return 201, asJSON(map[string]any{"id": a.Principal, "accountEnabled": true})
	case len(parts) == 2 && parts[1] == "appRoleAssignments":
		return c.assignments(parts[0])
	case len(parts) == 2 && parts[0] == graphID && parts[1] == "appRoleAssignedTo":
		return c.assign(in)
	}
	return notFound(r.URL.Path)
}

func (c *Cloud) assignments(principal string) (int, string) {
	a := c.find(func(a Application) bool { return a.Principal == principal })
	if a == nil {
		return notFound(principal)
	}
	var list []any
	for _, role := range a.Granted {
		list = append(list, map[string]string{"principalId": principal, "resourceId": graphID, "appRoleId": role})
	}
	return listed(list)
}

func (c *Cloud) assign(in map[string]any) (int, string) {
	a := c.find(func(a Application) bool { return a.Principal != "" && a.Principal == in["principalId"] })
	role, _ := in["appRoleId"].(string)
	switch {
	case a == nil || in["resourceId"] != graphID:
		return badRequest("Not a valid reference update.")
	case slices.Contains(a.Granted, role):
		return badRequest("Permission being assigned already exists on the object")
	}
	a.Granted = append(a.Granted, role)
	return 201, asJSON(in)
}

func listed(list []any) (int, string) {
	if list == nil {
		list = []any{}
	}
	return 200, asJSON(map[string]any{"value": list})
}

func notFound(what string) (int, string) {
	return 404, refuse("", Answer{Code: "Request_ResourceNotFound", Message: "Resource '" + what + "' does not exist."})
}

func badRequest(message string) (int, string) {
	return 400, refuse("", Answer{Code: "Request_BadRequest", Message: message})
}
