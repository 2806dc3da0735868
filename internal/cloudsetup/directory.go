package cloudsetup

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/httpbound/reach"
	"secure-score-reporter/internal/plaintext"
)

// Permissions are the delegated ones that a person needs for a Directory.
var Permissions = []string{"Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "User.Read"}

const (
	attempt  = 30 * time.Second // of a request, with its whole answer
	longest  = 60 * time.Second // pause that Graph may ask for
	mostText = 300              // characters that are shown of Graph's message
)

// settling are the pauses between tries while Microsoft Entra does not have
// everywhere what was created a moment ago. It promises no time for that.
var settling = []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second}

// Directory is a tenant's directory in Microsoft Graph. The few calls are made
// without the Graph SDK, whose client of the whole API takes minutes to
// compile.
type Directory struct {
	root     string
	token    func(context.Context) (string, error)
	pipeline runtime.Pipeline
	wait     func(context.Context, time.Duration) error
	young    bool // something was created in this run
}

// NewDirectory asks for nothing yet. The root is Graph's, with the version.
func NewDirectory(
	root string, token func(context.Context) (string, error), transport http.RoundTripper,
) *Directory {
	client := httpbound.Client(&http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, attempt, httpbound.MaxAnswer)
	options := &policy.ClientOptions{
		Transport: client, Retry: policy.RetryOptions{MaxRetryDelay: longest},
		Telemetry: policy.TelemetryOptions{ApplicationID: "secure-score-reporter"},
	}
	return &Directory{
		root: root, token: token, wait: sleep,
		pipeline: runtime.NewPipeline("cloudsetup", "v1", runtime.PipelineOptions{}, options),
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Tenant is the tenant that the person signed in to.
type Tenant struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
}

// Tenant signs in, and reads which tenant it is.
func (d *Directory) Tenant(ctx context.Context) (Tenant, error) {
	var list struct{ Value []Tenant }
	err := d.call(ctx, request{path: "/organization?$select=id,displayName", into: &list})
	if err == nil && (len(list.Value) != 1 || list.Value[0].ID == "") {
		err = errNotGraph
	}
	if err != nil {
		return Tenant{}, &RefusedError{Doing: "reading which tenant this is", Err: err, Fix: fixFor(applicationRoles)(err)}
	}
	t := list.Value[0]
	t.DisplayName = plaintext.Clean(t.DisplayName)
	return t, nil
}

// errNotGraph is the error of an answer that lacks what Graph's always have.
var errNotGraph = errors.New("the answer is not what Microsoft Graph sends: check the proxy between here and there")

// refusal is Graph's answer to a request that it does not carry out.
type refusal struct {
	Status  int
	Code    string
	Message string
	Request string // its id, for Microsoft's support
}

func (r *refusal) Error() string {
	text := strings.TrimSpace(fmt.Sprintf("HTTP %d %s", r.Status, cmp.Or(r.Code, http.StatusText(r.Status))))
	if r.Message != "" {
		text += ": " + r.Message
	}
	if r.Request != "" {
		text += " (request-id " + r.Request + ")"
	}
	return text
}

// unsettled says whether the reason may be that something was created a moment
// ago. Graph has the same code for a request that is wrong.
func (r *refusal) unsettled() bool {
	return r.Status == http.StatusNotFound ||
		r.Status == http.StatusBadRequest && (r.Code == "Request_BadRequest" || r.Code == "Request_ResourceNotFound")
}

// absent says whether Graph has no such object.
func absent(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.Status == http.StatusNotFound
}

// request is one of Graph. The zero method is GET. A change may be sent twice,
// so none may be harmful the second time.
type request struct {
	method, path string
	body         any  // nil for none
	into         any  // what reads the answer; nil for none
	upsert       bool // creates what is not there
}

// call sends a request, and again while what it is about is too young.
func (d *Directory) call(ctx context.Context, r request) error {
	for _, pause := range settling {
		err := d.once(ctx, r)
		var refused *refusal
		if !d.young || !errors.As(err, &refused) || !refused.unsettled() {
			return err
		}
		if err := d.wait(ctx, pause); err != nil {
			return err
		}
	}
	return d.once(ctx, r)
}

func (d *Directory) once(ctx context.Context, r request) error {
	made, err := d.request(ctx, r)
	if err != nil {
		return err
	}
	response, err := d.pipeline.Do(made)
	if err != nil {
		return unreached(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := runtime.Payload(response)
	switch {
	case err != nil:
		return unreached(ctx, err)
	case response.StatusCode >= http.StatusMultipleChoices:
		return refusalIn(response, answer)
	case r.into == nil || response.StatusCode == http.StatusNoContent:
		return nil
	case json.Unmarshal(answer, r.into) != nil:
		return errNotGraph
	}
	return nil
}

func (d *Directory) request(ctx context.Context, r request) (*policy.Request, error) {
	// The pipeline tries a request again, and must not ask the person again.
	token, err := d.token(ctx)
	if err != nil {
		return nil, err
	}
	made, err := runtime.NewRequest(ctx, cmp.Or(r.method, http.MethodGet), d.root+strings.ReplaceAll(r.path, " ", "%20"))
	if err != nil {
		return nil, err
	}
	header := made.Raw().Header
	header.Set("Authorization", "Bearer "+token)
	header.Set("Accept", "application/json")
	if r.upsert {
		header.Set("Prefer", "create-if-missing")
	}
	if r.body == nil {
		return made, nil
	}
	return made, runtime.MarshalAsJSON(made, r.body)
}

func unreached(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("asking Microsoft Graph: %w; %s", err, cmp.Or(reach.Fix(err), "check the network and the proxy"))
}

func refusalIn(response *http.Response, answer []byte) *refusal {
	var says struct {
		Error struct{ Code, Message string }
	}
	_ = json.Unmarshal(answer, &says) // without it, the status has to do
	return &refusal{
		Status: response.StatusCode, Code: shown(says.Error.Code), Message: shown(says.Error.Message),
		Request: shown(response.Header.Get("Request-Id")),
	}
}

// shown is a text of Graph as an error may show it.
func shown(text string) string { return plaintext.Clip(plaintext.Clean(text), mostText) }
