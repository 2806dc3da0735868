// Package scrubtest has services that refuse every request and repeat all of
// it: the worst that a server or a proxy can do to a secret. It also looks for
// secrets in what a program said after that.
package scrubtest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
)

// Forms are the forms in which the services repeat what they were sent.
var Forms = map[string]func(string) string{
	"plain":           func(s string) string { return s },
	"percent-encoded": url.QueryEscape,
	"base64":          func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"broken": func(s string) (broken string) {
		for part := range slices.Chunk([]byte(s), 9) {
			broken += string(part) + "\n "
		}
		return broken
	},
}

// Echo is a network whose every service refuses what it is sent, and repeats
// it.
type Echo struct {
	Form func(string) string
	// Serve are services that answer as they should, by host.
	Serve map[string]http.HandlerFunc
	// Real is another network for these hosts; nil for none.
	Real map[string]http.RoundTripper
}

// RoundTrip answers a request.
func (e Echo) RoundTrip(r *http.Request) (*http.Response, error) {
	if real, ok := e.Real[r.URL.Host]; ok {
		return real.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	if serve, ok := e.Serve[r.URL.Host]; ok {
		serve(w, r)
	} else {
		e.refuse(w, r)
	}
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

func (e Echo) refuse(w http.ResponseWriter, r *http.Request) {
	said := e.Form(all(r))
	signed := strings.HasPrefix(r.Header.Get("Authorization"), "AWS4")
	status, kind, body := http.StatusUnauthorized, "application/json", any(nil)
	switch host := r.URL.Host; {
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"): // without it nothing is sent to Entra
		root := "https://" + host + strings.TrimSuffix(r.URL.Path, "/v2.0/.well-known/openid-configuration")
		status, body = http.StatusOK, map[string]string{
			"issuer": root + "/v2.0", "authorization_endpoint": root + "/authorize", "token_endpoint": root + "/token",
		}
	case strings.HasPrefix(host, "login."):
		body = map[string]string{"error": "invalid_client", "error_description": "AADSTS7000215: " + said}
	case strings.HasPrefix(host, "hooks."):
		status, kind, body = http.StatusForbidden, "text/plain", r.URL.Path
	case strings.HasPrefix(host, "slack."):
		status, body = http.StatusOK, map[string]any{
			"ok": false, "error": "odd " + said, "response_metadata": map[string]any{"messages": []string{said}},
		}
	case r.Header.Get("X-Amz-Target") != "" || signed && strings.HasPrefix(host, "email."):
		kind, body = "application/x-amz-json-1.1", map[string]string{"__type": "AccessDeniedException", "message": said}
		status = http.StatusBadRequest
	case signed:
		var text bytes.Buffer
		_ = xml.EscapeText(&text, []byte(said)) // a buffer takes everything
		status, kind = http.StatusForbidden, "application/xml"
		body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>" + text.String() +
			"</Message></Error><Code>AccessDenied</Code><Message>" + text.String() + "</Message></ErrorResponse>"
	default:
		body = map[string]any{"error": map[string]string{"code": "InvalidAuthenticationToken", "message": said}}
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if text, ok := body.(string); ok {
		_, _ = io.WriteString(w, text)
		return
	}
	_ = json.NewEncoder(w).Encode(body)
}

// all is a whole request. What tells most is in front, because errors are
// shortened.
func all(r *http.Request) string {
	var b strings.Builder
	for _, name := range []string{"X-Amz-Security-Token", "Authorization"} {
		if value := r.Header.Get(name); value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	if r.Body != nil {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		for _, name := range slices.Sorted(maps.Keys(form)) {
			if name == "client_secret" || name == "client_assertion" || name == "token" {
				fmt.Fprintf(&b, "%s=%s ", name, form.Get(name)) // and without the name, which a proxy may not show
				fmt.Fprintf(&b, "%s ", form.Get(name))
			}
		}
		b.Write(body)
	}
	fmt.Fprintf(&b, "\n%s %s\n", r.Method, r.URL)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		fmt.Fprintf(&b, "%s: %s\n", name, r.Header.Get(name))
	}
	return b.String()
}

// Dial connects to a mail server that refuses the sign-in.
func (e Echo) Dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		_, _ = io.WriteString(server, "220 ready\r\n")
		for in := bufio.NewScanner(server); in.Scan(); {
			reply := "250-mail\r\n250 AUTH PLAIN LOGIN"
			if strings.HasPrefix(in.Text(), "AUTH") {
				_, response, _ := strings.Cut(strings.TrimPrefix(in.Text(), "AUTH "), " ")
				plain, _ := base64.StdEncoding.DecodeString(response)
				said := strings.ReplaceAll(e.Form(cmp.Or(string(plain), in.Text())), "\n", "\r\n535-")
				reply = "535-no " + in.Text() + "\r\n535-" + strings.ReplaceAll(said, "\x00", " ") + "\r\n535 no"
			}
			if _, err := io.WriteString(server, reply+"\r\n"); err != nil {
				return
			}
		}
	}()
	return client, nil
}

// Leaks are the forms in which a text shows a secret, or 12 characters of it.
func Leaks(text, secret string) (leaks []string) {
	tight := strings.Join(strings.Fields(strings.ReplaceAll(text, `\n`, " ")), "")
	forms := map[string]string{"plain": secret, "form": url.QueryEscape(secret), "path": url.PathEscape(secret)}
	quoted, _ := json.Marshal(secret) // a string always marshals
	forms["JSON"] = strings.Trim(string(quoted), `"`)
	for before := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
		forms[fmt.Sprint("base64, ", before)] = strings.TrimRight(encoded[4:], "=")
	}
	for name, form := range forms {
		for i := 0; i+12 <= len(form); i++ {
			if part := form[i : i+12]; strings.Contains(text, part) || strings.Contains(tight, part) {
				leaks = append(leaks, name+": "+part)
				break
			}
		}
	}
	slices.Sort(leaks)
	return leaks
}
