package slack

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/grace"
)

// longestAsked bounds what a server may ask for, so that no calculation with it
// overflows. Nobody waits that long.
const longestAsked = 24 * time.Hour

// askedWait reads Retry-After, which is a number of seconds or a date, in whole
// seconds from 0 to longestAsked. It says no where there is none that makes
// sense. A date counts from the answer's own date, so that the clocks of two
// machines are not compared.
func askedWait(header http.Header) (wait time.Duration, ok bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		if math.IsNaN(seconds) || seconds < 0 {
			return 0, false
		}
		return time.Duration(math.Ceil(min(seconds, longestAsked.Seconds()))) * time.Second, true
	}
	until, err := http.ParseTime(value)
	sent, sentErr := http.ParseTime(header.Get("Date"))
	if err != nil || sentErr != nil {
		return 0, false
	}
	// Sub saturates where the dates are too far apart.
	return min(max(until.Sub(sent), 0), longestAsked).Truncate(time.Second), true
}

// plainWaits writes Retry-After as slack-go reads it: it takes seconds only,
// and any number of them. It marks the errors of requests that were not sent.
type plainWaits struct{ next http.RoundTripper }

func (p plainWaits) RoundTrip(request *http.Request) (*http.Response, error) {
	watched, sent := grace.Watch(request.Context())
	response, err := p.next.RoundTrip(request.WithContext(watched))
	if err != nil && !sent.Load() {
		err = &unsentError{err}
	}
	if err != nil || response.StatusCode != http.StatusTooManyRequests {
		return response, err
	}
	seconds := "" // as if there were no header
	if wait, ok := askedWait(response.Header); ok {
		seconds = strconv.Itoa(int(wait / time.Second))
	}
	response.Header.Set("Retry-After", seconds)
	return response, nil
}
