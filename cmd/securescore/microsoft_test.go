package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"

	"secure-score-reporter/internal/cloudsetup/cloudsetuptest"
)

// microsoft is Microsoft's cloud around a command: Graph is the world's, and
// Entra signs in the person who enters the code. It is a network of its own, to
// which Slack may belong.
type microsoft struct {
	graph   string                // the address of the world's Graph
	slack   string                // of its Slack; empty without
	setup   *cloudsetuptest.Cloud // the tenant's directory and AWS; nil without
	first   answers               // before all others; nil without
	mu      sync.Mutex
	codes   int
	answers []string // to the polls, in order; "" accepts
}

func (m *microsoft) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.first != nil {
		if answer, err := m.first(r); answer != nil || err != nil {
			return answer, err
		}
	}
	if m.setup != nil && cloudsetuptest.Owns(r) {
		return m.setup.RoundTrip(r)
	}
	switch r.URL.Host {
	case "graph.microsoft.com", "graph.microsoft.us":
		return passOn(r, m.graph)
	case "slack.com":
		return passOn(r, m.slack)
	case "login.microsoftonline.com":
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		m.entra(w, r)
		answer := w.Result()
		answer.Request = r
		return answer, nil
	}
	return nil, fmt.Errorf("no such host: %s", r.URL.Host)
}

// passOn sends a request to another server.
func passOn(r *http.Request, server string) (*http.Response, error) {
	to, err := url.Parse(server)
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = to.Scheme, to.Host, to.Host
	return http.DefaultTransport.RoundTrip(r)
}

func (m *microsoft) entra(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	tenant, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	root := "https://login.microsoftonline.com/" + tenant
	switch {
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
		writeAs(w, map[string]any{
			"issuer": root + "/v2.0", "authorization_endpoint": root + "/oauth2/v2.0/authorize",
			"token_endpoint": root + "/oauth2/v2.0/token",
		})
	case strings.HasSuffix(r.URL.Path, "/devicecode"):
		m.codes++
		writeAs(w, map[string]any{
			"user_code": "ABCD-EFGH", "device_code": "d", "verification_uri": "https://microsoft.com/devicelogin",
			"expires_in": 900, "interval": 5,
		})
	case r.PostFormValue("grant_type") == "client_credentials":
		m.application(w, r.PostFormValue("client_secret"))
	default:
		m.poll(w, r.PostFormValue("scope"))
	}
}

// appSecret is the secret of every application.
const appSecret = "secret-of-the-application"

func (m *microsoft) application(w http.ResponseWriter, secret string) {
	if secret != appSecret {
		w.WriteHeader(http.StatusUnauthorized)
		writeAs(w, map[string]any{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."})
		return
	}
	writeAs(w, map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": "right"})
}

func (m *microsoft) poll(w http.ResponseWriter, scope string) {
	answer := ""
	if len(m.answers) > 0 {
		answer, m.answers = m.answers[0], m.answers[1:]
	}
	if answer != "" {
		w.WriteHeader(http.StatusBadRequest)
		writeAs(w, map[string]any{"error": answer, "error_description": "AADSTS70000: It was not accepted."})
		return
	}
	encode := base64.RawURLEncoding.EncodeToString
	writeAs(w, map[string]any{
		"token_type": "Bearer", "expires_in": 3599, "access_token": "right", "refresh_token": "r",
		"scope":       scope,
		"id_token":    "e30." + encode([]byte(`{"aud":"a","oid":"o","tid":"t","preferred_username":"k","sub":"s"}`)) + ".x",
		"client_info": encode([]byte(`{"uid":"o","utid":"t"}`)),
	})
}

func writeAs(w http.ResponseWriter, value any) { _ = json.NewEncoder(w).Encode(value) }
