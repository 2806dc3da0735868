package graph

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// wantOneLine fails on an error that is not one line of a bounded length.
func wantOneLine(t *testing.T, err error) {
	t.Helper()
	var found *Error
	if !errors.As(err, &found) || found.Cause == nil {
		t.Fatalf("no *Error with a cause: %v", err)
	}
	text := err.Error()
	if strings.ContainsAny(text, "\r\n\t\x00\x1b\u202e\u2028") || !utf8.ValidString(text) ||
		utf8.RuneCountInString(text) > 8*maxMessage {
		t.Errorf("%q", text)
	}
}

func answerOf(status int, header http.Header, body string) *http.Response {
	request, _ := http.NewRequest(http.MethodGet, "https://graph.test/v1.0/security/secureScores", nil)
	return &http.Response{
		StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: request,
	}
}

// Any answer that is no list is explained.
func FuzzRefusal(f *testing.F) {
	f.Add(403, "", "", `{"error":{"code":"Forbidden","message":"a\r\nb","innerError":{"request-id":"1"}}}`)
	f.Add(429, "7", "", `{"error":{"code":1}}`)
	f.Add(204, "-1", "a\x1b[31m", ``)
	f.Add(503, "Fri, 31 Dec 9999 23:59:59 GMT", "", `<html>`+strings.Repeat("long ", 1000))
	f.Add(401, "1e300", "", `{"error":{"message":"`+strings.Repeat("x", 1000)+`"}}`)
	f.Fuzz(func(t *testing.T, status int, wait, id, body string) {
		found := refusal(answerOf(status, http.Header{"Retry-After": {wait}, "Request-Id": {id}}, body))
		wantOneLine(t, found)
		if found.Wait < 0 || found.Wait > 24*time.Hour {
			t.Errorf("waits %s", found.Wait)
		}
	})
}

// Any answer of Microsoft Entra to a sign-in that failed is explained.
func FuzzEntraRefusal(f *testing.F) {
	f.Add(401, `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret. Trace ID: 1","trace_id":"1"}`)
	f.Add(400, `{"error":[],"error_description":"AADSTS"}`)
	f.Add(503, "")
	f.Add(400, `{"error_description":"AADSTS`+strings.Repeat("9", 5000)+`: \u202ex\n"}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		wantOneLine(t, (&entra{options: Options{TenantID: "contoso.example"}}).refusal(answerOf(status, nil, body)))
	})
}

// A wait is a number of whole seconds up to a day, whatever the header says.
func FuzzRetryAfter(f *testing.F) {
	for _, value := range []string{"", "7", "-1", "1e300", "NaN", "+Inf", "0x1p-2", "99999999999999999999", "soon",
		"Mon, 23 Nov 2026 06:00:20 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		wait, ok := retryAfter(http.Header{"Retry-After": {value}})
		if wait < 0 || wait > 24*time.Hour || wait%time.Second != 0 || !ok && wait != 0 {
			t.Errorf("%q: %s, %t", value, wait, ok)
		}
	})
}

// Texts that were HTML, and addresses, are one line without anything hidden.
func FuzzText(f *testing.F) {
	for _, text := range []string{"<p>a<b>b</p>", "in <DomainName> now", "&lt;script&gt;", "<script>x", "a\u202e\xff",
		"https://a.example/?q=<x>", " http://a b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, got := range []string{plainText(text), webLink(text), oneLine(text)} {
			if got != cleanLine(got) || !utf8.ValidString(got) {
				t.Errorf("%q becomes %q", text, got)
			}
		}
		if link := strings.ToLower(webLink(text)); link != "" && !strings.HasPrefix(link, "https://") &&
			!strings.HasPrefix(link, "http://") || strings.ContainsAny(link, " \"'<>`\\") {
			t.Errorf("%q becomes the link %q", text, link)
		}
	})
}
