// Package reach says what a person can do about a machine that cannot be
// reached: the causes that lie between this program and any service, such as a
// proxy that breaks TLS, a wrong clock or a name that does not resolve.
//
// What a service answers is not for it; each adapter knows its own service.
package reach

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
)

// trustCA is the fix for a certificate that a proxy of the organisation made.
const trustCA = "a proxy that opens TLS probably made this certificate: add the proxy's CA to the trusted certificates " +
	"of this machine, or on Linux name its PEM file in SSL_CERT_FILE"

// Fix is what to do about an error of the network; empty where the error does
// not show it.
func Fix(err error) string {
	var authority x509.UnknownAuthorityError
	var certificate x509.CertificateInvalidError
	var host x509.HostnameError
	var name *net.DNSError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &authority):
		return trustCA
	case errors.As(err, &certificate) && certificate.Reason == x509.Expired:
		return "check the clock of this machine; if it is right, the certificate has expired, or a proxy made it"
	case errors.As(err, &host):
		return "the certificate is for another host: check the address, and the proxy in between"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "the other side does not speak TLS: check the address and its port, and the proxy in HTTPS_PROXY"
	case refusedByProxy(err):
		return "the proxy needs a user and a password: add them in HTTPS_PROXY, as in http://user:password@proxy:8080"
	case throughProxy(err):
		return "check the proxy in HTTPS_PROXY, and whether NO_PROXY should name this host"
	case errors.As(err, &name):
		return "the name does not resolve: check its spelling, the network and DNS, and whether HTTPS_PROXY has to be set"
	}
	return ""
}

// throughProxy says whether the way to the proxy failed.
func throughProxy(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "proxyconnect"
}

// refusedByProxy says whether the proxy answered 407, which net/http reports
// only as text.
func refusedByProxy(err error) bool {
	return strings.Contains(err.Error(), "Proxy Authentication Required")
}
