package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// cloudSetting is what says which cloud a tenant is in.
const cloudSetting = "graph.cloud (without a configuration, --cloud)"

// entraHints say what to do about common error codes.
// Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
var entraHints = map[string]string{
	"7000215": "the client secret is wrong: store the secret's value, not its id, where " +
		"auth.clientSecret.secret refers to",
	"7000222": "the client secret has expired: make a new one in Microsoft Entra, and store it where " +
		"auth.clientSecret.secret refers to",
	"7000216": "the request had no credential: check the sign-in settings of the tenant",
	"7000112": "the application is disabled in this tenant: enable it",
	"7000229": "the application is unknown in this tenant: give admin consent there: ",
	"700016": "there is no such application in this tenant: check the client id and the tenant; for another " +
		"organisation's application the tenant's administrator consents here: ",
	"90002":  "there is no such tenant: check its id, and " + cloudSetting,
	"900023": "the tenant is neither an id nor a domain: check it",
	"500011": "Microsoft Graph is unknown in this tenant: check " + cloudSetting,
	"700211": "no federated credential of the application has this issuer: use the one in the assertion" + newCredential,
	"700212": "no federated credential of the application has this audience: use the one in the assertion" + newCredential,
	"700213": "no federated credential of the application has this subject: use the one in the assertion, " +
		"for AWS the role's ARN" + newCredential,
	"70021": "no federated credential of the application matches: use the issuer, subject and audience of the " +
		"assertion" + newCredential,
	"700024": "the assertion is not valid now: set the clock of the machine that runs this",
	"700027": "the application does not have this certificate, or it has expired: upload its public part there",
	"53003":  "a Conditional Access policy for workload identities blocks it: exclude the application or its address",
}

// newCredential is the other cause.
// Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
const newCredential = "; if the credential is new, run again after some minutes"

// consentCodes have a hint that ends in the link for the consent.
var consentCodes = []string{"7000229", "700016"}

var aadsts = regexp.MustCompile(`AADSTS(\d{1,10})`)

// explain turns azidentity's error into an *Error. It never wraps that error,
// which contains the whole exchange with the secret.
func (e *entra) explain(ctx context.Context, err error) *Error {
	if ctx.Err() != nil {
		found := contextError(ctx)
		found.Doing = e.doing()
		return found
	}
	var refused *azidentity.AuthenticationFailedError
	if errors.As(err, &refused) && refused.RawResponse != nil {
		return e.refusal(refused.RawResponse)
	}
	var known *Error
	if errors.As(e.failed, &known) {
		if known.Doing == "" {
			known.Doing = e.doing()
		}
		return known
	}
	// Entra accepts this sign-in. MSAL refuses it, with an error that has only a
	// text.
	if d := e.options.SignIn.DeviceCode; d != nil && strings.Contains(err.Error(), "declined scopes") {
		return &Error{
			Cause: ErrPermission, Doing: e.doing(),
			Detail: strings.Join(d.permissions(), ", ") + " was not granted at the sign-in",
			Hint:   ungrantedHint,
		}
	}
	return &Error{
		Cause: ErrSignIn, Doing: e.doing(), Detail: oneLine(err.Error()),
		Hint: "check the tenant, the client id and " + cloudSetting,
	}
}

func (e *entra) refusal(resp *http.Response) *Error {
	found := &Error{Cause: ErrSignIn, Doing: e.doing(), Status: resp.StatusCode}
	if resp.Request != nil {
		found.Request = resp.Request.Method + " " + resp.Request.URL.Host + resp.Request.URL.Path
	}
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		found.Cause, found.Hint = ErrThrottled, "run again later"
	case resp.StatusCode >= http.StatusInternalServerError:
		found.Cause, found.Hint = ErrUnavailable, "Microsoft Entra has an outage or is in maintenance: run again later"
	}
	var answer struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		TraceID     string `json:"trace_id"`
	}
	body, err := runtime.Payload(resp)
	if err != nil || json.Unmarshal(body, &answer) != nil {
		found.Detail = "the answer is not what Microsoft Entra sends"
		return found
	}
	found.Code, found.RequestID = oneLine(answer.Error), oneLine(answer.TraceID)
	// The rest is ids and a time, which change with every try.
	description, _, _ := strings.Cut(answer.Description, "Trace ID:")
	found.Message = oneLine(description)
	if code := aadsts.FindStringSubmatch(answer.Description); code != nil {
		found.Code = "AADSTS" + code[1]
		found.Message = strings.TrimPrefix(found.Message, found.Code+": ")
		if hint := e.hint(code[1], answer.Error); hint != "" {
			found.Hint = hint
		} else if found.Hint == "" {
			found.Hint = fmt.Sprintf("look the code up at https://login.microsoftonline.com/error?code=%s", code[1])
		}
	} else if e.options.SignIn.DeviceCode != nil {
		found.Hint = cmp.Or(personHints[answer.Error], found.Hint)
	}
	return found
}

// hint is what to do about an error, by Entra's number or by OAuth's name.
func (e *entra) hint(number, oauth string) string {
	hint := entraHints[number]
	if d := e.options.SignIn.DeviceCode; d != nil {
		hint = cmp.Or(personHints[number], personHints[oauth], hint)
		return strings.ReplaceAll(hint, delegated, strings.Join(d.permissions(), ", "))
	}
	if slices.Contains(consentCodes, number) {
		hint += consentURL(e.national.authority, e.options.TenantID, e.options.SignIn.clientID())
	}
	return hint
}
