// Package slashcommand handles Slack's /securescore: it checks that Slack sent
// the request and passes the command on to the reporter function, which reads
// it with Parse.
//
// Handler answers Slack within the three seconds that Slack waits, with the
// command and a sign that it is read: that needs no language. The answer
// follows at the command's response URL, from the reporter: only it knows the
// configuration with the tenants, their languages and who may ask. The reporter
// believes what a command says of its user because of the seal that only the
// holders of Slack's signing secret can make.
//
// A request that is larger than Slack's gets status 413, and one that Slack did
// not sign, that is older than five minutes or that came before gets 401.
// Without the signing secret every request gets 503. None has an explanation.
// Everything else gets status 200. If the command could not be passed on, the
// answer has a text that says so, because Slack does not show the text of other
// statuses. It is English: the configuration has the language.
package slashcommand

import (
	"context"
	"encoding/base64"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/slack/command"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// Handler handles requests to the function's URL. All fields are needed.
type Handler struct {
	// SigningSecret is as in secrets.Rotating.Accepts: it says whether a
	// message fits Slack's signing secret.
	SigningSecret func(ctx context.Context, fits func(secret string) bool) (bool, error)
	// Invoke sends a payload to the reporter and does not wait for its result.
	Invoke func(ctx context.Context, payload []byte) error
	// Count counts one more in a metric: LimitedCommands, of those that are too
	// many in a minute, or FailedCommands, for which the reporter could not be
	// invoked.
	Count func(metric string) error
	Now   func() time.Time
	Log   *slog.Logger

	seen  Seen
	limit Limit
}

// timeout is what a command may take. Slack waits for three seconds, and the
// network needs some of them.
const timeout = 2 * time.Second

// maxBody is far more than a command of Slack's has. A larger body is refused
// before anything is done with it.
const maxBody = 16 << 10

// shownText is how many characters of a command the log and the first answer
// have.
const shownText = 200

// Handle handles one request. It never fails the invocation, because Lambda
// would not retry it.
func (h *Handler) Handle(
	ctx context.Context, r events.LambdaFunctionURLRequest,
) (events.LambdaFunctionURLResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	log := h.Log.With("requestId", r.RequestContext.RequestID)
	if r.RequestContext.HTTP.Method != http.MethodPost {
		return events.LambdaFunctionURLResponse{
			StatusCode: http.StatusMethodNotAllowed, Headers: map[string]string{"allow": http.MethodPost},
		}, nil
	}
	log = log.With("sourceIp", r.RequestContext.HTTP.SourceIP)
	body, refused := bodyOf(r)
	if refused != 0 {
		log.Warn("refused", "error", "the body is not one of Slack's", "status", refused)
		return events.LambdaFunctionURLResponse{StatusCode: refused}, nil
	}
	proof, err := command.ReadProof(headers(r.Headers), h.Now())
	if err != nil {
		log.Warn("refused", "error", err.Error())
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusUnauthorized}, nil
	}
	return h.handle(ctx, log, proof, body), nil
}

// bodyOf is the body, or the status of its refusal.
func bodyOf(r events.LambdaFunctionURLRequest) (body []byte, refused int) {
	largest := maxBody
	if r.IsBase64Encoded {
		largest = base64.StdEncoding.EncodedLen(maxBody)
	}
	if len(r.Body) > largest {
		return nil, http.StatusRequestEntityTooLarge
	}
	if !r.IsBase64Encoded {
		return []byte(r.Body), 0
	}
	body, err := base64.StdEncoding.DecodeString(r.Body)
	if err != nil {
		return nil, http.StatusUnauthorized
	}
	return body, 0
}

// handle handles a request that may be Slack's.
func (h *Handler) handle(
	ctx context.Context, log *slog.Logger, proof command.Proof, body []byte,
) events.LambdaFunctionURLResponse {
	secret := "" // the one that fits
	genuine, err := h.SigningSecret(ctx, func(s string) bool {
		secret = s
		return proof.Holds(s, body)
	})
	id := proof.ID(body)
	switch {
	case err != nil:
		log.Error("reading the signing secret", "error", err.Error())
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusServiceUnavailable}
	case !genuine:
		log.Warn("refused", "error", command.ErrUnsigned.Error())
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusUnauthorized}
	}
	sent, err := command.Read(body)
	switch {
	case err == nil && sent == command.Command{}:
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusOK} // Slack checks the certificate
	case !h.seen.Add(id, h.Now()):
		log.Warn("refused", "error", "the same request came before")
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusUnauthorized}
	case err != nil:
		log.Warn("refused", "error", err.Error())
		return answer(err.Error())
	case !h.limit.Allow(sent.User, h.Now()):
		log.Warn("refused", "error", "too many commands in a minute", "user", sent.User)
		h.count(log, "LimitedCommands")
		return answer(words.CommandsLimited(MaxPerMinute))
	}
	return h.forward(ctx, log, sent, id, secret)
}

// forward sends the command to the reporter.
func (h *Handler) forward(
	ctx context.Context, log *slog.Logger, sent command.Command, id, secret string,
) events.LambdaFunctionURLResponse {
	payload, err := Seal(Request{
		ID: id, SentAt: h.Now().UTC(), ResponseURL: sent.ResponseURL,
		User: sent.User, Team: sent.Team, Channel: sent.Channel, Text: sent.Text,
	}, secret)
	if err == nil {
		err = h.Invoke(ctx, payload)
	}
	if err != nil {
		log.Error("invoking the reporter", "error", err.Error())
		h.count(log, "FailedCommands") // Slack's user has to get status 200, which no metric of Lambda shows
		return answer(words.CommandWithoutReporter)
	}
	log.Info("the reporter was invoked", "user", sent.User, "text", plaintext.Clip(sent.Text, shownText))
	return answer(taken(sent.Text))
}

// taken shows that a command is read, in every language.
func taken(text string) string {
	return strings.TrimSpace("⏳ /securescore " + mrkdwn.Plain(text, shownText))
}

func (h *Handler) count(log *slog.Logger, metric string) {
	if err := h.Count(metric); err != nil {
		log.Warn("writing metrics", "error", err.Error())
	}
}

func headers(from map[string]string) http.Header {
	header := http.Header{}
	for name, value := range from {
		header.Add(name, value) // twice in two spellings is twice
	}
	return header
}

// answer is a text that only the user who sent the command sees.
func answer(text string) events.LambdaFunctionURLResponse {
	body, err := command.Message(text)
	if err != nil {
		body = []byte("{}") // two strings always marshal
	}
	return events.LambdaFunctionURLResponse{
		StatusCode: http.StatusOK, Headers: map[string]string{"content-type": "application/json"}, Body: string(body),
	}
}
