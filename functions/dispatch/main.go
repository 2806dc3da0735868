// The dispatch function: it sends a message for each tenant of an event to the
// reporter's queue. docs/reference/environment.md has its variables.
package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/s3document"
	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/dispatch/sqsqueue"
	"secure-score-reporter/internal/lambdaenv"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/secrets/awssecrets"
)

func main() {
	known := &scrub.Scrubber{}
	log := slog.New(slog.NewJSONHandler(known.Log(os.Stderr), nil))
	cloud := &awssecrets.AWS{
		Load: func(context.Context) (aws.Config, error) { return lambdaenv.Config(os.Getenv) },
		Know: known.Know,
	}
	queue := sqsqueue.Queue{URL: os.Getenv("SECURESCORE_QUEUE"), Load: cloud.Config}
	dispatcher := dispatch.Dispatcher{
		Tenants: func(ctx context.Context) (tenants []dispatch.Tenant, err error) {
			cfg, err := config.Load(ctx, os.Getenv("SECURESCORE_CONFIG"), s3document.Opener(cloud))
			for _, t := range cfg.Tenants {
				tenants = append(tenants, dispatch.Tenant{Name: t.Name, ID: t.ID})
			}
			return tenants, err
		},
		Sender: dispatch.Sender{Batch: queue.Batch, Pause: dispatch.Wait},
		Log:    log,
	}
	lambda.Start(known.Handler(dispatcher.Handle))
}
