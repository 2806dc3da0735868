package scrub

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// secrets of each kind, none of which looks like one.
var secrets = map[string]string{
	"opaque token":   "quiet-otter-parks-under-bridges",
	"client secret":  `a8Q~x/y+z=&"q\u<w>' %41é-end`,
	"short password": "pa:s/s",
	"session token":  "IQoJb3JpZ2luX2VjE" + strings.Repeat("Zm9vL2Jhcis", 60) + "==",
	"Graph token":    "EwB4A8l6BAAU" + manyWords(2000),
	"key":            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BAQEFAASCBKc\n-----END PRIVATE KEY-----",
}

// manyWords is a text that does not repeat itself.
func manyWords(length int) string {
	var b strings.Builder
	for i := 0; b.Len() < length; i++ {
		fmt.Fprintf(&b, "%x-", i*i*7919)
	}
	return b.String()[:length]
}

// echoes are the forms in which services repeat what they were sent.
var echoes = map[string]func(string) string{
	"plain":            func(s string) string { return s },
	"form":             url.QueryEscape,
	"path":             url.PathEscape,
	"small hex digits": func(s string) string { return lowerHex(url.QueryEscape(s)) },
	"every byte": func(s string) (all string) {
		for i := range len(s) {
			all += "%" + hex.EncodeToString([]byte{s[i]})
		}
		return all
	},
	"by JavaScript": func(s string) (all string) {
		for _, r := range s {
			all += fmt.Sprintf("%%u%04X", r)
		}
		return all
	},
	"hexadecimal":   func(s string) string { return hex.EncodeToString([]byte(s)) },
	"HEXADECIMAL":   func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"twice":         func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
	"JSON":          inJSON,
	"JSON of JSON":  func(s string) string { return inJSON(inJSON(s)) },
	"form in JSON":  func(s string) string { return inJSON("client_id=a&x=" + url.QueryEscape(s)) },
	"HTML":          html.EscapeString,
	"quoted":        func(s string) string { return strings.Trim(fmt.Sprintf("%q", s), `"`) },
	"base64":        func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 in URL": func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) },
	"raw base64":    func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"basic":         func(s string) string { return "Zg== " + base64.StdEncoding.EncodeToString([]byte("user:"+s)) },
	"AUTH PLAIN":    func(s string) string { return base64.StdEncoding.EncodeToString([]byte("\x00us@er\x00" + s)) },
	"base64 in a form": func(s string) string {
		return url.QueryEscape(base64.StdEncoding.EncodeToString([]byte("a:" + s)))
	},
}

func inJSON(s string) string {
	data, _ := json.Marshal(s) // a string always marshals
	return string(data[1 : len(data)-1])
}

func lowerHex(s string) string {
	parts := strings.Split(s, "%")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.ToLower(parts[i][:2]) + parts[i][2:]
	}
	return strings.Join(parts, "%")
}

// A known secret is masked in whatever form a service repeats it, and nothing
// beside it.
func TestKnownSecrets(t *testing.T) {
	for name, secret := range secrets {
		var s Scrubber
		s.Know(secret)
		for form, echo := range echoes {
			before, after, ok := strings.Cut(s.Known("refused: "+echo(secret)+", try again"), Mask)
			// What stands before the secret in base64 stays, and the padding.
			if !ok || len(before) > len("refused: "+echo("")) || !strings.HasSuffix(after, ", try again") ||
				strings.Trim(strings.TrimSuffix(after, ", try again"), "=3D%") != "" {
				t.Errorf("%s, %s: %q and %q of %q", name, form, before, after, echo(secret))
			}
		}
	}
}

// S8: a secret is found though it is broken or cut off.
func TestPartsOfASecret(t *testing.T) {
	const secret = "quiet-otter-parks-under-bridges"
	var s Scrubber
	s.Know(secret)
	for name, tt := range map[string]struct{ text, want string }{
		"S8: broken by blanks":   {"no quiet-otter-p arks-under\t-bridges here", "no [secret] here"},
		"broken by line breaks":  {"no quiet-otter-p\r\n    arks-under-bridges here", "no [secret] here"},
		"broken in JSON":         {`{"a":"quiet-otter-p\narks-under-bridges"}`, `{"a":"[secret]"}`},
		"broken by soft hyphens": {"no quiet-\u00adotter-\u200bparks-under-bridges here", "no [secret] here"},
		"S15: by hidden ones":    {"no quiet-ot\u061cter-p\u180earks-un\ufe0fder-b\U000e0041ridges here", "no [secret] here"},
		"cut off":                {"no quiet-otter-parks…", "no [secret]…"},
		"its end":                {"…under-bridges here", "…[secret] here"},
		"11 characters":          {"no quiet-otter", "no quiet-otter"},
		"twice":                  {secret + secret, "[secret]"},
		"twice with a word":      {secret + " and " + secret, "[secret] and [secret]"},
		"none":                   {"a quiet otter parks under a bridge", "a quiet otter parks under a bridge"},
		"nothing":                {"", ""},
		"a lone percent":         {"100 % of quiet-otter-parks-under-bridges%", "100 % of [secret]%"},
		"behind a percent":       {"%quiet-otter-parks-under-bridges", "%[secret]"},
		"behind an escape":       {`"\\quiet-otter-parks-under-bridges\"x"`, `"\\[secret]\"x"`},
		"with wrong UTF-8":       {"quiet-otter-\ufffd\xffquiet-otter-parks", "[secret]\ufffd\xff[secret]"},
	} {
		if got := s.Known(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// A long text is decoded in parts.
func TestASecretInALongText(t *testing.T) {
	const secret = "quiet/otter/parks/under/bridges"
	var s Scrubber
	s.Know(secret)
	encoded := url.QueryEscape(secret)
	for at := window - len(encoded) - 1; at <= window+1; at++ {
		text := strings.Repeat(".", at) + encoded + strings.Repeat(".", window)
		if got, want := s.Known(text), strings.Repeat(".", at)+Mask+strings.Repeat(".", window); got != want {
			t.Fatalf("at %d: %s", at, strings.Trim(got, "."))
		}
	}
}

// A secret that is short, a word or a date would make texts unreadable.
func TestShortSecrets(t *testing.T) {
	var s Scrubber
	for _, secret := range []string{
		"", " ", "a", "the", "ses", "graph", "smtp://a:b@c", "tenant", "percent", "status", "2026-11", "2026-11-23",
		"smtp://me:Contoso@mail.example",
	} {
		s.Know(secret)
	}
	const text = "the graph is read by ses, a service; Contoso's status on 2026-11-23: percent of a tenant"
	if got := s.Text(text); got != text {
		t.Errorf("got %q", got)
	}
	if got := s.Text("password=tenant&x"); got != "password=[secret]&x" {
		t.Errorf("beside its name: %q", got)
	}
}

// Of a URL all of it is masked, its password and what looks like a key.
func TestURLs(t *testing.T) {
	const (
		webhook = "https://hooks.slack.com/services/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"
		mail    = "smtp://contoso1:pa%3Ass-word@mail.contoso.example:587"
		flow    = "https://prod-12.logic.example/workflows/0a1b2c3d4e5f6a7b8c9d/contoso/2026-11/Identity/" +
			"11111111-2222-3333-4444-555555555555/GetSecureScoreControlProfiles?api-version=2026-11-23&sp=tenant&" +
			"sig=Zk3_qYx9AbCdEfGh"
	)
	for name, tt := range map[string]struct{ secret, text, want string }{
		"all":              {webhook, "at " + webhook + " now", "at [secret] now"},
		"its path":         {webhook, "no " + strings.TrimPrefix(webhook, "https://hooks.slack.com"), "no [secret]"},
		"its key":          {webhook, "no x7Kq2mVb9tRz4wYp1nLs6cDf", "no [secret]"},
		"half of its key":  {webhook, "no x7Kq2mVb9tRz4w…", "no [secret]…"},
		"host and ids":     {webhook, "hooks.slack.com/services T0123ABCD B0456EFGH", "hooks.slack.com/services T0123ABCD B0456EFGH"},
		"a response URL":   {"https://hooks.slack.com/commands/T0123ABCD/123456/abc", "T0123ABCD, 123456", "T0123ABCD, 123456"},
		"a password":       {mail, "no pa:ss-word, pa%3Ass-word", "no [secret], [secret]"},
		"a user":           {mail, "contoso1 mail.contoso.example:587", "contoso1 mail.contoso.example:587"},
		"a key as user":    {"smtp://x7Kq2mVb9tRz4wYp1nLs6@mail.example", "no x7Kq2mVb9tRz4wYp1nLs6", "no [secret]"},
		"no key as user":   {"smtp://securescore-2026-contoso@mail.example", "securescore-2026-contoso", "securescore-2026-contoso"},
		"keys":             {flow, "0a1b2c3d4e5f6a7b8c9d Zk3_qYx9AbCdEfGh", "[secret] [secret]"},
		"names and dates":  {flow, "contoso 2026-11 Identity 2026-11-23 tenant", "contoso 2026-11 Identity 2026-11-23 tenant"},
		"a tenant's id":    {flow, "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555"},
		"a name of a path": {flow, "GetSecureScoreControlProfiles", "GetSecureScoreControlProfiles"},
	} {
		var s Scrubber
		s.Know(tt.secret)
		if got := s.Known(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// Of a PEM file the private key is secret, and not the names beside it.
func TestPEM(t *testing.T) {
	const subject = "subject=CN = secure-score.contoso.example"
	const certificate = "-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIUabcdef\n-----END CERTIFICATE-----\n"
	const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAASCBKcwggSj\n-----END PRIVATE KEY-----"
	var s Scrubber
	s.Know("Bag Attributes\n    friendlyName: secure-score-reporter\n" + subject + "\n" + certificate + key)
	for text, want := range map[string]string{
		"ciso@secure-score.contoso.example, secure-score-reporter": "ciso@secure-score.contoso.example, secure-score-reporter",
		subject + "\n" + certificate + key:                         subject + "\n" + certificate + Mask,
		"no EFAASCBKcwggSj":                                        "no [secret]",
	} {
		if got := s.Known(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// What looks like a secret is masked, although it was not registered.
func TestShapes(t *testing.T) {
	const jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJl"
	for name, tt := range map[string]struct{ text, want string }{
		"a web token":                 {"token " + jwt + " given", "token [secret] given"},
		"S8: with blanks":             {strings.ReplaceAll(jwt, ".", " . ") + " given", "[secret] given"},
		"S8: with line breaks":        {jwt[:20] + "\n" + jwt[20:50] + "\n" + jwt[50:] + " given", "[secret] given"},
		"S8: with %2E":                {"t=" + strings.ReplaceAll(jwt, ".", "%2E") + " given", "t=[secret] given"},
		"S8: with %2e in JSON":        {`{"t":"` + strings.ReplaceAll(jwt, ".", `%2e`) + `"}`, `{"t":"[secret]"}`},
		"S8: opaque":                  {"Bearer EwB4A8l6BAAU-opaque is not valid", "Bearer [secret] is not valid"},
		"S8: opaque, encoded":         {"authorization=Bearer%20EwB4A8l6BAAUopaque%0d", "authorization=Bearer%20[secret]%0d"},
		"basic":                       {"authorization: Basic dXNlcjpwYXNz;", "authorization: Basic [secret];"},
		"AUTH":                        {"535 AUTH PLAIN AHVzQGVyAHBhOnNz is no good", "535 AUTH PLAIN [secret] is no good"},
		"Slack":                       {"odd xoxb-17-veryprivate, xapp-1-A0", "odd [secret], [secret]"},
		"a webhook":                   {"at https://hooks.slack.com/services/T0/B0/x.", "at https://hooks.slack.com[secret]"},
		"its path":                    {"no /services/T0123/B45/abc here", "no [secret] here"},
		"a response URL":              {"https://hooks.slack.com/commands/T0/1/abc", "https://hooks.slack.com[secret]"},
		"an upload":                   {"https://files.slack.com/upload/v1/abc x", "https://files.slack.com[secret] x"},
		"an access key":               {"key AKIAIOSFODNN7EXAMPLE unknown", "key [secret] unknown"},
		"S9: a form":                  {"client_id=app&client_secret=a8Q~x&grant_type=x", "client_id=app&client_secret=[secret]&grant_type=x"},
		"S9: an encoded form":         {"client_id%3Dapp%26client_secret%3Da8Q~x%26b", "client_id%3Dapp%26client_secret%3D[secret]%26b"},
		"JSON":                        {`{"client_secret":"a8Q x","a":"b"}`, `{"client_secret":"[secret]","a":"b"}`},
		"JSON in JSON":                {`"{\"access_token\":\"a8Q x\",\"a\":1}"`, `"{\"access_token\":\"[secret]\",\"a\":1}"`},
		"S10: a store":                {"s3://b?access_key=abcdef&secret_key=ghijkl", "s3://b?access_key=[secret]&secret_key=[secret]"},
		"AWS":                         {"AWS4-HMAC-SHA256 Credential=AKX/2026, Signature=0a1b", "AWS4-HMAC-SHA256 [secret]"},
		"a key":                       {"-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END", "-----BEGIN RSA PRIVATE KEY-----[secret]-----END"},
		"a URL":                       {"smtp://me:s3cret-@mail.example", "smtp://me:[secret]@mail.example"},
		"half a URL":                  {"smtp://me:s3cret-", "smtp://me:s3cret-"},
		"the shape of a URL":          {"a URL like smtp://user:password@host:587", "a URL like smtp://user:password@host:587"},
		"a reference":                 {"slack.token=env://SLACK_TOKEN", "slack.token=env://SLACK_TOKEN"},
		"words":                       {"Bearer authentication is required", "Bearer authentication is required"},
		"a hint":                      {"the client secret is wrong: store the secret's value", "the client secret is wrong: store the secret's value"},
		"a policy":                    {"basic authentication; password expiration: never", "basic authentication; password expiration: never"},
		"the answer to a sign-in":     {`Bearer realm="", authorization_uri="x"`, `Bearer realm="", authorization_uri="x"`},
		"S8: with a colon":            {"bearer: EwB4A8l6BAAU-opaque", "bearer: [secret]"},
		"S8: quoted":                  {`Bearer "EwB4A8l6BAAU-opaque" failed`, `Bearer "[secret]" failed`},
		"S8: in a pair":               {"Authorization=EwB4A8l6BAAU-opaque", "Authorization=[secret]"},
		"S8: in a header of JSON":     {`{"Authorization":"EwB4A8l6BAAU"}`, `{"Authorization":"[secret]"}`},
		"AWS, whole":                  {"AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=a;b, Signature=0a, b", "AWS4-HMAC-SHA256 [secret], b"},
		"S9: form over several lines": {"client_secret=a8Q\r\nclient_id=app", "client_secret=[secret]\r\nclient_id=app"},
	} {
		if got := new(Scrubber).Text(tt.text); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, tt.want)
		}
		if got := new(Scrubber).Known(tt.text); got != tt.text {
			t.Errorf("%s: Known masks %q", name, got)
		}
	}
}

func TestSeveralGoroutines(t *testing.T) {
	var s Scrubber
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := range 20 {
				secret := fmt.Sprintf("quiet-otter-%d-%d", i, j)
				s.Know(secret)
				if got := s.Text("a " + secret); got != "a [secret]" {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	wait.Wait()
}

// Whatever a secret and the text around it are, no form of it is left, JSON
// stays JSON, and masking again changes nothing.
func FuzzKnown(f *testing.F) {
	for _, secret := range secrets {
		f.Add(secret, "before ", " after")
	}
	f.Add("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaa", "aaa")
	f.Add(`\\\\\\\\"`, `\`, `\`)
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		var s Scrubber
		s.Know(secret)
		secret = strings.Trim(secret, "\ufeff \t\r\n")
		if strings.Contains(secret, "://") || strings.Contains(Mask, secret) || isWordOrDate(secret) || isWeak(secret) ||
			strings.Contains(secret, "PRIVATE KEY-----") || json.Valid([]byte(before+secret+after)) {
			return
		}
		if plain := len(decode(secret, true).text); plain < shortest || len(secret) < shortest {
			return
		}
		got := s.Known(before + secret + after)
		if strings.Contains(got, secret) {
			t.Errorf("%q is left in %q", secret, got)
		}
		document, err := json.Marshal(map[string]string{before: secret + after, after: before + secret})
		if err != nil {
			return
		}
		clean := s.Known(string(document))
		if !json.Valid([]byte(clean)) {
			t.Errorf("%s became %s", document, clean)
		}
		if again := s.Text(s.Text(clean)); again != s.Text(clean) {
			t.Errorf("%q became %q", s.Text(clean), again)
		}
	})
}

func BenchmarkText(b *testing.B) {
	var s Scrubber
	for i := range 40 {
		s.Know(fmt.Sprintf("%s-%d", secrets["session token"], i))
	}
	text := strings.Repeat(`{"error":"reading the score: HTTP 401: client_id=app&x=y","tenant":"contoso"}`, 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Text(text)
	}
}
