package graphtest

import (
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// Mail is an email that the server took.
type Mail struct {
	From string // the sending mailbox
	MIME []byte
}

// maxRequest is the real service's limit for a request.
const maxRequest = 4 << 20

// Mails are the emails since the start, in order.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// mailbox returns the sending mailbox of a path to sendMail, or "".
func mailbox(path string) string {
	rest, ok := strings.CutPrefix(path, version+"/users/")
	name, found := strings.CutSuffix(rest, "/sendMail")
	if !ok || !found || strings.Contains(name, "/") {
		return ""
	}
	return name
}

// sendMail takes a message in MIME. It does not have the real service's JSON
// form.
func (s *Server) sendMail(w http.ResponseWriter, r *http.Request, from string) {
	if len(s.options.Mailboxes) > 0 && !slices.Contains(s.options.Mailboxes, from) {
		refuse(w, http.StatusNotFound, "ErrorInvalidUser", "The requested user '"+from+"' is invalid.")
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest+1))
	if err != nil {
		return // the client is gone
	}
	if len(body) > maxRequest {
		refuse(w, http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The request is too large.")
		return
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "text/plain" {
		refuse(w, http.StatusBadRequest, "BadRequest", "Unable to read JSON request payload.")
		return
	}
	message, err := base64.StdEncoding.DecodeString(string(body))
	if err != nil || len(message) == 0 {
		refuse(w, http.StatusBadRequest, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.")
		return
	}
	s.mu.Lock()
	s.mails = append(s.mails, Mail{From: from, MIME: message})
	s.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}
