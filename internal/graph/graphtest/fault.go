package graphtest

import (
	"net"
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with requests. Of several faults the first
// one that fits a request happens. Its parts combine: a slow 206, say.
type Fault struct {
	Path  string // a part of the path of the requests that meet it; "" is all
	After int    // so many such requests pass before
	Times int    // so many meet it then; 0 is all

	Delay time.Duration // before the answer
	Reset bool          // the connection is reset instead of an answer

	Status     int    // an error of Graph's with this status, or the status of Body
	Code       string // of Graph's error; "" is one that fits the status
	Message    string
	RetryAfter string // the header's value: seconds or a date
	Header     http.Header
	Body       string // this in place of the real body

	Warning   string // a partial answer: 206 and this in the Warning header
	Empty     bool   // a list without elements
	Pad       int64  // so many bytes more, in a property of their own, as gzip a thousandth of it
	CutAfter  int    // the connection breaks after so many bytes of the body; it is not compressed then
	WrongSize bool   // Content-Length promises more than there is; neither

	met int // fitting requests so far
}

// Fail replaces the faults. Without any, all is well again.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	for _, f := range faults {
		s.faults = append(s.faults, &f)
	}
}

// meets counts a request, under the server's lock, and tells whether the fault
// happens to it.
func (f *Fault) meets(path string) bool {
	if !strings.Contains(path, f.Path) {
		return false
	}
	f.met++
	return f.met > f.After && (f.Times == 0 || f.met <= f.After+f.Times)
}

// strike does what comes before any answer, and tells whether there will be one.
func (f *Fault) strike(w http.ResponseWriter, r *http.Request) bool {
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
		_ = tcp.SetLinger(0) // a reset rather than an orderly end
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
