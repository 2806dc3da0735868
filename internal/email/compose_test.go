package email

import (
	"bytes"
	"encoding/base64"
	"mime"
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

func TestComposeGolden(t *testing.T) {
	got, err := Compose(message("contoso"), from, to)
	if err != nil {
		t.Fatal(err)
	}
	// The lines of an email end in CRLF, which no checkout may change.
	reporttest.Golden(t, "report.eml", got)
}

// fullMessage has an attachment and a tenant beyond ASCII.
func fullMessage() report.Message {
	m := message("Contoso · Ελλάδα")
	m.Files = append(m.Files, report.File{
		Name: "Übersicht.csv", MediaType: "text/csv; charset=utf-8", Data: []byte("a,b\r\n"),
	})
	return m
}

func TestSameMessageSameBytes(t *testing.T) {
	once, err := Compose(fullMessage(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Compose(fullMessage(), from, to)
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("two emails of the same message differ (%v)", err)
	}
	for line := range bytes.Lines(once) {
		if len(line) > 998 || !bytes.HasSuffix(line, []byte("\r\n")) {
			t.Errorf("a line of %d bytes, ending in %q", len(line), line[max(0, len(line)-2):])
		}
	}
}

func TestHeaders(t *testing.T) {
	m := fullMessage()
	raw, err := Compose(m, from, to)
	if err != nil {
		t.Fatal(err)
	}
	header, _ := parts(t, raw)
	for name, want := range map[string]string{
		"Message-Id":               "<" + key + "@contoso.example>",
		"X-Secure-Score-Key":       key,
		"Date":                     "Mon, 23 Nov 2026 06:00:00 +0000",
		"From":                     `"Score" <score@contoso.example>`,
		"To":                       `<ciso@contoso.example>, "IT" <it@contoso.example>`,
		"Auto-Submitted":           "auto-generated",
		"X-Auto-Response-Suppress": "All",
		"List-Id":                  "<contoso.secure-score.contoso.example>",
		"User-Agent":               "",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || subject != words.In(m.Model.Locale).Headline(m) {
		t.Errorf("subject %q (%v), want %q", subject, err, words.In(m.Model.Locale).Headline(m))
	}
}

func TestBodies(t *testing.T) {
	m := fullMessage()
	raw, err := Compose(m, from, to)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := mail.Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	_, leaves := parts(t, raw)
	for kind, want := range map[string]string{
		"text/html": letter.HTML, "text/plain": letter.Text,
		"application/pdf": base64.StdEncoding.EncodeToString(m.Files[0].Data),
		"text/csv":        base64.StdEncoding.EncodeToString(m.Files[1].Data),
	} {
		if got := strings.ReplaceAll(leaves[kind], "\r\n", "\n"); strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%s is\n%s\nwant\n%s", kind, got, want)
		}
	}
	if !bytes.Contains(raw, []byte("filename*=utf-8''%C3%9Cbersicht.csv")) {
		t.Error("the attachment's name is not encoded as RFC 2231 says")
	}
}

func TestAnotherKeyIsAnotherMail(t *testing.T) {
	m := message("contoso")
	one, err := Compose(m, from, to)
	if err != nil {
		t.Fatal(err)
	}
	m.Key = strings.Repeat("e", len(m.Key))
	other, err := Compose(m, from, to)
	if err != nil || strings.ReplaceAll(string(one), key, m.Key) != string(other) {
		t.Errorf("more than the key differs (%v)", err)
	}
}

func TestComposeRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		key, from string
		to        []string
	}{
		"no key":               {"", from, to},
		"a key with a newline": {"0123456789ab\r\nBcc: x@y.example", from, to},
		"a key with a path":    {"../../etc/passwd", from, to},
		"no sender":            {key, "", to},
		"two senders in one":   {key, "a@x.example\r\nBcc: b@x.example", to},
		"no recipient in it":   {key, from, []string{"nobody"}},
	} {
		m := message("contoso")
		m.Key = tt.key
		if _, err := Compose(m, tt.from, tt.to); err == nil || !strings.HasPrefix(err.Error(), "composing email: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// A tenant's name, a title or a file's name cannot end a header or a part.
func FuzzCompose(f *testing.F) {
	f.Add("contoso\r\nBcc: evil@x.example", "<script>alert(1)</script>", "a\r\nX: y.pdf")
	f.Add("\u202econtoso", "--part-1-"+key, `"; x="y`)
	digits := strings.Repeat("a", 60)
	f.Add("boundary="+digits, "Content-Type: multipart/mixed;\r\n boundary="+digits, "=?utf-8?q?=0d=0aBcc:?=")
	plain, err := Compose(message("contoso"), from, to)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, tenant, title, file string) {
		if !utf8.ValidString(tenant + title + file) {
			t.Skip()
		}
		m := message(tenant)
		m.Model.Actions[0].Title, m.Model.Top[0].Title = title, title
		m.Files[0].Name = file
		raw, err := Compose(m, from, to)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := parts(t, plain)
		header, leaves := parts(t, raw)
		if len(header) != len(want) || len(leaves) != 3 {
			t.Errorf("headers %v, %d leaves", header, len(leaves))
		}
		if strings.Contains(leaves["text/html"], "<script") {
			t.Error("a script in the email")
		}
	})
}

func BenchmarkCompose(b *testing.B) {
	m := message("contoso")
	m.Files[0].Data = bytes.Repeat([]byte("0123456789abcdef"), 10_000) // as large as a report
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compose(m, from, to); err != nil {
			b.Fatal(err)
		}
	}
}
