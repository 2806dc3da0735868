package command

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Proof is what Slack sends beside a body to prove that it sent it.
type Proof struct {
	timestamp string
	signature []byte
}

// ErrUnsigned says that Slack did not sign the request, or not just now.
var ErrUnsigned = errors.New("the request is not signed by Slack, or was not signed within the last five minutes")

// maxAge is how far a request's timestamp may be from the clock, as Slack
// advises.
const maxAge = 5 * time.Minute

// The sizes of what Slack sends.
const (
	maxTimestamp = 12 // digits of seconds since 1970
	version      = "v0="
)

// ReadProof reads the proof in a request's headers. It fails with ErrUnsigned
// where there is none, more than one, or one of another time. The signature is
// kept as bytes: how its digits are written makes no other request.
func ReadProof(header http.Header, now time.Time) (Proof, error) {
	timestamp, signature := only(header, "X-Slack-Request-Timestamp"), only(header, "X-Slack-Signature")
	seconds, err := strconv.ParseUint(timestamp, 10, 63)
	if err != nil || len(timestamp) > maxTimestamp || now.Sub(time.Unix(int64(seconds), 0)).Abs() > maxAge {
		return Proof{}, ErrUnsigned
	}
	digits, ok := strings.CutPrefix(signature, version)
	if !ok || len(digits) != hex.EncodedLen(sha256.Size) {
		return Proof{}, ErrUnsigned
	}
	mac, err := hex.DecodeString(digits)
	if err != nil {
		return Proof{}, ErrUnsigned
	}
	return Proof{timestamp, mac}, nil
}

// only is the value of a header that is there once; empty for any other.
func only(header http.Header, name string) string {
	if values := header.Values(name); len(values) == 1 {
		return values[0]
	}
	return ""
}

// Holds says whether the body was signed with the secret.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func (p Proof) Holds(secret string, body []byte) bool {
	if secret == "" || len(p.signature) != sha256.Size {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + p.timestamp + ":")) // a hash takes everything
	mac.Write(body)
	return hmac.Equal(p.signature, mac.Sum(nil))
}

// ID names the request by its timestamp and body, so that a copy of it has the
// same.
func (p Proof) ID(body []byte) string {
	sum := sha256.New()
	sum.Write([]byte(p.timestamp + ":"))
	sum.Write(body)
	return hex.EncodeToString(sum.Sum(nil))
}
