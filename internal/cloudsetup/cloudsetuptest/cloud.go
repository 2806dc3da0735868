// Package cloudsetuptest stands in for what cloudsetup calls: the directory of
// a tenant in Microsoft Graph, and the STS, IAM and SSM of an AWS account. It
// keeps what is created, and refuses what a test wants refused.
package cloudsetuptest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// What the clouds are called, and Graph's own ids in the tenant.
const (
	Token    = "right" // of the person who signed in
	Account  = "111122223333"
	Issuer   = "https://0a1b2c3d.tokens.sts.global.api.aws"
	TenantID = "5c8f6f0a-9f4e-4a55-8c1a-0f8f3f2f9b11"
	ClientID = "c11e0000-0000-4000-8000-000000000001" // of the first application
	PersonID = "7e7e7e7e-0000-4000-8000-000000000002" // who signed in
	RoleID   = "b0b0b0b0-0000-4000-8000-00000000cafe"
	graphID  = "9a9a9a9a-0000-4000-8000-000000000003"
)

// Cloud is both clouds. The zero value is a tenant and an account in which
// nothing is set up.
type Cloud struct {
	Applications []Application
	Federation   bool
	Parameters   map[string]Parameter

	// Refuses has the answers to calls that are refused, such as
	// "POST /servicePrincipals" and "iam:EnableOutboundWebIdentityFederation". An
	// answer that is used up is removed.
	Refuses map[string][]Answer
	// Before and After are called around each call; nil for nothing. After the
	// end of a request's context its answer is lost.
	Before, After func(call string)

	Calls []string // all of them, in order
	mu    sync.Mutex
}

// Application is a registration and its principal.
type Application struct {
	ID, ClientID, DisplayName, UniqueName string

	Owners      []string // their ids
	Access      []map[string]any
	Principal   string // its id; empty for none
	Disabled    bool
	Granted     []string // ids of roles
	Credentials []map[string]any
}

// Parameter is one of SSM's.
type Parameter struct{ Type, Value string }

// Answer is one of an error.
type Answer struct {
	Status        int
	Code, Message string
	Header        map[string]string
}

// Changes are the calls that create or change something.
func (c *Cloud) Changes() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.Calls), func(call string) bool {
		return strings.HasPrefix(call, "GET ") || strings.Contains(call, ":Get")
	})
}

// Owns says whether a request is for one of the clouds.
func Owns(r *http.Request) bool {
	return r.URL.Host == "graph.microsoft.com" || strings.HasSuffix(r.URL.Host, ".amazonaws.com")
}

// RoundTrip answers a request.
func (c *Cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		_ = r.Body.Close()
	}
	call, answer := c.callOf(r, body)
	if c.Before != nil {
		c.Before(call)
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	status, text, header := c.answered(call, answer)
	if c.After != nil {
		c.After(call)
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	response := &http.Response{
		StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: r, ProtoMajor: 1,
	}
	response.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		response.Header.Set(name, value)
	}
	return response, nil
}

func (c *Cloud) answered(call string, answer func() (int, string)) (status int, text string, header map[string]string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Calls = append(c.Calls, call)
	refusals := c.Refuses[call]
	if len(refusals) == 0 {
		status, text = answer()
		return status, text, nil
	}
	c.Refuses[call] = refusals[1:]
	return refusals[0].Status, refuse(call, refusals[0]), refusals[0].Header
}

// callOf is the name of a request, and what answers it.
func (c *Cloud) callOf(r *http.Request, body []byte) (call string, answer func() (int, string)) {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		_, action, _ := strings.Cut(target, ".")
		return "ssm:" + action, func() (int, string) { return c.ssm(action, body) }
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		service, _, _ := strings.Cut(r.URL.Host, ".")
		action := form.Get("Action")
		return service + ":" + action, func() (int, string) { return c.query(action) }
	}
	path := strings.TrimPrefix(r.URL.Path, "/v1.0")
	return r.Method + " " + path, func() (int, string) {
		if r.Header.Get("Authorization") != "Bearer "+Token {
			return 401, refuse("", Answer{Code: "InvalidAuthenticationToken", Message: "Access token is empty."})
		}
		return c.graph(r, path, body)
	}
}

// refuse is the text of an error, as the service that is called has it.
func refuse(call string, a Answer) string {
	switch {
	case strings.HasPrefix(call, "ssm:"):
		return fmt.Sprintf(`{"__type":%q,"message":%q}`, a.Code, a.Message)
	case strings.HasPrefix(call, "iam:"), strings.HasPrefix(call, "sts:"):
		return fmt.Sprintf("<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"+
			"<RequestId>r</RequestId></ErrorResponse>", a.Code, a.Message)
	}
	return asJSON(map[string]any{"error": map[string]string{"code": a.Code, "message": a.Message}})
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
