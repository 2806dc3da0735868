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

// secret asks for a reference, or for the secret itself, which is not shown.
func (s *setup) secret(q *questions, question, kind string, into *string) {
	if q.text(question, into); *into != "" || q.err != nil {
		return
	}
	base := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path)) + "." + kind
	path := filepath.Join(filepath.Dir(s.path), base)
	ref := "file://./" + (&url.URL{Path: base}).EscapedPath()
	if _, err := os.Lstat(path); err == nil {
		q.fail(fmt.Errorf("%s exists already and is not replaced: if the secret is in it, answer %s", path, ref))
		return
	}
	value := q.hidden(words.TypeSecret(path))
	if q.need(value != ""); value == "" {
		return
	}
	if config.NewSecret(value).IsReference() {
		*into = value
		return
	}
	s.typed[ref] = typedSecret{path, value}
	*into = ref
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
	for _, ref := range []string{s.c.Secret, s.c.SlackToken} {
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
	fmt.Fprintf(q.p.stdout, "%s: ", strings.Join(q.broken(question), "\n"))
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
