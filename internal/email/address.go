package email

import (
	"errors"
	"net/mail"
	"strings"

	"secure-score-reporter/report"
)

func parseSender(from string) (*mail.Address, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, errors.New("the sender is not an e-mail address")
	}
	return sender, nil
}

// messageID is the same for the same delivery, so that a mail that was sent
// twice is recognised as one.
func messageID(key string, from *mail.Address) string { return key + "@" + domain(from) }

func listID(m report.Model, from *mail.Address) string {
	return "<" + slug(m.Tenant) + ".secure-score." + domain(from) + ">"
}

func domain(a *mail.Address) string { return a.Address[strings.LastIndexByte(a.Address, '@')+1:] }
