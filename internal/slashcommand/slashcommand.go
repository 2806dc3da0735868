// Package slashcommand is the door for Slack's /securescore: it checks that Slack
// asks, turns the words into an event, hands it on to the reporter function, and
// puts the reporter's result into words.
//
// Handler answers Slack within the three seconds that Slack waits; the result
// follows later, at the command's response URL. It runs no job itself, and it
// knows no tenant: whether there is one of a given name is the reporter's to say.
//
// A request that Slack did not sign, that is older than five minutes or that came
// before gets 401 and no explanation. All else is answered with words that help,
// as HTTP 200, since Slack shows nothing of other answers.
package slashcommand

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/slack/command"
	"secure-score-reporter/internal/slack/mrkdwn"
)

// Request is where a command's answer goes. It is handed on beside the event.
type Request struct {
	ResponseURL string       `json:"responseUrl"`
	User        string       `json:"user,omitempty"` // the id of whom asked
	Ask         string       `json:"ask,omitempty"`  // Status (also a report), Actions or Diff; empty is Status
	Since       event.Period `json:"since,omitempty"`
}

// Handler handles requests to the function's URL. All fields are needed.
type Handler struct {
	SigningSecret func(ctx context.Context) (string, error)
	// Hand gives the reporter its payload, and does not wait for what comes of it.
	Hand func(ctx context.Context, payload []byte) error
	Now  func() time.Time
	Log  *slog.Logger

	seen seen
}

// within is what a command may take: Slack waits for three seconds, and some of
// them are the network's.
const within = 2 * time.Second

// Handle handles one request. It never fails the invocation: nobody would try
// again.
func (h *Handler) Handle(ctx context.Context, r events.LambdaFunctionURLRequest) (events.LambdaFunctionURLResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	log := h.Log.With("requestId", r.RequestContext.RequestID)
	if method := r.RequestContext.HTTP.Method; method != http.MethodPost {
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusMethodNotAllowed, Headers: map[string]string{"Allow": http.MethodPost}}, nil
	}
	secret, err := h.SigningSecret(ctx)
	if err != nil {
		log.Error("the signing secret is not to be had", "error", err.Error())
		return say("The signing secret cannot be read, so I cannot tell that it is Slack who asks. The log of this function says more."), nil
	}
	body, header := []byte(r.Body), headers(r.Headers)
	if r.IsBase64Encoded {
		if body, err = base64.StdEncoding.DecodeString(r.Body); err != nil {
			return refuse(), nil
		}
	}
	asked, err := command.Read(header, body, secret, h.Now())
	switch {
	case errors.Is(err, command.ErrUnsigned):
		log.Warn("refused", "error", err.Error(), "sourceIp", r.RequestContext.HTTP.SourceIP)
		return refuse(), nil
	case err == nil && asked == command.Command{}:
		return events.LambdaFunctionURLResponse{StatusCode: http.StatusOK}, nil // Slack's check of the certificate
	case !h.seen.first(header.Get("X-Slack-Signature"), h.Now()):
		log.Warn("refused", "error", "the same request came before")
		return refuse(), nil
	case err != nil:
		log.Warn("refused", "error", err.Error())
		return say(err.Error()), nil
	}
	return say(h.answer(ctx, log, asked)), nil
}

// answer is what is said at once.
func (h *Handler) answer(ctx context.Context, log *slog.Logger, asked command.Command) string {
	question, err := Parse(asked.Text)
	if errors.Is(err, errHelp) {
		return help
	}
	if err != nil {
		return mrkdwn.Plain(err.Error(), 500) + "\n" + help
	}
	payload, err := json.Marshal(map[string]any{
		"slashCommand": Request{ResponseURL: asked.ResponseURL, User: asked.User, Ask: question.Ask, Since: question.Since}, "event": question.Event,
	})
	if err == nil {
		err = h.Hand(ctx, payload)
	}
	if err != nil {
		log.Error("handing the command on", "error", err.Error())
		return "The reporter function could not be reached, so nothing was asked of it. Please try again; the log of this function says more."
	}
	log.Info("handed on", "user", asked.User, "text", asked.Text)
	return "Looking at Microsoft Secure Score. The answer comes here in some seconds."
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

// say answers who asked, and nobody else.
func say(text string) events.LambdaFunctionURLResponse {
	body, err := json.Marshal(map[string]string{"response_type": "ephemeral", "text": strings.TrimSpace(text)})
	if err != nil {
		body = []byte("{}") // two strings always marshal
	}
	return events.LambdaFunctionURLResponse{
		StatusCode: http.StatusOK, Headers: map[string]string{"Content-Type": "application/json"}, Body: string(body),
	}
}
