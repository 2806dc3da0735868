package email

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// server is what a transport with smtp:// or smtps:// describes.
type server struct {
	host, port     string
	security       security
	loopback       bool // the server is on this machine
	user, password string
}

// security says when a connection is encrypted.
type security int

const (
	startTLS  security = iota // with STARTTLS, required
	mayTLS                    // with STARTTLS, if the server offers it
	noTLS                     // never
	fromStart                 // from the first byte
)

// Default ports: submission, and submission over TLS (RFC 8314). A mail server
// on the same machine listens at 25.
const (
	portSubmission = "587"
	portTLS        = "465"
	portLocal      = "25"
)

// parseServer reads a transport. Its errors never repeat the transport, which
// may contain a password.
func parseServer(transport string) (server, error) {
	u, err := url.Parse(transport)
	if err != nil {
		return server{}, errors.New("not a URL like smtp://user:password@host:587; " +
			"in user and password write % as %25, : as %3A, @ as %40, / as %2F")
	}
	s := server{host: u.Hostname(), user: u.User.Username()}
	s.password, _ = u.User.Password()
	s.loopback = loopback(s.host)
	if err := s.check(u); err != nil {
		return server{}, err
	}
	if s.security, err = securityOf(u, s); err != nil {
		return server{}, err
	}
	if s.port, err = portOf(u, s); err != nil {
		return server{}, err
	}
	return s, nil
}

// check finds what is missing or not allowed in the URL.
func (s server) check(u *url.URL) error {
	switch {
	case s.host == "":
		return errors.New("no host: write smtp://host:587 or smtps://host")
	case strings.Trim(u.Path, "/") != "" || u.Fragment != "":
		return errors.New("nothing but ?tls=off may follow the port; write a / in a password as %2F")
	case u.User != nil && (s.user == "" || s.password == ""):
		return errors.New("user and password go together, as user:password@host")
	case strings.ContainsAny(s.user+s.password, "\x00\r\n"):
		return errors.New("a line break or a zero byte in user or password")
	}
	return nil
}

func securityOf(u *url.URL, s server) (security, error) {
	off := u.Query().Get("tls") == "off"
	switch {
	case u.RawQuery != "" && (!off || len(u.Query()) > 1):
		return 0, errors.New("only tls=off may follow a ?")
	case off && u.Scheme == "smtps":
		return 0, errors.New("smtps:// is TLS; ?tls=off belongs to smtp://")
	case off && s.user != "" && !s.loopback:
		return 0, errors.New("with ?tls=off the password would not be encrypted; remove one of them")
	case off:
		return noTLS, nil
	case u.Scheme == "smtps":
		return fromStart, nil
	case s.loopback:
		return mayTLS, nil
	}
	return startTLS, nil
}

func portOf(u *url.URL, s server) (string, error) {
	preset := portSubmission
	switch {
	case s.security == fromStart:
		preset = portTLS
	case s.loopback:
		preset = portLocal
	}
	text := cmp.Or(u.Port(), preset)
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 65535 {
		return "", fmt.Errorf("%q is not a port", text)
	}
	return text, nil
}

// address is host and port. Errors show nothing else of a server.
func (s server) address() string { return net.JoinHostPort(s.host, s.port) }

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
