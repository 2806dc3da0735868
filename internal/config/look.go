package config

import (
	"context"
	"errors"
	"os"
	"strings"

	"secure-score-reporter/internal/fileurl"
)

// Look reads what a reference leads to, where that takes no network. Its error
// says why it is not known here, and never repeats what was read.
type Look func(reference string) (value string, err error)

// Unseen is a setting that is behind a reference and was not looked at.
type Unseen struct {
	Path      string // of the field, like slack.token
	Reference string
}

// LoadWith is Load, and it also checks what is behind the references that look
// can read: a token, an address or a transport of the wrong kind is a problem
// of the document. It also returns the references that look could not read.
func LoadWith(ctx context.Context, name string, open Opener, look Look) (Config, []Unseen, error) {
	r := &reader{look: look}
	c, err := r.load(ctx, name, open)
	return c, r.unseen, err
}

// behind says what is wrong with what a reference leads to.
func (r *reader) behind(path string, rule rule, read any) string {
	if t, ok := read.(Transport); ok && !t.IsZero() && r.dir != "" {
		t.relativeTo(r.dir) // it is a reference where there is a file
		read = t
	}
	secret, ok := read.(interface {
		IsReference() bool
		String() string
	})
	if !ok || r.look == nil || rule.behind == nil || !secret.IsReference() {
		return ""
	}
	reference := secret.String()
	value, err := r.follow(reference)
	if err != nil {
		r.unseen = append(r.unseen, Unseen{path, reference})
		return ""
	}
	if problem := rule.behind(value); problem != "" {
		return reference + " " + problem
	}
	return ""
}

// follow reads what a reference leads to. A relative path is relative to the
// document. A pipe is left to its reader, as it can be read once and may never
// end; so is a device.
func (r *reader) follow(reference string) (string, error) {
	if r.dir != "" {
		reference = absolute(reference, r.dir)
	}
	if path, err := fileurl.Path(reference); err == nil {
		if at, err := os.Stat(path); err == nil && !at.Mode().IsRegular() {
			return "", errors.New("not a file")
		}
	}
	value, err := r.look(reference)
	return strings.TrimSpace(value), err
}

// isMailbox says that email is sent from a tenant's own mailbox, as far as that
// is known.
func (r *reader) isMailbox(t Transport) bool {
	if !t.IsReference() || r.look == nil {
		return t.isMailbox()
	}
	value, err := r.follow(t.String())
	return err == nil && value == mailbox
}
