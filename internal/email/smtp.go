package email

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/report"
)

// Ports where the transport names none: submission with STARTTLS, submission
// over TLS (RFC 8314).
const (
	portSubmission = 587
	portTLS        = 465
)

func (c *Channel) send(ctx context.Context, transport string, m report.Message) error {
	server, err := url.Parse(transport)
	if err != nil {
		return errors.New("email.transport: not a URL") // the error of Parse would repeat it, password and all
	}
	message, err := compose(m, c.options.From, c.options.To)
	if err != nil {
		return err
	}
	client, err := c.client(server)
	if err != nil {
		return fmt.Errorf("mail server %s: %w", server.Host, err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("connecting to mail server %s (check host, port, TLS, user and password): %w", server.Host, err)
	}
	if err := client.Send(message); err != nil {
		_ = client.Close()
		return fmt.Errorf("mail server %s did not take the message: %w", server.Host, err)
	}
	// The message is accepted: a server that hangs up on QUIT changes nothing.
	_ = client.Close()
	return nil
}

func (c *Channel) client(server *url.URL) (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithTimeout(c.options.Timeout), gomail.WithoutNoop()}
	port := portSubmission
	switch {
	case server.Scheme == "smtps":
		port = portTLS
		options = append(options, gomail.WithSSL())
	case server.Query().Get("tls") == "off":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case loopback(server.Hostname()):
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if text := server.Port(); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, errors.New("the port is not a number")
		}
		port = n
	}
	options = append(options, gomail.WithPort(port))
	if password, ok := server.User.Password(); ok {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(server.User.Username()), gomail.WithPassword(password))
	}
	return gomail.NewClient(server.Hostname(), options...)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
