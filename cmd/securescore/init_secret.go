package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/report/words"
)

// typedSecret is a secret that a person typed. It goes into a file of its own
// beside the document, which refers to it.
type typedSecret struct{ path, value string }

// secret asks for a reference, or for the secret itself, which is not shown. A
// secret in place of the reference goes into a file, if the person wants that.
// An empty answer is the preset; without one the secret is asked for.
func (s *setup) secret(q *questions, question, kind, preset string, into *string) {
	for q.err == nil && *into == "" {
		switch q.text(question, into); {
		case q.err != nil || config.NewSecret(*into).IsReference():
			return
		case *into != "":
			value := *into
			*into = ""
			s.offerFile(q, kind, value, into)
		case preset != "":
			*into = preset
		default:
			file := s.fileFor(q, kind)
			value := q.hidden(words.TypeSecret(file.path))
			q.need(value != "")
			s.keep(q, file, value, into)
		}
	}
}

// offerFile offers to write a secret into a file that only its user can read.
// Without that it is asked for again.
func (s *setup) offerFile(q *questions, kind, value string, into *string) {
	s.cli.known.Know(value)
	file := s.fileFor(q, kind)
	if q.err != nil {
		return
	}
	wanted, err := s.yes(words.AskIntoFile(file.path))
	switch {
	case err != nil:
		q.err = err
	case wanted:
		s.keep(q, file, value, into)
	case q.err == nil:
		q.p.warn(words.AnswerReference)
	}
}

// secretFile is a file for one secret, beside the document.
type secretFile struct{ path, ref string }

// fileFor is the file for a secret of some kind. One that is there already is
// not replaced.
func (s *setup) fileFor(q *questions, kind string) secretFile {
	base := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path)) + "." + kind
	f := secretFile{filepath.Join(filepath.Dir(s.path), base), "file://./" + (&url.URL{Path: base}).EscapedPath()}
	if _, err := os.Lstat(f.path); err == nil {
		q.fail(fmt.Errorf("%s exists already and is not replaced: if the secret is in it, answer %s", f.path, f.ref))
	}
	return f
}

// keep has a secret written into the file when the document is.
func (s *setup) keep(q *questions, f secretFile, value string, into *string) {
	switch {
	case q.err != nil:
	case config.NewSecret(value).IsReference():
		*into = value
	default:
		s.typed[f.ref] = typedSecret{f.path, value}
		*into = f.ref
	}
}

// mailServer asks how email is sent. The URL of a server with a password goes
// into a file as a whole.
func (s *setup) mailServer(q *questions, into *string) {
	for q.err == nil && *into == "" {
		q.text(words.AskMailServer, into)
		if q.need(*into != ""); q.err != nil {
			return
		}
		switch server, user := mailUser(*into); {
		case holdsPassword(*into):
			value := *into
			*into = ""
			s.offerFile(q, mailURL, value, into)
		case user != "":
			file := s.fileFor(q, mailURL)
			password := q.hidden(words.TypePassword(user, file.path))
			q.need(password != "")
			server.User = url.UserPassword(user, password)
			s.keep(q, file, server.String(), into)
		}
	}
}

// mailURL is the kind of secret that a mail server's URL is.
const mailURL = "smtp-url"

// mailUser is the user in the URL of a mail server; empty without one.
func mailUser(transport string) (server *url.URL, user string) {
	u, err := url.Parse(transport)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, ""
	}
	return u, u.User.Username()
}

// reveal puts typed secrets in the place of their references, in a document
// that is tried and not written.
func (s *setup) reveal(fields []edit.Field) {
	for i := range fields {
		if typed, ok := s.typed[fields[i].Text]; ok {
			fields[i].Text = typed.value
		}
		s.reveal(fields[i].Fields)
	}
}

// create writes the typed secrets that the document refers to, and the
// document: all, or none of them.
func (s *setup) create(text []byte) (files []string, err error) {
	defer func() {
		if err != nil {
			for _, file := range files {
				err = errors.Join(err, os.Remove(file))
			}
		}
	}()
	for _, ref := range []string{
		s.c.Secret, s.c.SlackToken, s.c.EmailVia, s.c.Teams, s.c.Webhook, s.c.WebhookSecret,
	} {
		typed, ok := s.typed[ref]
		if !ok {
			continue
		}
		if err := edit.Create(typed.path, []byte(typed.value+"\n")); err != nil {
			return files, err
		}
		files = append(files, typed.path)
	}
	if err := edit.Create(s.path, text); err != nil {
		return files, err
	}
	return append(files, s.path), nil
}

// hidden asks for a text that is not shown while it is typed.
func (q *questions) hidden(question string) string {
	if q.err != nil {
		return ""
	}
	fmt.Fprintf(q.p.stdout, "%s: ", q.fitted(question))
	var line string
	var err error
	if q.p.readHidden != nil {
		line, err = q.p.readHidden(q.ctx)
	} else {
		line, err = readLine(q.ctx, q.lines)
	}
	fmt.Fprintln(q.p.stdout)
	if err != nil && line == "" {
		q.fail(fmt.Errorf("reading the answer: %w", err))
	}
	return strings.TrimSpace(line)
}

// readHidden reads a line from the terminal without showing it. After the end
// of ctx the terminal is as before.
func readHidden(ctx context.Context) (string, error) {
	terminal := int(os.Stdin.Fd())
	before, err := term.GetState(terminal)
	if err != nil {
		return "", err
	}
	type read struct {
		line []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := term.ReadPassword(terminal)
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		return string(r.line), r.err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(terminal, before))
	}
}
