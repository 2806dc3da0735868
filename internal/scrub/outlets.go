package scrub

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"secure-score-reporter/internal/plaintext"
)

// longestError is how much of an error is shown, in bytes. A service may answer
// with megabytes, and the SDKs repeat them.
const longestError = 64 << 10

// Error is the error with a masked text. It wraps the error, so that callers
// still find what they act on. What is too long is cut off.
func Error(err error, mask func(text string) string) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	clean := text
	if len(text) > longestError {
		clean = text[:longestError] + "…"
	}
	if clean = strings.ToValidUTF8(mask(clean), ""); clean != text {
		return &cleanError{clean, err}
	}
	return err
}

type cleanError struct {
	text string
	err  error
}

func (e *cleanError) Error() string { return e.text }
func (e *cleanError) Unwrap() error { return e.err }

// Advice is in the place of that of the error within, whose parts are not
// masked.
func (e *cleanError) Advice() (problem, advice string) { return e.text, "" }

// Log is a writer of logs and errors, with Text of what is written and with
// characters that nobody sees as \uXXXX: ids and names from outside are in
// logs. Each Write is a line or a whole document, as log/slog and fmt write it.
func (s *Scrubber) Log(to io.Writer) io.Writer {
	return writer{to, func(text string) string { return string(plaintext.Escape([]byte(s.Text(text)))) }}
}

// Output is a writer of results, with Known of what is written.
func (s *Scrubber) Output(to io.Writer) io.Writer { return writer{to, s.Known} }

type writer struct {
	to   io.Writer
	mask func(string) string
}

func (w writer) Write(data []byte) (int, error) {
	if _, err := io.WriteString(w.to, w.mask(string(data))); err != nil {
		return 0, err
	}
	return len(data), nil
}

// Handler is a handler of Lambda whose answers, errors and panics show no
// secret. Its answers have characters that nobody sees as \uXXXX.
func (s *Scrubber) Handler(
	next func(context.Context, json.RawMessage) (any, error),
) func(context.Context, json.RawMessage) (any, error) {
	return func(ctx context.Context, payload json.RawMessage) (any, error) {
		defer func() {
			if p := recover(); p != nil {
				panic(s.Text(fmt.Sprint(p))) // Lambda reports it, and ends the process
			}
		}()
		answer, err := next(ctx, payload)
		err = Error(err, s.Text)
		if answer == nil {
			return nil, err
		}
		data, failed := json.Marshal(answer)
		if failed != nil {
			return nil, fmt.Errorf("the answer: %w", failed)
		}
		return json.RawMessage(plaintext.Escape([]byte(s.Known(string(data))))), err
	}
}
