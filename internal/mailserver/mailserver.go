// Package mailserver reads the address of a mail server: smtp://… or smtps://….
// The configuration checks it, and internal/email connects to it.
package mailserver

import (
	"cmp"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Server is a mail server and how to sign in to it.
type Server struct {
	Host, Port     string
	Security       Security
	Loopback       bool // the server is on this machine
	User, Password string
}

// Security says when a connection is encrypted.
type Security int

// When a connection is encrypted.
const (
	StartTLS  Security = iota // with STARTTLS, required
	MayTLS                    // with STARTTLS, if the server offers it
	NoTLS                     // never
	FromStart                 // from the first byte
)

// Default ports: submission, and submission over TLS (RFC 8314). A mail server
// on the same machine listens at 25.
const (
	portSubmission = "587"
	portTLS        = "465"
	portLocal      = "25"
)

// Parse reads an address. Its errors never repeat it, as it may contain a
// password.
func Parse(address string) (Server, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Server{}, errors.New("not a URL like smtp://user:password@host:587, with a number as its port; " +
			"in user and password write % as %25, : as %3A, @ as %40, / as %2F, # as %23")
	}
	s := Server{Host: u.Hostname(), User: u.User.Username()}
	s.Password, _ = u.User.Password()
	s.Loopback = loopback(s.Host)
	if err := s.check(u); err != nil {
		return Server{}, err
	}
	if s.Security, err = securityOf(u, s); err != nil {
		return Server{}, err
	}
	if s.Port, err = portOf(u, s); err != nil {
		return Server{}, err
	}
	return s, nil
}

// check finds what is missing or not allowed in the URL.
func (s Server) check(u *url.URL) error {
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return errors.New("must begin with smtp:// or smtps://")
	case s.Host == "":
		return errors.New("no host: write smtp://host:587 or smtps://host")
	case strings.Trim(u.Path, "/") != "" || u.Fragment != "":
		return errors.New("nothing but ?tls=off may follow the port; in a password write / as %2F, ? as %3F and # as %23")
	case u.User != nil && (s.User == "" || s.Password == ""):
		return errors.New("user and password go together, as user:password@host")
	case strings.ContainsAny(s.User+s.Password, "\x00\r\n"):
		return errors.New("a line break or a zero byte in user or password")
	}
	return nil
}

func securityOf(u *url.URL, s Server) (Security, error) {
	off := u.Query().Get("tls") == "off"
	switch {
	case u.RawQuery != "" && (!off || len(u.Query()) > 1):
		return 0, errors.New("only ?tls=off may follow host and port")
	case off && u.Scheme == "smtps":
		return 0, errors.New("smtps:// is TLS; ?tls=off belongs to smtp://")
	case off && s.User != "" && !s.Loopback:
		return 0, errors.New("with ?tls=off the password would not be encrypted; remove one of them")
	case off:
		return NoTLS, nil
	case u.Scheme == "smtps":
		return FromStart, nil
	case s.Loopback:
		return MayTLS, nil
	}
	return StartTLS, nil
}

func portOf(u *url.URL, s Server) (string, error) {
	preset := portSubmission
	switch {
	case s.Security == FromStart:
		preset = portTLS
	case s.Loopback:
		preset = portLocal
	}
	text := cmp.Or(u.Port(), preset)
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 65535 {
		return "", errors.New("the port is not between 1 and 65535")
	}
	return text, nil
}

// Address is host and port. Errors show nothing else of a server.
func (s Server) Address() string { return net.JoinHostPort(s.Host, s.Port) }

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
