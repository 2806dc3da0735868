// The slash command function: it answers Slack's /securescore within three
// seconds, and invokes the reporter function to do the work.
//
// Environment: SECURESCORE_REPORTER is the reporter function's name,
// SECURESCORE_SLACK_SIGNING_SECRET the app's signing secret or a reference to
// it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/invoke"
	"secure-score-reporter/internal/lambdaenv"
	"secure-score-reporter/internal/metrics/emf"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/internal/secrets/awssecrets"
	"secure-score-reporter/internal/slashcommand"
)

func main() {
	known := &scrub.Scrubber{}
	log := slog.New(slog.NewJSONHandler(known.Log(os.Stderr), nil))
	slog.SetDefault(log) // a line of a library is JSON, too
	cloud := &awssecrets.AWS{
		Load: func(context.Context) (aws.Config, error) { return lambdaenv.Config(os.Getenv) },
		Know: known.Know,
	}
	from := secrets.Resolver{
		awssecrets.ParameterStore: cloud.Parameter,
		awssecrets.SecretsManager: cloud.Secret,
	}
	signing := &secrets.Rotating{Now: time.Now, Fetch: secrets.Watched(func(ctx context.Context) (string, error) {
		return from.Resolve(ctx, os.Getenv("SECURESCORE_SLACK_SIGNING_SECRET"))
	}, known.Know)}
	metrics := emf.Counter{To: os.Stdout, Function: os.Getenv("AWS_LAMBDA_FUNCTION_NAME"), Now: time.Now}
	handler := &slashcommand.Handler{
		SigningSecret: signing.Accepts,
		Invoke:        invoke.Async(os.Getenv("SECURESCORE_REPORTER"), cloud.Config),
		Count:         metrics.Count,
		Now:           time.Now,
		Log:           log,
	}
	lambda.Start(handler.Handle)
}
