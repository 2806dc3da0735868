package email

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
)

// Whatever a mail server says, an email is sent or there is an error of one
// line. The process's scrubber masks a password that the server repeats.
func FuzzReplies(f *testing.F) {
	const password = "hunter2hunter2"
	whole := "220 mail\r\n250-mail\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000\r\n235 in\r\n" +
		"250 from\r\n250 to\r\n250 to\r\n354 go\r\n250 taken\r\n221 bye\r\n"
	f.Add(whole)
	f.Add(strings.Replace(whole, "235 in", "535 no "+password, 1))
	f.Add(strings.Replace(whole, "250 to", "550-no\r\n550 \x1b[31m\u202e", 1))
	f.Add(strings.Replace(whole, "354 go", "554 "+strings.Repeat("no ", 2000), 1))
	f.Add("220 mail\r\n502 what\r\n250 mail\r\n334 \r\n334 VXNlcg==\r\n235\r\n")
	f.Add("hello")
	var replies string
	c, err := New(Options{
		Transport: func(context.Context) (string, error) { return "smtp://me:" + password + "@127.0.0.1:25?tls=off", nil },
		From:      from, To: to,
		Dial: func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go func() { _, _ = io.Copy(io.Discard, theirs) }()
			go func(said string) {
				_, _ = io.WriteString(theirs, said)
				_ = theirs.Close()
			}(replies)
			return ours, nil
		},
	})
	if err != nil {
		f.Fatal(err)
	}
	draft, err := c.Prepare(message("contoso"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, said string) {
		replies = said
		taken := false
		err := c.Deliver(t.Context(), draft.Body, "", func(_ string, complete bool) error {
			taken = taken || complete
			return nil
		})
		switch {
		case err == nil && !taken, taken && !strings.Contains(said, "250"):
			t.Errorf("%q: taken %t, %v", said, taken, err)
		case err != nil && strings.ContainsAny(err.Error(), "\r\n\x1b\u202e"):
			t.Errorf("%q: %q", said, err)
		}
	})
}
