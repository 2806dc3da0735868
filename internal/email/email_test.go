package email

import (
	"bytes"
	"context"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

const (
	key  = "0123456789abcdef0123456789abcdef"
	from = "Score <score@contoso.example>"
)

var to = []string{"ciso@contoso.example", "IT <it@contoso.example>"}

func message(tenant string) report.Message {
	s := score.Snapshot{Date: "2026-11-23", Current: 6, Max: 10, Controls: []score.Control{{
		ID: "A", Title: "<script>alert(1)</script>", Points: 6, Max: 10, MaxSource: score.MaxOfProfile,
		HasProfile: true, Percent: math.NaN(),
	}}}
	m := report.Build(report.Input{
		Tenant: tenant, Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Snapshot: s,
		Zones: score.Zones{Good: 80, Okay: 60},
	})
	return report.Message{
		Occasion: report.Periodic, Model: m, Key: key,
		Files: []report.File{{Name: "report.pdf", MediaType: "application/pdf", Data: []byte("%PDF-1.3")}},
	}
}

func channel(t *testing.T, transport string) *Channel {
	t.Helper()
	c, err := New(Options{
		Transport: func(context.Context) (string, error) { return transport, nil },
		From:      from, To: to, Timeout: 5 * time.Second,
		Senders: map[string]Sender{"other": func(context.Context, Mail) error { return nil }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// parts reads a message: its headers, and its leaf parts by media type.
func parts(t *testing.T, raw []byte) (mail.Header, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	leaves := map[string]string{}
	var walk func(contentType string, body io.Reader)
	walk = func(contentType string, body io.Reader) {
		kind, params, err := mime.ParseMediaType(contentType)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(kind, "multipart/") {
			data, err := io.ReadAll(body)
			if err != nil {
				t.Fatal(err)
			}
			leaves[kind] = string(data)
			return
		}
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			walk(p.Header.Get("Content-Type"), p)
		}
	}
	walk(m.Header.Get("Content-Type"), m.Body)
	return m.Header, leaves
}

// deliver sends a message as a run does. It returns the last progress that was
// recorded.
func deliver(ctx context.Context, to *Channel, m report.Message, progress string) (string, error) {
	draft, err := to.Prepare(m)
	if err != nil {
		return progress, err
	}
	err = to.Deliver(ctx, draft.Body, progress, func(p string, _ bool) error {
		progress = p
		return nil
	})
	return progress, err
}
