package faults

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/scrub/scrubtest"
)

// repeating is a network of which one host refuses what it is sent, and repeats
// it, from some request on.
type repeating struct {
	*network
	scrubtest.Echo
	host  string
	after int // requests of the host that are answered as usual
	seen  int
}

func (r *repeating) RoundTrip(request *http.Request) (*http.Response, error) {
	r.mu.Lock()
	refused := false
	if request.URL.Host == r.host {
		r.seen++
		refused = r.seen > r.after
	}
	r.mu.Unlock()
	if refused {
		return r.Echo.RoundTrip(request)
	}
	return r.network.RoundTrip(request)
}

// No result and no message shows a secret, whichever service refuses a run, or
// the rest of it, and repeats what it was sent.
func TestNoFaultShowsASecret(t *testing.T) {
	t.Parallel()
	hosts := []string{
		"ssm.eu-central-1.amazonaws.com", "sts.eu-central-1.amazonaws.com", "login.microsoftonline.com", "graph.test",
		"slack.com", "hooks.slack.com", "email.eu-central-1.amazonaws.com", "store.test",
		"teams.test", "receiver.test",
	}
	secrets := []string{"xoxb-token", "a-graph-token", "an.aws.jwt", "/services/T0/B0/x", "a-secret-key",
		teamsSignature, receiverPath, signingSecret}
	chosen, most := []scenario{scenarios[1], scenarios[4], scenarios[9]}, 2
	if all || many {
		chosen, most = scenarios, 40
	}
	missed := map[string]bool{}
	for _, host := range hosts {
		missed[host] = true
	}
	for _, s := range chosen {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, s.config)
			s.before(w)
			for _, host := range hosts {
				for after := range most {
					w.tomorrow()
					w.network.arm(plan{})
					over := &repeating{network: w.network, host: host, after: after}
					over.Form = scrubtest.Forms["plain"]
					request := fmt.Sprint(host, after)
					o := run(t.Context(), app.Network{HTTP: over, Dial: w.network.dial}, scheduled(weekly), request)
					w.network.http.CloseIdleConnections()
					if over.seen <= after {
						break
					}
					delete(missed, host)
					result, err := json.Marshal(o.Result)
					if err != nil {
						t.Fatal(err)
					}
					said := fmt.Sprintf("%s %v\n%s", result, o.err, w.dump())
					for _, secret := range secrets {
						if strings.Contains(said, secret) || len(scrubtest.Leaks(said, secret)) > 0 {
							t.Errorf("%s, %s after %d: %q in %s", s.name, host, after, secret, said)
						}
					}
				}
			}
		})
	}
	if len(missed) > 0 {
		t.Errorf("no run called %v", missed)
	}
}
