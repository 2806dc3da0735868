package faults

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// fault is what happens to a call.
type fault string

const (
	refuse      fault = "refused"
	resetBefore fault = "reset before"
	resetAfter  fault = "reset after"
	hangBefore  fault = "hang before"
	hangAfter   fault = "hang after"
	truncated   fault = "truncated"
	empty       fault = "empty"
	stranger    fault = "wrong type"
	slow        fault = "slow"
	limited     fault = "429"
	limitedOne  fault = "429 for 1 s"
	limitedHour fault = "429 for 3600 s"
	limitedDate fault = "429 until a date"
	killBefore  fault = "death before"
	killAfter   fault = "death after"
)

// statuses are faults that are an answer with this status.
var statuses = []fault{"400", "401", "403", "404", "500", "502", "503"}

// untaken are the faults after which the service has done nothing.
var untaken = append([]fault{refuse, resetBefore, hangBefore, stranger, limited, limitedOne, limitedHour, limitedDate},
	statuses...)

// taken are those after which it has done what it was asked for.
var taken = []fault{resetAfter, hangAfter, truncated, empty, slow}

// after says whether the service has done it.
func (f fault) after() bool {
	return f == resetAfter || f == hangAfter || f == truncated || f == empty || f == slow || f == killAfter
}

// breaking serves requests, broken as they say.
func breaking(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := fault(r.Header.Get(faultHeader))
		if f == "" {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		if f.after() {
			next.ServeHTTP(answer, r)
		}
		_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that the client has gone
		f.answer(w, r, answer)
	})
}

// answer answers a request. Whole is the real answer, where there is one.
func (f fault) answer(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
	switch f {
	case resetBefore, resetAfter:
		hijackAndReset(w)
		return
	case hangBefore, hangAfter:
		<-r.Context().Done()
		return
	case stranger:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html><body>Welcome to the guest network</body></html>")
		return
	case truncated, empty, slow:
		f.deliver(w, whole)
		return
	case limitedOne:
		w.Header().Set("Retry-After", "1")
	case limitedHour:
		w.Header().Set("Retry-After", "3600")
	case limitedDate:
		w.Header().Set("Retry-After", time.Now().UTC().Add(5*time.Second).Format(http.TimeFormat))
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(f.status())
	_, _ = io.WriteString(w, "<html>sorry</html>")
}

// status is the status of a fault that is an answer.
func (f fault) status() int {
	number, _, _ := strings.Cut(string(f), " ")
	status, err := strconv.Atoi(number)
	if err != nil {
		panic("no status in " + string(f))
	}
	return status
}

func hijackAndReset(w http.ResponseWriter) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	reset(c)
}

// deliver sends the real answer, or a part of it.
func (f fault) deliver(w http.ResponseWriter, whole *httptest.ResponseRecorder) {
	for key, values := range whole.Header() {
		w.Header()[key] = values
	}
	data := whole.Body.Bytes()
	switch f {
	case empty:
		w.Header().Set("Content-Length", "0")
		w.WriteHeader(whole.Code)
	case truncated:
		w.Header().Set("Content-Length", strconv.Itoa(len(data)+1))
		w.WriteHeader(whole.Code)
		_, _ = w.Write(data[:len(data)/2])
		_ = http.NewResponseController(w).Flush()
		hijackAndReset(w)
	case slow:
		time.Sleep(5 * time.Second)
		w.WriteHeader(whole.Code)
		for part := range 4 {
			_, _ = w.Write(data[part*len(data)/4 : (part+1)*len(data)/4])
			_ = http.NewResponseController(w).Flush()
			time.Sleep(time.Second)
		}
	}
}

// replies are the faults of HTTP as replies of a mail server.
var replies = map[fault]string{
	"400": "501 syntax", "401": "535 authentication", "403": "550 denied", "404": "553 no such address",
	"500": "554 failed", "502": "421 closing", "503": "451 local error",
	limited: "450 try later", limitedOne: "450 try later", limitedHour: "452 too many", limitedDate: "454 not now",
	stranger: "<html><body>Welcome to the guest network</body></html>", empty: "", truncated: "25",
}

// reply sends a mail server's reply, broken as f says. It reports whether the
// session goes on.
func (f fault) reply(c net.Conn, usual string) bool {
	say := func(text string) bool {
		_, err := io.WriteString(c, text)
		return err == nil
	}
	switch f {
	case "":
		return say(usual + "\r\n")
	case resetBefore, resetAfter, killBefore, killAfter:
		reset(c)
		return false
	case hangBefore, hangAfter:
		_, _ = io.Copy(io.Discard, c)
		return false
	case slow:
		time.Sleep(5 * time.Second)
		return say(usual + "\r\n")
	case truncated:
		say(replies[f])
		reset(c)
		return false
	}
	return say(replies[f]+"\r\n") && f != "502"
}
