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

// server is what a transport of smtp:// or smtps:// says.
type server struct {
	host, port     string
	security       security
	loopback       bool // nobody is in between
	user, password string
}

// security is how a connection comes to be encrypted.
type security int

const (
	startTLS  security = iota // insisted on
	mayTLS                    // where the server offers it
	noTLS                     // never
	fromStart                 // from the first byte
)

// Ports where the transport names none: submission, and submission over TLS
// (RFC 8314); a mail server of the same machine listens at 25.
const (
	portSubmission = "587"
	portTLS        = "465"
	portLocal      = "25"
)

// parseServer reads a transport. Its errors never repeat it, for it may hold a
// password.
func parseServer(transport string) (server, error) {
	u, err := url.Parse(transport)
	if err != nil {
		return server{}, errors.New("not a URL like smtp://user:password@host:587; in user and password, % is %25, : is %3A, @ is %40, / is %2F")
	}
	s := server{host: u.Hostname(), user: u.User.Username()}
	s.password, _ = u.User.Password()
	s.loopback = loopback(s.host)
	switch {
	case s.host == "":
		return server{}, errors.New("no host in it; write smtp://host:587 or smtps://host")
	case strings.Trim(u.Path, "/") != "" || u.Fragment != "":
		return server{}, errors.New("nothing may follow the port but ?tls=off; a / in a password is written %2F")
	case u.User != nil && (s.user == "" || s.password == ""):
		return server{}, errors.New("user and password go together, as user:password@host")
	case strings.ContainsAny(s.user+s.password, "\x00\r\n"):
		return server{}, errors.New("a line break or a zero byte in user or password")
	}
	switch off := u.Query().Get("tls") == "off"; {
	case u.RawQuery != "" && (!off || len(u.Query()) > 1):
		return server{}, errors.New("tls=off is the only thing that may follow a ?")
	case off && u.Scheme == "smtps":
		return server{}, errors.New("smtps:// is TLS; ?tls=off belongs to smtp://")
	case off && s.user != "" && !s.loopback:
		return server{}, errors.New("with ?tls=off the password would travel in the clear; leave out one of them")
	case off:
		s.security = noTLS
	case u.Scheme == "smtps":
		s.security = fromStart
	case s.loopback:
		s.security = mayTLS
	}
	if s.port, err = port(u, s); err != nil {
		return server{}, err
	}
	return s, nil
}

func port(u *url.URL, s server) (string, error) {
	preset := portSubmission
	switch {
	case s.security == fromStart:
		preset = portTLS
	case s.loopback:
		preset = portLocal
	}
	text := cmp.Or(u.Port(), preset)
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 65535 {
		return "", fmt.Errorf("port %q is none", text)
	}
	return text, nil
}

// address is host and port, which is all that may be shown of a server.
func (s server) address() string { return net.JoinHostPort(s.host, s.port) }

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
