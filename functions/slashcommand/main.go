// The slash command function: it answers Slack's /securescore within three
// seconds and hands the work to the reporter function.
//
// Environment: SECURESCORE_REPORTER is the reporter function's name,
// SECURESCORE_SLACK_SIGNING_SECRET the app's signing secret or a reference to it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/slashcommand"
)

func main() {
	ctx, stop := context.WithCancel(context.Background()) // a run under way ends in order
	defer stop()
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	process := app.NewProcess(os.LookupEnv, time.Now, log)
	secret := config.NewSecret(os.Getenv("SECURESCORE_SLACK_SIGNING_SECRET"))
	handler := &slashcommand.Handler{
		SigningSecret: func(ctx context.Context) (string, error) { return process.Resolve(ctx, secret) },
		Hand:          process.Invoker(os.Getenv("SECURESCORE_REPORTER")),
		Now:           time.Now,
		Log:           log,
	}
	lambda.StartWithOptions(handler.Handle, lambda.WithContext(ctx), lambda.WithEnableSIGTERM(func() {
		log.Info("shutting down")
		stop()
	}))
}
