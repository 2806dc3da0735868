// The reporter function: it runs events from schedules, manual invocations, a
// queue and the slash command. docs/reference/environment.md has its variables.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/dispatch/sqsqueue"
	"secure-score-reporter/internal/invocation"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/metrics"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/slack/command"
	"secure-score-reporter/internal/slashcommand"
)

func main() {
	ctx, stop := context.WithCancel(context.Background()) // SIGTERM ends a run in progress cleanly
	defer stop()
	known := &scrub.Scrubber{}
	log := slog.New(invocation.WithRequestID(slog.NewJSONHandler(known.Log(os.Stderr), nil)))
	slog.SetDefault(log) // a line of a library is JSON, too
	process := app.NewProcess(os.LookupEnv, time.Now, log).Scrub(known)
	handler := &invocation.Handler{
		Job: func(ctx context.Context) (*job.Job, error) {
			return process.Open(ctx, os.Getenv("SECURESCORE_CONFIG"))
		},
		Forget:        process.ForgetSecrets,
		SigningSecret: process.SigningSecret(os.Getenv("SECURESCORE_SLACK_SIGNING_SECRET")),
		Reply: func(ctx context.Context, to slashcommand.Request, text string) error {
			known.Know(to.ResponseURL) // with it anybody can post
			return command.Respond(ctx, to.ResponseURL, known.Known(text))
		},
		Queue: sqsqueue.Queue{URL: os.Getenv("SECURESCORE_QUEUE"), DeadLetters: os.Getenv("SECURESCORE_DEAD_LETTERS"),
			Load: process.AWS},
		Mask:    known.Text,
		Metrics: metrics.NewWriter(os.Stdout, os.Getenv),
		Now:     time.Now,
		Log:     log,
	}
	lambda.StartWithOptions(known.Handler(handler.Handle), lambda.WithContext(ctx),
		lambda.WithEnableSIGTERM(func() { log.Info("shutting down"); stop() }))
}
