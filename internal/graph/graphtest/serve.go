package graphtest

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const (
	version      = "/v1.0"
	scoresPath   = version + "/security/secureScores"
	profilesPath = version + "/security/secureScoreControlProfiles"
	keptDays     = 90 // as Microsoft keeps

	// contentType is the real one, word for word.
	contentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
	requestID   = "11111111-2222-3333-4444-555555555555"
)

func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	fault, scores, profiles := s.begin(r)
	defer s.end()
	w.Header().Set("request-id", requestID)
	token, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !fault.before(w, r):
	case fault.Body != "":
		w.Header().Set("Content-Type", cmp.Or(w.Header().Get("Content-Type"), contentType))
		fault.write(w, r, cmp.Or(fault.Status, http.StatusOK), strings.NewReader(fault.Body))
	case fault.Status != 0:
		if fault.RetryAfter != "" {
			w.Header().Set("Retry-After", fault.RetryAfter)
		}
		code := cmp.Or(fault.Code, codes[fault.Status], "UnknownError")
		refuse(w, fault.Status, code, cmp.Or(fault.Message, "The request failed."))
	case !isBearer || token == "":
		refuse(w, http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token is empty.")
	case s.options.Token != "" && token != s.options.Token:
		refuse(w, http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
	case r.Method == http.MethodPost && mailbox(r.URL.Path) != "":
		s.sendMail(w, r, mailbox(r.URL.Path))
	case r.Method != http.MethodGet:
		refuse(w, http.StatusMethodNotAllowed, "Request_BadRequest", "The HTTP method is not allowed.")
	case r.URL.Path == scoresPath:
		s.list(w, r, fault, scores[:min(keptDays, len(scores))], keptDays)
	case r.URL.Path == profilesPath:
		s.list(w, r, fault, profiles, s.options.PageSize)
	default:
		refuse(w, http.StatusNotFound, "BadRequest", "Resource not found for the segment.")
	}
}

// list answers with one page of elements.
func (s *Server) list(w http.ResponseWriter, r *http.Request, fault Fault, elements []json.RawMessage, pageSize int) {
	from, size, top, err := window(r.URL.Query(), pageSize)
	if err != nil {
		refuse(w, http.StatusBadRequest, "BadRequest", err.Error())
		return
	}
	from = min(from, len(elements))
	to := min(from+size, len(elements))
	page := elements[from:to]
	if fault.Empty {
		page, to = nil, len(elements)
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#security/%s"`,
		strings.TrimPrefix(r.URL.Path, version+"/security/"))
	if to < len(elements) {
		path := strings.TrimPrefix(r.URL.Path, version)
		link := fmt.Sprintf("%s%s?%s$skiptoken=%d-%d", s.options.LinkRoot, path, top, to, size)
		fmt.Fprintf(&head, `,"@odata.nextLink":%q`, link)
	}
	body := []io.Reader{&head}
	if fault.Pad > 0 {
		body = append(body, strings.NewReader(`,"padding":"`), io.LimitReader(filler{}, fault.Pad), strings.NewReader(`"`))
	}
	body = append(body, strings.NewReader(`,"value":[`))
	for i, element := range page {
		if i > 0 {
			body = append(body, strings.NewReader(","))
		}
		body = append(body, bytes.NewReader(element))
	}
	status := http.StatusOK
	if fault.Warning != "" {
		w.Header().Set("Warning", fault.Warning)
		status = http.StatusPartialContent
	}
	w.Header().Set("Content-Type", contentType)
	fault.write(w, r, status, io.MultiReader(append(body, strings.NewReader("]}"))...))
}

// window reads the query options. An option that Graph does not have here, such
// as $orderby, is an error.
func window(query url.Values, pageSize int) (from, size int, top string, err error) {
	size = pageSize
	for key, values := range query {
		value := values[0]
		number, notNumber := strconv.Atoi(value)
		bad := notNumber != nil || number < 0
		switch key {
		case "$top":
			size = number
			bad = bad || number == 0
			top = "$top=" + value + "&"
		case "$skip":
			from = number
		case "$skiptoken":
		case "$count":
			bad = false
		default:
			return 0, 0, "", fmt.Errorf("query option %q is not allowed", key)
		}
		if bad && key != "$skiptoken" {
			return 0, 0, "", fmt.Errorf("invalid value %q for the query option %q", value, key)
		}
	}
	if token := query.Get("$skiptoken"); token != "" {
		if _, err := fmt.Sscanf(token, "%d-%d", &from, &size); err != nil || from < 0 || size < 1 {
			return 0, 0, "", fmt.Errorf("invalid value %q for the query option \"$skiptoken\"", token)
		}
	}
	return from, size, top, nil
}

// write sends a body as Graph does, chunked, and compressed if the client
// accepts that, or as the fault says.
func (f *Fault) write(w http.ResponseWriter, r *http.Request, status int, body io.Reader) {
	if f.WrongSize || f.CutAfter > 0 {
		data, _ := io.ReadAll(body)
		if f.WrongSize {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)+1))
		} else {
			data = data[:min(f.CutAfter, len(data))]
		}
		w.WriteHeader(status)
		_, _ = w.Write(data)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_ = http.NewResponseController(w).Flush() // no Content-Length: chunked
		_, _ = io.Copy(w, body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	_ = http.NewResponseController(w).Flush()
	packed, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
	_, _ = io.Copy(packed, body)
	_ = packed.Close()
}

// refuse answers with an error in Graph's form.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{
		"code": code, "message": message,
		"innerError": map[string]string{
			"date": "2026-11-23T06:00:00", "request-id": requestID, "client-request-id": requestID,
		},
	}})
}

// filler is an endless text.
type filler struct{}

func (filler) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
