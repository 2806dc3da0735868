package faults

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/mail"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/webhook"
	"secure-score-reporter/report/words"
)

// standIns are the services that a run calls, and what they took.
type standIns struct {
	network *network // breaks the replies of the mail server
	graph   http.Handler
	store   http.Handler
	config  string // the document, for SSM

	mu    sync.Mutex
	sent  []message
	files []upload
}

// message is what a channel took.
type message struct {
	channel   string
	at        time.Time
	key, text string
	id        string
	thread    string // the message in Slack that it follows
}

type upload struct{ thread, title string }

// took notes a message that a channel took. It returns the message's id.
func (s *standIns) took(m message) (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.at, m.id = time.Now(), fmt.Sprintf("1700000000.%06d", len(s.sent))
	s.sent = append(s.sent, m)
	return m.id
}

// on are the messages that a channel took. The caller holds the lock.
func (s *standIns) on(channel string) (list []message) {
	for _, m := range s.sent {
		if m.channel == channel {
			list = append(list, m)
		}
	}
	return list
}

func newStore(t testing.TB) http.Handler {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("scores"); err != nil {
		t.Fatal(err)
	}
	return gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
}

// ServeHTTP answers for every service but the mail server.
func (s *standIns) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(r.Header.Get(hostHeader), ".")
	switch name {
	case "store":
		s.store.ServeHTTP(w, r)
	case "graph":
		if strings.HasSuffix(r.URL.Path, "/sendMail") {
			data, _ := io.ReadAll(base64.NewDecoder(base64.StdEncoding, r.Body))
			s.take(string(data))
			w.WriteHeader(http.StatusAccepted)
			return
		}
		s.graph.ServeHTTP(w, r)
	case "login":
		s.entra(w, r)
	case "sts":
		_, _ = io.WriteString(w, `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			<GetWebIdentityTokenResult><WebIdentityToken>an.aws.jwt</WebIdentityToken></GetWebIdentityTokenResult>
			</GetWebIdentityTokenResponse>`)
	case "ssm":
		s.parameter(w, r)
	case "email":
		s.ses(w, r)
	case "teams":
		s.teams(w, r)
	case "receiver":
		s.receiver(w, r)
	default:
		s.slack(w, r)
	}
}

func (s *standIns) entra(w http.ResponseWriter, r *http.Request) {
	root := "https://login.microsoftonline.com/" + graphtest.TenantID
	answer := map[string]any{
		"issuer": root + "/v2.0", "authorization_endpoint": root + "/oauth2/v2.0/authorize",
		"token_endpoint": root + "/oauth2/v2.0/token",
	}
	if strings.HasSuffix(r.URL.Path, "/token") {
		answer = map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": "a-graph-token"}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (s *standIns) parameter(w http.ResponseWriter, r *http.Request) {
	var in struct{ Name string }
	_ = json.NewDecoder(r.Body).Decode(&in)
	value := map[string]string{
		"/stack/config": s.config, "/token": "xoxb-token", "/hook": "https://hooks.slack.com/services/T0/B0/x",
		"/teams":    "https://teams.test/workflows/1/triggers/manual/paths/invoke?sig=" + teamsSignature,
		"/receiver": "https://receiver.test/hook/" + receiverPath, "/signing": signingSecret,
	}[in.Name]
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]string{"Value": value}})
}

func (s *standIns) slack(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.Header.Get(hostHeader), "hooks") {
		body, _ := io.ReadAll(r.Body)
		s.took(message{channel: "slack", text: string(body)})
		_, _ = io.WriteString(w, "ok")
		return
	}
	_ = r.ParseForm()
	w.Header().Set("Content-Type", "application/json")
	switch _, method, _ := strings.Cut(r.URL.Path, "/api/"); method {
	case "chat.postMessage":
		_, _ = fmt.Fprintf(w, `{"ok":true,"channel":"C1","ts":%q}`, s.post(r.Form))
	case "files.getUploadURLExternal":
		_, _ = fmt.Fprintf(w, `{"ok":true,"upload_url":"https://files.slack.com/upload","file_id":"F1"}`)
	case "files.completeUploadExternal":
		s.mu.Lock()
		s.files = append(s.files, upload{r.Form.Get("thread_ts"), r.Form.Get("files")})
		s.mu.Unlock()
		_, _ = io.WriteString(w, `{"ok":true,"files":[{"id":"F1"}]}`)
	default:
		_, _ = io.WriteString(w, "OK")
	}
}

// post takes a message for Slack. It returns the message's id.
func (s *standIns) post(form url.Values) (id string) {
	var metadata struct {
		Payload map[string]string `json:"event_payload"`
	}
	_ = json.Unmarshal([]byte(form.Get("metadata")), &metadata)
	return s.took(message{
		channel: "slack", key: metadata.Payload["key"], text: form.Get("text") + form.Get("blocks"),
		thread: form.Get("thread_ts"),
	})
}

// The parts of the addresses and the secret that nobody may see.
const (
	teamsSignature = "a-signature-of-Workflows"
	receiverPath   = "a-path-that-is-secret"
	signingSecret  = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
)

// teams takes a card, as Workflows do: they answer before they post it. What
// the card says about tasks is no news.
func (s *standIns) teams(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	news, _, _ := strings.Cut(string(body), words.English.Text(words.TopTitle))
	s.took(message{channel: "teams", text: news})
	w.WriteHeader(http.StatusAccepted)
}

// receiver takes a message of the channel webhook that is signed.
func (s *standIns) receiver(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	key, err := standardwebhooks.NewWebhook(signingSecret)
	if err != nil || key.VerifyIgnoringTimestamp(body, r.Header) != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var m webhook.Message
	if json.Unmarshal(body, &m) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	m.Data.Analysis = nil // it names actions that are no news
	news, _ := json.Marshal(m)
	s.took(message{channel: "webhook", key: r.Header.Get(standardwebhooks.HeaderWebhookID), text: string(news)})
	w.WriteHeader(http.StatusNoContent)
}

func (s *standIns) ses(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Content struct{ Raw struct{ Data []byte } }
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	s.take(string(in.Content.Raw.Data))
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"MessageId": "1"}`)
}

// messages is how many were taken.
func (s *standIns) messages() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sent)
}

// take keeps a mail.
func (s *standIns) take(data string) {
	l := message{channel: "email"}
	if m, err := mail.ReadMessage(strings.NewReader(data)); err == nil {
		l.key = m.Header.Get("X-Secure-Score-Key")
		l.text = texts(m.Header.Get, m.Body)
	}
	s.took(l)
}

// texts are the texts of a part of a mail and of those in it.
func texts(header func(string) string, body io.Reader) string {
	kind, parameters, err := mime.ParseMediaType(header("Content-Type"))
	switch {
	case err != nil:
		return ""
	case strings.HasPrefix(kind, "multipart/"):
		var all string
		for parts := multipart.NewReader(body, parameters["boundary"]); ; {
			p, err := parts.NextRawPart()
			if err != nil {
				return all
			}
			all += texts(p.Header.Get, p)
		}
	case kind != "text/plain":
		return ""
	}
	if header("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	data, _ := io.ReadAll(body)
	return string(data)
}

// acceptMail is the mail server on real connections.
func (s *standIns) acceptMail(l net.Listener) {
	var sessions sync.WaitGroup
	s.serveMail(l, &sessions)
}

// serveMail is the mail server.
func (s *standIns) serveMail(l net.Listener, sessions *sync.WaitGroup) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		sessions.Go(func() {
			defer func() { _ = c.Close() }()
			s.session(c)
		})
	}
}

func (s *standIns) session(c net.Conn) {
	if !s.say(c, "SMTP greeting", "220 ready", nil) {
		return
	}
	for in := bufio.NewReader(c); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		word := strings.ToUpper(strings.Fields(line + " x")[0])
		switch word {
		case "DATA":
			if !s.say(c, "SMTP DATA", "354 go on", nil) {
				return
			}
			data, ok := untilDot(in)
			if !ok || !s.say(c, "SMTP message", "250 taken", func() { s.take(data) }) {
				return
			}
		default:
			if !s.say(c, "SMTP "+word, map[string]string{"QUIT": "221 bye"}[word], nil) || word == "QUIT" {
				return
			}
		}
	}
}

// say answers a command, after it was done where the fault lets it.
func (s *standIns) say(c net.Conn, name, usual string, do func()) bool {
	if usual == "" {
		usual = "250 ok"
	}
	f, err := s.network.begin(name)
	if err != nil {
		reset(c)
		return false
	}
	if do != nil && (f == "" || f.after()) {
		do()
	}
	if f == killBefore || f == killAfter {
		s.network.kill()
	}
	return f.reply(c, usual)
}

// untilDot reads a mail up to its dot.
func untilDot(in *bufio.Reader) (string, bool) {
	var all strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", false
		}
		if line == ".\r\n" {
			return all.String(), true
		}
		all.WriteString(strings.TrimPrefix(line, "."))
	}
}
