package email

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake is a mail server on loopback. It takes what it is sent, but for what its
// fields say.
type fake struct {
	answers  map[string]string // by command, its first word or the whole line: another reply
	hangUp   string            // the command after which it closes the connection; "." is the message
	silent   string            // the command after which it never says anything
	offers   []string          // extensions
	implicit bool              // TLS from the first byte
	tls      *tls.Config       // set: STARTTLS is offered

	address string
	mu      sync.Mutex
	lines   []string // commands, as they came
	secure  []bool   // whether each came in TLS
	message string   // between DATA and the dot, dots unstuffed
}

func (f *fake) start(t *testing.T) *fake {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f.address = listener.Addr().String()
	var wait sync.WaitGroup
	t.Cleanup(func() { listener.Close(); wait.Wait() })
	wait.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			wait.Go(func() { f.serve(conn) })
		}
	})
	return f
}

func (f *fake) serve(conn net.Conn) {
	defer func() { conn.Close() }()
	secure := f.implicit
	if secure {
		conn = tls.Server(conn, f.tls)
	}
	in := bufio.NewReader(conn)
	say := func(s string) { fmt.Fprint(conn, strings.ReplaceAll(s, "\n", "\r\n")+"\r\n") }
	say("220 fake ready")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		f.mu.Lock()
		f.lines, f.secure = append(f.lines, line), append(f.secure, secure)
		f.mu.Unlock()
		word, _, _ := strings.Cut(strings.ToUpper(line), " ")
		answer := f.answers[word]
		if special, ok := f.answers[line]; ok {
			answer = special
		}
		switch {
		case f.silent == word:
			continue
		case f.hangUp == word:
			return
		case answer != "":
		case word == "EHLO":
			answer = f.hello(secure)
		case word == "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, f.tls)
			in, secure = bufio.NewReader(conn), true
			continue
		case word == "AUTH" || line == base64.StdEncoding.EncodeToString([]byte("pa:ss")):
			answer = "235 come in"
			if strings.EqualFold(line, "AUTH LOGIN") {
				answer = "334 VXNlcm5hbWU6"
			}
		case line == base64.StdEncoding.EncodeToString([]byte("us@er")):
			answer = "334 UGFzc3dvcmQ6"
		case word == "DATA":
			say("354 go on")
			if !f.data(in) || f.hangUp == "." {
				return
			}
			answer = "250 taken"
			if special, ok := f.answers["."]; ok {
				answer = special
			}
		case word == "QUIT":
			say("221 bye")
			return
		default:
			answer = "250 well"
		}
		say(answer)
	}
}

func (f *fake) hello(secure bool) string {
	lines := append([]string{"fake"}, f.offers...)
	if f.tls != nil && !secure {
		lines = append(lines, "STARTTLS")
	}
	return "250-" + strings.Join(lines, "\n250-") + "\n250 HELP"
}

func (f *fake) data(in *bufio.Reader) bool {
	var all strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			f.mu.Lock()
			f.message = all.String()
			f.mu.Unlock()
			return true
		}
		all.WriteString(strings.TrimPrefix(line, "."))
	}
}

// sent is the commands that came, and which of them came in TLS.
func (f *fake) sent() (lines []string, secure map[string]bool, message string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	secure = map[string]bool{}
	for i, line := range f.lines {
		word, _, _ := strings.Cut(line, " ")
		secure[word] = f.secure[i]
	}
	return f.lines, secure, f.message
}

// certificate is a new one for localhost, and the pool that knows its authority.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}}}, pool
}
