// Package graphtest is a fake Microsoft Graph server: the two lists of the
// secure score and sendMail, over HTTP. It behaves like the real service, which
// differs from its documentation, and fails on demand. Tests and the command
// securescore demo use it.
//
// It has no sign-in: it accepts any bearer token, or the configured one. It
// does not check the data that it serves. New fails only if it cannot listen.
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

// Options of a Server. The zero value is valid.
type Options struct {
	Address  string       // to listen on; "" is a free port of 127.0.0.1
	Listener net.Listener // in place of Address; nil for none
	Token    string       // the only valid token; "" accepts any
	PageSize int          // default number of profiles on a page; 0 is 200, as in Graph

	// LinkRoot is the root of nextLinks, in place of the server's own. With
	// https://graph.microsoft.com/v1.0 a client that follows them literally leaves
	// the fake.
	LinkRoot string

	Mailboxes []string // that can send email; empty is any
}

// Server is a fake Microsoft Graph. Several goroutines may call its methods at
// any time.
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
	now      int // current requests
	most     int // at the same time
}

// Request is a request that the server received.
type Request struct {
	Method string
	Path   string      // below the host, with the version
	Query  string      // as the client sent it
	Header http.Header // without Authorization
}

// New starts a server without data.
func New(o Options) (*Server, error) {
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	if o.PageSize <= 0 {
		o.PageSize = 200
	}
	listener := o.Listener
	if listener == nil {
		var err error
		if listener, err = net.Listen("tcp", o.Address); err != nil {
			return nil, err
		}
	}
	s := &Server{URL: "http://" + listener.Addr().String() + version, options: o}
	if s.options.LinkRoot == "" {
		s.options.LinkRoot = s.URL
	}
	s.http = &http.Server{Handler: http.HandlerFunc(s.handle), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }()
	return s, nil
}

// Close stops the server at once, without waiting for requests.
func (s *Server) Close() { _ = s.http.Close() }

// Serve replaces the data. Scores are elements of secureScores, newest first.
// Profiles are elements of secureScoreControlProfiles.
func (s *Server) Serve(scores, profiles []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scores, s.profiles = scores, profiles
}

// Requests are the requests since the start or the last Forget, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// MostAtOnce is the largest number of requests at the same time.
func (s *Server) MostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Forget forgets the requests so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.most = nil, s.now
}

// begin records a request and finds its fault, if any.
func (s *Server) begin(r *http.Request) (fault Fault, scores, profiles []json.RawMessage) {
	header := r.Header.Clone()
	header.Del("Authorization")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Header: header})
	s.now++
	s.most = max(s.most, s.now)
	for _, f := range s.faults {
		if f.hits(r.URL.Path) {
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
