package scrub

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"secure-score-reporter/internal/plaintext"
)

type typedError struct{ text string }

func (e typedError) Error() string { return e.text }

// A handler of Lambda shows no secret: in its answer, its error and its panic.
func TestHandler(t *testing.T) {
	const secret = "quiet-otter-parks-under-bridges"
	var s Scrubber
	s.Know(secret)
	call := func(answer any, err error, p any) (text string, panicked any, failed error) {
		defer func() { panicked = recover() }()
		got, failed := s.Handler(func(context.Context, json.RawMessage) (any, error) {
			if p != nil {
				panic(p)
			}
			return answer, err
		})(t.Context(), nil)
		data, marshalled := json.Marshal(got)
		return string(data), nil, errors.Join(failed, marshalled)
	}
	if text, _, err := call(map[string]string{"problem": `"` + secret + `"`}, nil, nil); err != nil ||
		text != `{"problem":"\"[secret]\""}` {
		t.Errorf("answer %s, %v", text, err)
	}
	_, _, err := call(nil, typedError{"no " + secret}, nil)
	if err == nil || err.Error() != "no [secret]" || !errors.As(err, new(typedError)) {
		t.Errorf("error %v", err)
	}
	if text, _, err := call(nil, nil, nil); text != "null" || err != nil {
		t.Errorf("no answer: %s, %v", text, err)
	}
	if _, _, err := call(func() {}, nil, nil); err == nil {
		t.Error("an answer that is no JSON went through")
	}
	if _, p, _ := call(nil, nil, errors.New("no "+secret)); p != "no [secret]" {
		t.Errorf("panic %v", p)
	}
}

// S15: characters that nobody sees do not reach a log or an answer as they are.
func TestHiddenCharacters(t *testing.T) {
	const hidden = "a\u202eb\u00adc\U000e0041d\u2028e\ufefff"
	var s Scrubber
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(s.Log(&log), nil)).Info(hidden, "id", hidden)
	answer, err := s.Handler(func(context.Context, json.RawMessage) (any, error) { return hidden, nil })(t.Context(), nil)
	data, ok := answer.(json.RawMessage)
	var read string
	if err != nil || !ok || json.Unmarshal(data, &read) != nil || read != hidden {
		t.Errorf("answer %s, %v", data, err)
	}
	for _, text := range []string{log.String(), string(data)} {
		if strings.ContainsFunc(strings.TrimSpace(text), func(r rune) bool { return plaintext.Hidden(r) || r == '\u2028' }) {
			t.Errorf("S15: %+q", text)
		}
	}
}

// Logs and outputs are masked as they are written, and stay what they are.
func TestWriters(t *testing.T) {
	const secret = "quiet\\otter\"parks under bridges"
	var s Scrubber
	s.Know(secret)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(s.Log(&log), nil)).Error("refused "+secret, "error", "no "+secret, "token", "xoxb-1-2",
		slog.Group("request", "header", map[string]string{"Authorization": "Bearer opaque0token"}))
	var record map[string]any
	if err := json.Unmarshal(log.Bytes(), &record); err != nil || record["error"] != "no [secret]" ||
		record["msg"] != "refused [secret]" || strings.Contains(log.String(), "opaque0token") {
		t.Errorf("%v, %s", err, &log)
	}
	var out bytes.Buffer
	n, err := s.Output(&out).Write([]byte("a " + secret))
	if n != len(secret)+2 || err != nil || out.String() != "a [secret]" {
		t.Errorf("%d, %v, %s", n, err, &out)
	}
	if err := Error(nil, s.Text); err != nil {
		t.Error(err)
	}
	if got := Error(typedError{strings.Repeat("é", longestError)}, s.Text).Error(); len(got) != longestError+len("…") {
		t.Errorf("a long error has %d bytes", len(got))
	}
	if plain := (typedError{"nothing"}); !reflect.DeepEqual(Error(plain, s.Text), error(plain)) {
		t.Error("an error without a secret is another one")
	}
}
