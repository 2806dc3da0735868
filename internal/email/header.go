package email

import (
	"errors"
	"net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

func parseSender(from string) (*mail.Address, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, errors.New("the sender is not an email address")
	}
	return sender, nil
}

// plainMessage has the headers of every email.
func plainMessage(sender *mail.Address, to []string, subject, key string) (*gomail.Msg, error) {
	// A User-Agent would contain go-mail's version, which changes the bytes.
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(sender)
	if err := message.To(to...); err != nil {
		return nil, errors.New("a recipient is not an email address")
	}
	message.Subject(oneLine(subject))
	message.SetMessageIDWithValue(messageID(key, sender))
	message.SetGenHeader("Auto-Submitted", "auto-generated") // no automatic replies (RFC 3834)
	return message, nil
}

// messageID is the same for each try of a delivery, so that mail programs
// recognise an email that was sent twice.
func messageID(key string, from *mail.Address) string { return key + "@" + domain(from) }

func listID(about string, from *mail.Address) string {
	return "<" + slug(about) + ".secure-score." + domain(from) + ">"
}

func domain(a *mail.Address) string { return a.Address[strings.LastIndexByte(a.Address, '@')+1:] }
