package graph

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeEntra is a sign-in service. It gives testToken to the requests that check
// accepts.
type fakeEntra struct {
	*httptest.Server
	mu       sync.Mutex
	requests []url.Values
	check    func(url.Values) (status int, code, description string) // status 0 accepts
}

func newEntra(t *testing.T, check func(url.Values) (int, string, string)) *fakeEntra {
	t.Helper()
	e := &fakeEntra{check: check}
	mux := http.NewServeMux()
	mux.HandleFunc("/"+tenant+"/v2.0/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		root := "https://" + r.Host + "/" + tenant
		json.NewEncoder(w).Encode(map[string]string{
			"issuer": root + "/v2.0", "authorization_endpoint": root + "/oauth2/v2.0/authorize",
			"token_endpoint": root + "/oauth2/v2.0/token",
		})
	})
	mux.HandleFunc("/"+tenant+"/oauth2/v2.0/token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		e.mu.Lock()
		e.requests = append(e.requests, r.PostForm)
		e.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if status, code, description := e.check(r.PostForm); status != 0 {
			w.WriteHeader(status)
			json.NewEncoder(w).Encode(map[string]any{
				"error": code, "trace_id": "trace-1",
				"error_description": description + " Trace ID: 1 Correlation ID: 2 Timestamp: 2026-11-23 06:00:00Z",
			})
			return
		}
		json.NewEncoder(w).Encode(map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": testToken})
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'x' not found."}`)
	})
	e.Server = httptest.NewUnstartedServer(mux)
	e.Config.ErrorLog = log.New(io.Discard, "", 0) // one test does not trust its certificate
	e.StartTLS()
	t.Cleanup(e.Close)
	return e
}

// testCertificate is a certificate and its key as PEM.
func testCertificate(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "app"}, NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})) +
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
}

// signedBy reports whether the assertion is a JWT signed with the certificate's
// key.
func signedBy(certificate, assertion string) bool {
	block, _ := pem.Decode([]byte(certificate))
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return false
	}
	signed, signature, _ := cutLast(assertion, ".")
	header, _, _ := strings.Cut(signed, ".")
	decoded, _ := base64.RawURLEncoding.DecodeString(header)
	bytes, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil {
		return false
	}
	algorithm := x509.SHA256WithRSAPSS
	if strings.Contains(string(decoded), "RS256") {
		algorithm = x509.SHA256WithRSA
	}
	return parsed.CheckSignature(algorithm, []byte(signed), bytes) == nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
