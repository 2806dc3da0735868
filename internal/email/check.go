package email

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/mailserver"
	"secure-score-reporter/report/words"
)

// Check tests the transport without sending an email: it signs in to an SMTP
// server, or writes to the directory. With sendTest it also sends a test email.
func (c *Channel) Check(ctx context.Context, sendTest bool) []health.Finding {
	about := "email to " + c.To()
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Timeout,
		lateError(c.options.Timeout))
	defer cancel()
	var deliver sendFunc
	transport, err := c.options.Transport(ctx)
	transport = strings.TrimSpace(transport)
	if err == nil {
		deliver, err = c.transport(transport)
	}
	if err != nil {
		return []health.Finding{
			health.Fail(about, "email.transport: "+err.Error(), "see email.transport in the configuration"),
		}
	}
	findings := []health.Finding{c.checkTransport(ctx, about, transport)}
	if sendTest && findings[0].State != health.Failed {
		findings = append(findings, c.sendTest(ctx, about+": test email", deliver))
	}
	return findings
}

func (c *Channel) checkTransport(ctx context.Context, about, transport string) health.Finding {
	scheme, _, _ := strings.Cut(transport, "://")
	switch scheme {
	case "smtp", "smtps":
		s, err := mailserver.Parse(transport)
		if err == nil {
			err = c.trySignIn(ctx, s)
		}
		if err != nil {
			return health.Fail(about, err.Error(), "")
		}
		return health.Pass(about, "the server "+s.Address()+" accepts the sign-in")
	case "file":
		dir, err := fileurl.Path(transport)
		if err == nil {
			err = tryDirectory(dir)
		}
		if err != nil {
			return health.Fail(about, err.Error(), "check email.transport and the permissions of the directory")
		}
		return health.Pass(about, "emails are written to "+filepath.Clean(dir))
	}
	return health.Warn(about, scheme+" can only be tested by sending an email", "doctor --send-test sends one")
}

// trySignIn does what a delivery does before the email.
func (c *Channel) trySignIn(ctx context.Context, s mailserver.Server) error {
	conn, err := c.connect(ctx, s)
	if err != nil {
		return err
	}
	conn.close()
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

// sendTest sends a test email.
func (c *Channel) sendTest(
	ctx context.Context, about string, send sendFunc,
) health.Finding {
	mime, key, err := c.testMail()
	if err == nil {
		var end func()
		end, err = send(ctx, letter{Key: key, Tenant: "test", Occasion: "test", MIME: mime}, addressees{list: c.to})
		end()
	}
	if err != nil {
		return health.Fail(about, err.Error(), "")
	}
	return health.Pass(about, "accepted; check that it arrives")
}

func (c *Channel) testMail() (mime []byte, key string, err error) {
	digits := make([]byte, 16)
	if _, err := rand.Read(digits); err != nil {
		return nil, "", err
	}
	key = hex.EncodeToString(digits)
	message, err := plainMessage(c.from, c.options.To, words.English.Text(words.ChannelTestTitle), key)
	if err != nil {
		return nil, "", err
	}
	if c.options.Now != nil {
		message.SetDateWithValue(c.options.Now())
	}
	message.SetBodyString(gomail.TypeTextPlain, words.English.Text(words.MailTest))
	var b bytes.Buffer
	_, err = message.WriteTo(&b)
	return b.Bytes(), key, err
}
