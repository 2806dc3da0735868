package graphtest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

type answer struct {
	status int
	header http.Header
	length int64
	body   struct {
		Next  string            `json:"@odata.nextLink"`
		Value []json.RawMessage `json:"value"`
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
}

func get(t *testing.T, address, token string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: response.StatusCode, header: response.Header, length: response.ContentLength}
	if err := json.Unmarshal(data, &a.body); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return a
}

func TestServesLikeGraph(t *testing.T) {
	server, err := New(Options{Token: "right"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.Serve(Scores("2026-11-23", 120, 3), Profiles(433))
	const scores, profiles = "/security/secureScores", "/security/secureScoreControlProfiles"
	for name, c := range map[string]struct {
		path, token string
		status      int
		elements    int
		next        string // what the nextLink ends in; "" is none
	}{
		"all days":        {scores, "right", 200, 90, ""},
		"the newest":      {scores + "?$top=1", "right", 200, 1, scores + "?$top=1&$skiptoken=1-1"},
		"the one before":  {scores + "?$top=1&$skiptoken=1-1", "right", 200, 1, scores + "?$top=1&$skiptoken=2-1"},
		"a week":          {scores + "?$top=7", "right", 200, 7, "$skiptoken=7-7"},
		"all by number":   {scores + "?$top=90", "right", 200, 90, ""},
		"skip":            {scores + "?$skip=88&$count=true", "right", 200, 2, ""},
		"first page":      {profiles, "right", 200, 200, profiles + "?$skiptoken=200-200"},
		"last page":       {profiles + "?$skiptoken=400-200", "right", 200, 33, ""},
		"after the end":   {profiles + "?$skiptoken=900-200", "right", 200, 0, ""},
		"all profiles":    {profiles + "?$top=999", "right", 200, 433, ""},
		"unknown orderby": {scores + "?$orderby=createdDateTime", "right", 400, 0, ""},
		"negative top":    {scores + "?$top=-1", "right", 400, 0, ""},
		"a made-up page":  {profiles + "?$skiptoken=x", "right", 400, 0, ""},
		"no token":        {scores, "", 401, 0, ""},
		"wrong token":     {scores, "wrong", 401, 0, ""},
		"another path":    {"/users", "right", 404, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := get(t, server.URL+c.path, c.token)
			if a.status != c.status || len(a.body.Value) != c.elements ||
				!strings.HasSuffix(a.body.Next, c.next) || (a.body.Next == "") != (c.next == "") {
				t.Errorf("status %d, %d elements, next %q", a.status, len(a.body.Value), a.body.Next)
			}
			if (a.status != 200) != (a.body.Error.Code != "") || a.header.Get("request-id") == "" {
				t.Errorf("error %q, header %v", a.body.Error.Code, a.header)
			}
			if a.status == 200 && (a.header.Get("Content-Type") != contentType || a.length != -1) {
				t.Errorf("%q of %d bytes, want Graph's type in chunks", a.header.Get("Content-Type"), a.length)
			}
		})
	}
}

func TestFaultsCount(t *testing.T) {
	server, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.Serve(Scores("2026-11-23", 2, 1), Profiles(2))
	server.Fail(
		Fault{Path: "secureScores", After: 1, Times: 2, Status: 503},
		Fault{Path: "Profiles", Warning: `199 - "x"`},
	)
	var seen []int
	for range 4 {
		seen = append(seen, get(t, server.URL+"/security/secureScores", "any").status)
	}
	partial := get(t, server.URL+"/security/secureScoreControlProfiles", "any")
	if !slices.Equal(seen, []int{200, 503, 503, 200}) || partial.status != 206 || partial.header.Get("Warning") == "" {
		t.Errorf("scores %v, profiles %d", seen, partial.status)
	}
	server.Fail()
	again := get(t, server.URL+"/security/secureScoreControlProfiles", "any")
	if again.status != 200 || len(server.Requests()) != 6 {
		t.Errorf("status %d after %d requests", again.status, len(server.Requests()))
	}
	for _, r := range server.Requests() {
		if r.Header.Get("Authorization") != "" {
			t.Errorf("the server recorded a token: %v", r.Header)
		}
	}
}
