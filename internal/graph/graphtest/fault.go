package graphtest

import (
	"net"
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with requests. If several faults match a
// request, the first one happens. Its fields combine, for example to a slow
// 206.
type Fault struct {
	Path  string // part of the path of the requests that fail; "" is all
	After int    // number of such requests that succeed before
	Times int    // number of requests that fail then; 0 is all

	Delay time.Duration // before the answer
	Reset bool          // the connection is reset instead of an answer

	Status     int    // an error of Graph with this status, or the status of Body
	Code       string // of Graph's error; "" is the usual one for the status
	Message    string
	RetryAfter string // value of the header: seconds or a date
	Header     http.Header
	Body       string // in place of the real body

	Warning   string // a partial answer: 206 with this Warning header
	Empty     bool   // a list without elements
	Pad       int64  // bytes in an additional property; gzip makes them a thousandth
	CutAfter  int    // the connection breaks after so many bytes of the uncompressed body
	WrongSize bool   // Content-Length is larger than the uncompressed body

	matched int // requests so far
}

// Fail replaces the faults. Without arguments nothing fails any more.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	for _, f := range faults {
		s.faults = append(s.faults, &f)
	}
}

// hits counts a request and reports whether it fails. The caller holds the
// server's lock.
func (f *Fault) hits(path string) bool {
	if !strings.Contains(path, f.Path) {
		return false
	}
	f.matched++
	return f.matched > f.After && (f.Times == 0 || f.matched <= f.After+f.Times)
}

// before does what happens before the answer, and reports whether there is one.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return false
		}
	}
	for key, values := range f.Header {
		w.Header()[key] = values
	}
	if !f.Reset {
		return true
	}
	connection, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // a reset instead of an orderly end
	}
	_ = connection.Close()
	return false
}

var codes = map[int]string{
	http.StatusBadRequest:          "BadRequest",
	http.StatusUnauthorized:        "InvalidAuthenticationToken",
	http.StatusForbidden:           "Authorization_RequestDenied",
	http.StatusNotFound:            "ResourceNotFound",
	http.StatusTooManyRequests:     "TooManyRequests",
	http.StatusInternalServerError: "InternalServerError",
	http.StatusBadGateway:          "BadGateway",
	http.StatusServiceUnavailable:  "ServiceUnavailable",
	http.StatusGatewayTimeout:      "GatewayTimeout",
}
