// Package graphtest is a fake Microsoft Graph: the two lists of the secure score
// and the sending of mail, over real HTTP, with the habits of the real service,
// which differ from its documentation, and with faults on demand. Tests use it,
// and the demonstration of the command line.
//
// It is not for sign-in: it takes any bearer token, or the one it is told. It
// does not check what it is given to serve. It fails only where it cannot
// listen.
//
//	graph, err := graphtest.New(graphtest.Options{})
//	defer graph.Close()
//	graph.Serve(graphtest.Scores("2026-11-23", 90, 234), graphtest.Profiles(433))
//	graph.Fail(graphtest.Fault{Path: "secureScores", Times: 1, Status: 429, RetryAfter: "1"})
package graphtest

import (
	"encoding/json"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options of a Server. The zero value is fit for use.
type Options struct {
	Address  string // to listen on; "" is a free port of 127.0.0.1
	Token    string // the only token that is taken; "" takes any
	PageSize int    // profiles on a page by default; 0 is 200, as Graph has it

	// LinkRoot stands at the beginning of nextLinks in place of the server's own
	// root. With https://graph.microsoft.com/v1.0 a client that follows them
	// literally leaves the fake.
	LinkRoot string

	Mailboxes []string // that mail can be sent from; none is any
}

// Server is a fake Microsoft Graph. All of its methods may be called at any time
// by several goroutines.
type Server struct {
	URL string // the root, with the version: http://127.0.0.1:PORT/v1.0

	options Options
	http    *http.Server

	mu       sync.Mutex
	scores   []json.RawMessage
	profiles []json.RawMessage
	faults   []*Fault
	requests []Request
	mails    []Mail
	now      int // requests under way
	most     int
}

// Request is one that the server has seen.
type Request struct {
	Method string
	Path   string      // below the host, with the version
	Query  string      // as it was sent
	Header http.Header // without Authorization
}

// New starts a server that has nothing to serve yet.
func New(o Options) (*Server, error) {
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	if o.PageSize <= 0 {
		o.PageSize = 200
	}
	listener, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "http://" + listener.Addr().String() + version, options: o}
	if s.options.LinkRoot == "" {
		s.options.LinkRoot = s.URL
	}
	s.http = &http.Server{Handler: http.HandlerFunc(s.handle), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }()
	return s, nil
}

// Close stops the server at once, whatever is under way.
func (s *Server) Close() { _ = s.http.Close() }

// Serve replaces what is served from now on. Scores are newest first, each an
// element of secureScores; profiles are elements of secureScoreControlProfiles.
func (s *Server) Serve(scores, profiles []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scores, s.profiles = scores, profiles
}

// Requests are those seen since the start or the last Forget, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// MostAtOnce is how many requests were under way at the same time at most.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Forget forgets the requests seen so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.most = nil, s.now
}

// begin records a request and finds the fault that it meets, if any.
func (s *Server) begin(r *http.Request) (fault Fault, scores, profiles []json.RawMessage) {
	header := r.Header.Clone()
	header.Del("Authorization")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Header: header})
	s.now++
	s.most = max(s.most, s.now)
	for _, f := range s.faults {
		if f.meets(r.URL.Path) {
			fault = *f
			break
		}
	}
	return fault, s.scores, s.profiles
}

func (s *Server) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now--
}
