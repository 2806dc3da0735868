package email

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"regexp"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
)

// Compose writes the MIME message: HTML with a text alternative, and the
// message's files attached. Message-ID, date and boundaries are derived from
// the message, so the same input gives the same bytes. It fails if the key or
// an address is not valid.
func Compose(m report.Message, from string, to []string) ([]byte, error) {
	if !validKey.MatchString(m.Key) {
		return nil, errors.New("composing email: the delivery's key is not lower-case hexadecimal of eight digits or more")
	}
	message, err := compose(m, from, to)
	if err != nil {
		return nil, fmt.Errorf("composing email: %w", err)
	}
	var b bytes.Buffer
	if _, err := message.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("composing email: %w", err)
	}
	return sameBoundaries(b.Bytes(), m.Key), nil
}

// validKey holds because the key becomes part of headers and of a file's name.
var validKey = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

func compose(m report.Message, from string, to []string) (*gomail.Msg, error) {
	letter, err := mail.Draw(m)
	if err != nil {
		return nil, err
	}
	sender, err := parseSender(from)
	if err != nil {
		return nil, err
	}
	message, err := plainMessage(sender, to, letter.Subject, m.Key)
	if err != nil {
		return nil, err
	}
	message.SetGenHeader(keyHeader, m.Key)
	message.SetDateWithValue(m.Model.Made.UTC())
	message.SetGenHeader("X-Auto-Response-Suppress", "All")  // Exchange's Auto-Submitted
	message.SetGenHeader("List-Id", listID(m.Model, sender)) // for a rule of the mailbox
	message.SetBodyString(gomail.TypeTextPlain, letter.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, letter.HTML)
	for _, f := range letter.Pictures {
		id := gomail.WithFileContentID("<" + f.Name + ">")
		if err := message.EmbedReader(f.Name, bytes.NewReader(f.Data), attached(f), id, inline(f)); err != nil {
			return nil, fmt.Errorf("embedding %s: %w", f.Name, err)
		}
	}
	for _, f := range m.Files {
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
