package email

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// write writes the email to a file in the directory, completely or not at all.
// All tries of a delivery have the same file. An email names weaknesses of a
// tenant, so only the owner may read it.
func write(dir string, l letter) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing the email to the outbox: %w", err)
		}
	}()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".mail-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(l.MIME)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, fileName(l)))
}

// fileName is unique for a delivery, and sorts emails by day.
func fileName(l letter) string {
	return fmt.Sprintf("%s-%s-%s-%s.eml", l.Date, l.Tenant, l.Occasion, l.Key[:keyShown])
}

const (
	keyShown = 8  // digits of the key in a file's name
	slugLong = 40 // bytes of the tenant's name in names of files and lists
)

// slug makes a name safe for a file's name and a header: lower-case letters,
// digits and hyphens.
func slug(name string) string {
	s := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name[:min(4*slugLong, len(name))]))
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	s = strings.Trim(s, "-")
	if s == "" {
		return "tenant"
	}
	return strings.TrimRight(s[:min(slugLong, len(s))], "-")
}
