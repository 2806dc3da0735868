package email

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// Compose writes the MIME message: HTML with a text alternative, and the
// message's files attached. Message-ID, date and boundaries are derived from
// the message, so the same input gives the same bytes. It fails if the key or
// an address is not valid.
func Compose(m report.Message, from string, to []string) ([]byte, error) {
	letter, err := mail.Draw(m)
	return content{letter, m.Files, m.Key, m.Model.Tenant, m.Model.Made}.written(from, to, err)
}

// composePortfolio is Compose for the report over all tenants.
func composePortfolio(m portfolio.Message, from string, to []string) ([]byte, error) {
	letter, err := mail.Portfolio(m.Model, m.Links, m.Files)
	return content{letter, m.Files, m.Key, words.In(m.Model.Locale).PortfolioTitle(m.Model.Name),
		m.Model.Made}.written(from, to, err)
}

// content is what is in an email.
type content struct {
	letter mail.Letter
	files  []report.File
	key    string
	about  string // a tenant, or all together
	made   time.Time
}

// written writes the message, unless drawing it failed.
func (c content) written(from string, to []string, drawing error) ([]byte, error) {
	if !validKey.MatchString(c.key) {
		return nil, errors.New("composing email: the delivery's key is not lower-case hexadecimal of eight digits or more")
	}
	var b bytes.Buffer
	message, err := (*gomail.Msg)(nil), drawing
	if err == nil {
		message, err = c.compose(from, to)
	}
	if err == nil {
		_, err = message.WriteTo(&b)
	}
	if err != nil {
		return nil, fmt.Errorf("composing email: %w", err)
	}
	return sameBoundaries(b.Bytes(), c.key), nil
}

// validKey holds because the key becomes part of headers and of a file's name.
var validKey = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

func (c content) compose(from string, to []string) (*gomail.Msg, error) {
	sender, err := parseSender(from)
	if err != nil {
		return nil, err
	}
	message, err := plainMessage(sender, to, c.letter.Subject, c.key)
	if err != nil {
		return nil, err
	}
	message.SetGenHeader(keyHeader, c.key)
	message.SetDateWithValue(c.made.UTC())
	message.SetGenHeader("X-Auto-Response-Suppress", "All")  // Exchange's Auto-Submitted
	message.SetGenHeader("List-Id", listID(c.about, sender)) // for a rule of the mailbox
	message.SetBodyString(gomail.TypeTextPlain, c.letter.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, c.letter.HTML)
	for _, f := range c.letter.Pictures {
		id := gomail.WithFileContentID("<" + f.Name + ">")
		if err := message.EmbedReader(f.Name, bytes.NewReader(f.Data), attached(f), id, inline(f)); err != nil {
			return nil, fmt.Errorf("embedding %s: %w", f.Name, err)
		}
	}
	for _, f := range c.files {
		if err := message.AttachReader(f.Name, bytes.NewReader(f.Data), attached(f)); err != nil {
			return nil, fmt.Errorf("attaching %s: %w", f.Name, err)
		}
	}
	return message, nil
}

// attached sets the headers of an attachment. go-mail would take the media type
// from the machine's tables, and would not write a name beyond ASCII as RFC
// 2231 says.
func attached(f report.File) gomail.FileOption {
	name := oneLine(f.Name)
	kind, _, err := mime.ParseMediaType(f.MediaType)
	if err != nil || strings.HasPrefix(kind, "multipart/") {
		kind = "application/octet-stream"
	}
	return func(file *gomail.File) {
		file.Header.Set("Content-Type", mime.FormatMediaType(kind, map[string]string{"name": name}))
		file.Header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
}

// inline makes mail programs show a picture in the text instead of offering it
// for download.
func inline(f report.File) gomail.FileOption {
	disposition := mime.FormatMediaType("inline", map[string]string{"filename": oneLine(f.Name)})
	return func(file *gomail.File) { file.Header.Set("Content-Disposition", disposition) }
}

// keyHeader has the idempotency key. It identifies an email that was sent
// twice, even where SES has replaced the Message-ID.
// Source: https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
const keyHeader = "X-Secure-Score-Key"

// oneLine removes line breaks, which could start another header, and what
// nobody sees, which could make one ending of a file's name look like another.
func oneLine(s string) string { return plaintext.Clean(s) }

// boundary matches go-mail's boundaries: 60 random hexadecimal digits on the
// line after the part's type. Bodies are quoted-printable or base64, so they
// have no such lines.
var boundary = regexp.MustCompile(`\nContent-Type: multipart/[a-z]+;\r\n boundary=([0-9a-f]{60})\r\n`)

// sameBoundaries replaces the random boundaries of a message by boundaries made
// from its key. go-mail can only set one boundary, and a message with an
// attachment needs two. A boundary has at most 70 characters.
func sameBoundaries(message []byte, key string) []byte {
	for i, found := range boundary.FindAllSubmatch(message, -1) {
		message = bytes.ReplaceAll(message, found[1], fmt.Appendf(nil, "part-%d-%s", i+1, key[:min(32, len(key))]))
	}
	return message
}
