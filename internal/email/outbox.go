package email

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"secure-score-reporter/report"
)

// write puts the mail into a directory, whole or not at all. The same delivery
// is the same file.
func (c *Channel) write(location string, m report.Message) (err error) {
	dir, err := url.PathUnescape(location)
	if err != nil {
		return fmt.Errorf("email.transport: a file:// URL with a broken percent-encoding")
	}
	mime, err := Compose(m, c.options.From, c.options.To)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	f, err := os.CreateTemp(dir, ".mail-*")
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(mime); err != nil {
		f.Close()
		return fmt.Errorf("outbox: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return os.Rename(f.Name(), filepath.Join(dir, fileName(m)))
}

func fileName(m report.Message) string {
	tenant := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(m.Model.Tenant))
	return fmt.Sprintf("%s-%s-%s-%s.eml", m.Model.Date, tenant[:min(40, len(tenant))], m.Occasion, m.Key[:min(8, len(m.Key))])
}
