package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"secure-score-reporter/internal/demo"
)

// openFleet writes a configuration with so many tenants. Each signs in with a
// token of its own, and Graph has the demo's score for each.
func (w *world) openFleet(n int, settings map[int]string) error {
	if w.fleet == nil {
		w.fleet = httptest.NewServer(http.HandlerFunc(w.serveFleet))
	}
	var doc strings.Builder
	fmt.Fprintf(&doc, `store: file://%[1]s/data
graph: {url: "%[2]s/v1.0"}
slack: {token: "env://SLACK_TOKEN", apiUrl: "%[3]s/", channel: "#security"}
tenants:
`, w.dir, w.fleet.URL, w.slack.URL)
	for i := 1; i <= n; i++ {
		own := settings[i]
		if !strings.Contains(own, "auth:") {
			own = strings.TrimPrefix(own+fmt.Sprintf(", auth: {token: right-%d}", i), ", ")
		}
		if !strings.Contains(own, "id:") {
			own = fmt.Sprintf("id: %s, ", fleetID(fmt.Sprint(i))) + own
		}
		fmt.Fprintf(&doc, "  - {name: customer-%d, %s}\n", i, own)
	}
	return w.write("config.yaml", doc.String())
}

func fleetID(number string) string { return fmt.Sprintf("00000000-0000-0000-0000-%012s", number) }

// serveFleet gives each tenant the same score under its own id.
func (w *world) serveFleet(to http.ResponseWriter, r *http.Request) {
	number, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer right-")
	request, err := http.NewRequestWithContext(r.Context(), r.Method,
		strings.TrimSuffix(w.graph.URL, "/v1.0")+r.URL.RequestURI(), nil)
	if err != nil {
		http.Error(to, err.Error(), http.StatusBadRequest)
		return
	}
	if ok {
		request.Header.Set("Authorization", "Bearer right")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		http.Error(to, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		http.Error(to, err.Error(), http.StatusBadGateway)
		return
	}
	to.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	to.WriteHeader(answer.StatusCode)
	_, _ = to.Write(bytes.ReplaceAll(body, []byte(demo.TenantID), []byte(fleetID(number))))
}
