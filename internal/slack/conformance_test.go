package slack

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"secure-score-reporter/internal/channeltest"
)

func TestConformance(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Server {
		f := newFakeSlack(t)
		return channeltest.Server{
			Channel: f.channel(),
			Accepted: func() (list []string) {
				f.mu.Lock()
				defer f.mu.Unlock()
				for _, posted := range slices.Concat(f.posts, f.files) {
					list = append(list, posted.Encode())
				}
				return list
			},
			Answer: func(a channeltest.Answer) {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.faults = map[string][]http.HandlerFunc{}
				switch a {
				case channeltest.Refuses:
					f.faults["chat.postMessage"] = []http.HandlerFunc{answer(`{"ok":false,"error":"not_in_channel"}`)}
				case channeltest.Fails:
					down := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }
					f.faults["chat.postMessage"] = []http.HandlerFunc{down, down, down}
				}
			},
		}
	})
}

// An incoming webhook keeps the same, but a message there has no key.
func TestConformanceOfAWebhook(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Server {
		h := newHook(t)
		return channeltest.Server{
			Channel: h.channel(h.URL + hookPath),
			Keyless: true,
			Accepted: func() (list []string) {
				for _, body := range h.bodies {
					list = append(list, fmt.Sprint(body))
				}
				return list
			},
			Answer: func(a channeltest.Answer) {
				h.faults = nil
				switch a {
				case channeltest.Refuses:
					h.faults = []http.HandlerFunc{word(http.StatusNotFound, "no_service")}
				case channeltest.Fails:
					down := httpStatus(http.StatusServiceUnavailable)
					h.faults = []http.HandlerFunc{down, down, down, down}
				}
			},
		}
	})
}
