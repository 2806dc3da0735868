package email

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"regexp"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
)

// Compose writes the whole MIME message: HTML with a text alternative, and the
// message's files attached. Message-ID, date and boundaries all follow from the
// message, so the same input gives the same bytes. It fails on a key that is not
// one, and on addresses that are none.
func Compose(m report.Message, from string, to []string) ([]byte, error) {
	if !validKey.MatchString(m.Key) {
		return nil, errors.New("composing mail: the delivery's key is not lower-case hexadecimal of eight digits or more")
	}
	message, err := compose(m, from, to)
	if err != nil {
		return nil, fmt.Errorf("composing mail: %w", err)
	}
	var b bytes.Buffer
	if _, err := message.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("composing mail: %w", err)
	}
	return sameBoundaries(b.Bytes(), m.Key), nil
}

// The key ends in headers and in a file's name.
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
	// No User-Agent: it has go-mail's version, which would change the bytes.
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(sender)
	if err := message.To(to...); err != nil {
		return nil, errors.New("a recipient is not an e-mail address")
	}
	message.Subject(oneLine(letter.Subject))
	message.SetMessageIDWithValue(messageID(m.Key, sender))
	message.SetGenHeader(keyHeader, m.Key)
	message.SetDateWithValue(m.Model.Made.UTC())
	message.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no answer from a machine
	message.SetGenHeader("X-Auto-Response-Suppress", "All")  // the same for Exchange
	message.SetGenHeader("List-Id", listID(m.Model, sender)) // what a rule of a mailbox sorts by
	message.SetBodyString(gomail.TypeTextPlain, letter.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, letter.HTML)
	for _, f := range letter.Pictures {
		if err := message.EmbedReader(f.Name, bytes.NewReader(f.Data), attached(f), gomail.WithFileContentID("<"+f.Name+">"), shown(f)); err != nil {
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

// attached writes an attachment's headers: go-mail would take the media type
// from the machine's tables, and write a name beyond ASCII in a way that RFC 2231
// replaced.
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

// shown has a picture shown in its place instead of offered for download.
func shown(f report.File) gomail.FileOption {
	return func(file *gomail.File) {
		file.Header.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": oneLine(f.Name)}))
	}
}

// keyHeader shows a mail that was sent twice for what it is where the Message-ID
// does not: SES overwrites that, and the date.
// Source: https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
const keyHeader = "X-Secure-Score-Key"

// oneLine leaves nothing that could begin another header.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F || r == 0x85 || r == 0x2028 || r == 0x2029 }), " ")
}

// go-mail writes a boundary as 60 random hexadecimal digits on a line of its own
// below the part's type. Bodies are quoted-printable or base64, so no line of
// theirs looks like these two, nor has the digits in it by chance.
var boundary = regexp.MustCompile(`\nContent-Type: multipart/[a-z]+;\r\n boundary=([0-9a-f]{60})\r\n`)

// sameBoundaries replaces the random boundaries of a message by ones made from
// its key. go-mail lets one be set, but a message with an attachment needs two
// that differ. A boundary has 70 characters at most.
func sameBoundaries(message []byte, key string) []byte {
	for i, found := range boundary.FindAllSubmatch(message, -1) {
		message = bytes.ReplaceAll(message, found[1], fmt.Appendf(nil, "part-%d-%s", i+1, key[:min(32, len(key))]))
	}
	return message
}
