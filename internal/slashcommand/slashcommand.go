// Package slashcommand handles Slack's /securescore: it checks that Slack sent
// the request, makes an event of the words and sends the event to the reporter
// function.
//
// Handler answers Slack within the three seconds that Slack waits. The result
// follows later at the command's response URL, from the reporter. The package
// runs no job and knows no tenants: the reporter checks whether there is one of
// a given name.
//
// A request that Slack did not sign, that is older than five minutes or that
// came before gets status 401 and no explanation. Everything else gets status
// 200 and a text that helps, because Slack does not show the text of other
// statuses.
package slashcommand

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/slack/command"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// Request goes to the reporter beside the event: what else the command asks
// for, and where the answer goes.
type Request struct {
	ResponseURL string       `json:"responseUrl"`
	User        string       `json:"user,omitempty"` // the id of the user who sent the command
	Ask         string       `json:"ask,omitempty"`  // Status (also a report), Actions or Diff; empty is Status
	Since       event.Period `json:"since,omitempty"`
}

// Handler handles requests to the function's URL. All fields are needed.
type Handler struct {
	SigningSecret func(ctx context.Context) (string, error)
	// Invoke sends a payload to the reporter and does not wait for its result.
	Invoke func(ctx context.Context, payload []byte) error
	Now    func() time.Time
	Log    *slog.Logger

	replays replays
}

// timeout is what a command may take. Slack waits for three seconds, and the
// network needs some of them.
const timeout = 2 * time.Second

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
	secret, err := h.SigningSecret(ctx)
	if err != nil {
		log.Error("reading the signing secret", "error", err.Error())
		return answer(words.CommandWithoutSecret), nil
	}
	body, header := []byte(r.Body), headers(r.Headers)
	if r.IsBase64Encoded {
		if body, err = base64.StdEncoding.DecodeString(r.Body); err != nil {
			return refuse(), nil
		}
	}
	sent, err := command.Read(header, body, secret, h.Now())
	switch {
	case errors.Is(err, command.ErrUnsigned):
		log.Warn("refused", "error", err.Error(), "sourceIp", r.RequestContext.HTTP.SourceIP)
		return refuse(), nil
	case err == nil && sent == command.Command{}:
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusOK}, nil // Slack checks the certificate
	case !h.replays.isNew(header.Get("X-Slack-Signature"), h.Now()):
		log.Warn("refused", "error", "the same request came before")
		return refuse(), nil
	case err != nil:
		log.Warn("refused", "error", err.Error())
		return answer(err.Error()), nil
	}
	return answer(h.forward(ctx, log, sent)), nil
}

// forward sends the command to the reporter, and returns the text that Slack
// shows at once.
func (h *Handler) forward(ctx context.Context, log *slog.Logger, sent command.Command) string {
	question, err := Parse(sent.Text)
	if errors.Is(err, errHelp) {
		return words.CommandHelp
	}
	if err != nil {
		return mrkdwn.Plain(err.Error(), 500) + "\n" + words.CommandHelp
	}
	request := Request{ResponseURL: sent.ResponseURL, User: sent.User, Ask: question.Ask, Since: question.Since}
	payload, err := json.Marshal(map[string]any{"slashCommand": request, "event": question.Event})
	if err == nil {
		err = h.Invoke(ctx, payload)
	}
	if err != nil {
		log.Error("invoking the reporter", "error", err.Error())
		return words.CommandWithoutReporter
	}
	log.Info("the reporter was invoked", "user", sent.User, "text", sent.Text)
	return words.CommandAccepted
}

func headers(from map[string]string) http.Header {
	header := http.Header{}
	for name, value := range from {
		header.Set(name, value)
	}
	return header
}

func refuse() events.LambdaFunctionURLResponse {
	return events.LambdaFunctionURLResponse{StatusCode: http.StatusUnauthorized}
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
