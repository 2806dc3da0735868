package email

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"secure-score-reporter/report"
)

// Compose writes the whole MIME message: HTML with a text alternative, and the
// message's files attached. Message-ID, date and boundaries all follow from the
// message, so the same input gives the same bytes.
func Compose(m report.Message, from string, to []string) ([]byte, error) {
	message, err := compose(m, from, to)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := message.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("composing mail: %w", err)
	}
	return sameBoundaries(b.Bytes(), m.Key), nil
}

func compose(m report.Message, from string, to []string) (*gomail.Msg, error) {
	subject, html, text, err := report.Mail(m)
	if err != nil {
		return nil, err
	}
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := message.From(from); err != nil {
		return nil, fmt.Errorf("composing mail: sender: %w", err)
	}
	if err := message.To(to...); err != nil {
		return nil, fmt.Errorf("composing mail: recipients: %w", err)
	}
	message.Subject(oneLine(subject))
	message.SetMessageIDWithValue(messageID(m, from))
	message.SetDateWithValue(m.Model.Made)
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetGenHeader("X-Auto-Response-Suppress", "All")
	message.SetBodyString(gomail.TypeTextPlain, text)
	message.AddAlternativeString(gomail.TypeTextHTML, html)
	for _, f := range m.Files {
		if err := message.AttachReader(f.Name, bytes.NewReader(f.Data), gomail.WithFileContentType(gomail.ContentType(f.MediaType))); err != nil {
			return nil, fmt.Errorf("composing mail: attaching %s: %w", f.Name, err)
		}
	}
	return message, nil
}

// messageID is the same for the same delivery, so that a mail that was sent
// twice is recognised as one.
func messageID(m report.Message, from string) string {
	domain := strings.TrimRight(from[strings.LastIndexByte(from, '@')+1:], "> ")
	return m.Key + "@" + domain
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var boundary = regexp.MustCompile(`boundary="?([0-9a-zA-Z'()+_,./:=?-]+)"?`)

// sameBoundaries replaces the random boundaries of a message by ones made from
// its key. go-mail lets one be set, but a message with an attachment has two.
func sameBoundaries(mime []byte, key string) []byte {
	for i, found := range boundary.FindAllSubmatch(mime, -1) {
		mime = bytes.ReplaceAll(mime, found[1], fmt.Appendf(nil, "part-%d-%s", i+1, key))
	}
	return mime
}
