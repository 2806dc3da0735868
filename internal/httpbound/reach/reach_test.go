package reach

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Each error is made by a real connection.
func TestFix(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	trusting := func(change func(*http.Transport)) *http.Transport {
		transport := secure.Client().Transport.(*http.Transport).Clone()
		change(transport)
		return transport
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nothing := "127.0.0.1:" + fmt.Sprint(closed.Addr().(*net.TCPAddr).Port)
	closed.Close()
	for name, tt := range map[string]struct {
		address   string
		transport *http.Transport
		want      string
	}{
		"a proxy that opens TLS": {secure.URL, &http.Transport{}, "SSL_CERT_FILE"},
		"a clock that is years behind": {secure.URL, trusting(func(tr *http.Transport) {
			tr.TLSClientConfig.Time = func() time.Time { return time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC) }
		}), "check the clock"},
		"another host": {secure.URL, trusting(func(tr *http.Transport) {
			tr.TLSClientConfig.ServerName = "graph.microsoft.invalid"
		}), "for another host"},
		"https:// for http://": {strings.Replace(plain.URL, "http", "https", 1), &http.Transport{}, "does not speak TLS"},
		"nothing listens":      {"http://" + nothing, &http.Transport{}, ""},
		"a proxy that is not there": {secure.URL, &http.Transport{
			Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: nothing}),
		}, "HTTPS_PROXY"},
		"a proxy that wants a password": {secure.URL, &http.Transport{
			Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: asking(t)}),
		}, "HTTPS_PROXY"},
		"a name that is none": {"http://graph.microsoft.invalid", &http.Transport{}, "does not resolve"},
	} {
		response, err := (&http.Client{Transport: tt.transport}).Get(tt.address)
		if err == nil {
			response.Body.Close()
			t.Errorf("%s: no error", name)
			continue
		}
		if got := Fix(err); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %v: %q, want %q", name, err, got, tt.want)
		}
	}
	if got := Fix(errors.New("anything")); got != "" {
		t.Errorf("an unknown error: %q", got)
	}
	if got := Fix(x509.CertificateInvalidError{Reason: x509.TooManyIntermediates}); got != "" {
		t.Errorf("another certificate: %q", got)
	}
}

// asking is the host of a proxy that wants a password.
func asking(t *testing.T) string {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	return strings.TrimPrefix(proxy.URL, "http://")
}
