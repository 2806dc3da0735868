package email

import (
	"bufio"
	"cmp"
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

// fake is a mail server on loopback. It accepts everything, except as its
// fields say.
type fake struct {
	answers  map[string]string // replies by command: its first word, or the whole line
	hangUp   string            // the command after which it closes the connection; "." is the message
	silent   string            // the command that it never answers
	offers   []string          // extensions
	implicit bool              // TLS from the first byte
	tls      *tls.Config       // it offers STARTTLS if this is set

	address string
	mu      sync.Mutex
	lines   []string // commands, in order
	secure  []bool   // whether each was encrypted
	message string   // between DATA and the dot, without dot stuffing
	all     []string // every message that was accepted, in order
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
		f.record(line, secure)
		word, _, _ := strings.Cut(strings.ToUpper(line), " ")
		answer := cmp.Or(f.answers[line], f.answers[word])
		switch {
		case f.silent == word:
			continue
		case f.hangUp == word:
			return
		case answer != "":
			say(answer)
		case word == "STARTTLS":
			say("220 ready")
			conn = tls.Server(conn, f.tls)
			in, secure = bufio.NewReader(conn), true
		case word == "DATA":
			say("354 ready")
			if !f.data(in) || f.hangUp == "." {
				return
			}
			say(cmp.Or(f.answers["."], "250 accepted"))
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say(f.reply(word, line, secure))
		}
	}
}

func (f *fake) record(line string, secure bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines, f.secure = append(f.lines, line), append(f.secure, secure)
}

// reply is the reply to a command that changes nothing about the connection.
func (f *fake) reply(word, line string, secure bool) string {
	switch {
	case word == "EHLO":
		return f.hello(secure)
	case strings.EqualFold(line, "AUTH LOGIN"):
		return "334 VXNlcm5hbWU6"
	case line == base64.StdEncoding.EncodeToString([]byte("us@er")):
		return "334 UGFzc3dvcmQ6"
	case word == "AUTH", line == base64.StdEncoding.EncodeToString([]byte("pa:ss")):
		return "235 signed in"
	}
	return "250 ok"
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
			f.all = append(f.all, f.message)
			f.mu.Unlock()
			return true
		}
		all.WriteString(strings.TrimPrefix(line, "."))
	}
}

// sent returns the commands, and which of them were encrypted, by first word.
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

// certificate makes a certificate for localhost, and a pool with its authority.
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
