package email

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/report"
)

// Check tries the transport as far as it can be tried without a mail: an SMTP
// server up to the sign-in, a directory by writing to it. Only sendTest sends one.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	about := "email to " + c.To()
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Timeout,
		fmt.Errorf("not done within %v: %w", c.options.Timeout, context.DeadlineExceeded))
	defer cancel()
	transport, err := c.options.Transport(ctx)
	if err != nil {
		return []health.Finding{health.Fail(about, "email.transport: "+err.Error(), "see email.transport in the configuration")}
	}
	transport = strings.TrimSpace(transport)
	deliver, err := c.transport(transport)
	if err != nil {
		return []health.Finding{health.Fail(about, "email.transport: "+err.Error(), "see email.transport in the configuration")}
	}
	findings := []health.Finding{c.checkTransport(ctx, about, transport)}
	if sendTest && findings[0].State != health.Failed {
		findings = append(findings, c.sendTest(ctx, about+": test mail", deliver))
	}
	return findings
}

func (c *Channel) checkTransport(ctx context.Context, about, transport string) health.Finding {
	scheme, rest, _ := strings.Cut(transport, "://")
	switch scheme {
	case "smtp", "smtps":
		s, err := parseServer(transport)
		if err == nil {
			err = c.greet(ctx, s)
		}
		if err != nil {
			return health.Fail(about, err.Error(), "")
		}
		return health.Pass(about, "the server "+s.address()+" takes the sign-in")
	case "file":
		dir, err := directory(rest)
		if err == nil {
			err = tryDirectory(dir)
		}
		if err != nil {
			return health.Fail(about, err.Error(), "check email.transport, and who may write there")
		}
		return health.Pass(about, "mails are written to "+dir)
	}
	return health.Warn(about, "by "+scheme+", which can only be tried with a mail", "doctor --send-test sends one")
}

// greet goes as far as a delivery does before its first command about a mail.
func (c *Channel) greet(ctx context.Context, s server) error {
	t := talk{server: s, ctx: ctx}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.address())
	if err != nil {
		return t.failed(connecting, err)
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()
	if err := t.open(conn, c.options.TLS); err != nil {
		return err
	}
	if err := t.signIn(); err != nil {
		return err
	}
	_ = t.client.Quit()
	return nil
}

func tryDirectory(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".check-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

const testText = "This address can be reached. Nothing changed, and nobody has to do anything.\n\nSent by securescore doctor --send-test.\n"

// sendTest sends a mail that says that it is a test.
func (c *Channel) sendTest(ctx context.Context, about string, deliver func(context.Context, report.Message, []byte) error) health.Finding {
	mime, key, err := c.testMail()
	if err == nil {
		err = deliver(ctx, report.Message{Model: report.Model{Tenant: "test"}, Occasion: "test", Key: key}, mime)
	}
	if err != nil {
		return health.Fail(about, err.Error(), "")
	}
	return health.Pass(about, "accepted; see whether it arrives")
}

func (c *Channel) testMail() (mime []byte, key string, err error) {
	digits := make([]byte, 16)
	if _, err := rand.Read(digits); err != nil {
		return nil, "", err
	}
	key = hex.EncodeToString(digits)
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(c.from)
	if err := message.To(c.options.To...); err != nil {
		return nil, "", errors.New("a recipient is not an e-mail address")
	}
	message.Subject("Test of the secure score reporter")
	message.SetMessageIDWithValue(messageID(key, c.from))
	if c.options.Now != nil {
		message.SetDateWithValue(c.options.Now())
	}
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetBodyString(gomail.TypeTextPlain, testText)
	var b bytes.Buffer
	_, err = message.WriteTo(&b)
	return b.Bytes(), key, err
}
