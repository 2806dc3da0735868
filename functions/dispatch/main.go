// The dispatch function: it sends a message for each tenant of an event to the
// reporter's queue. docs/reference/environment.md has its variables.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/dispatch/configured"
	"secure-score-reporter/internal/dispatch/sqsqueue"
	"secure-score-reporter/internal/lambdaenv"
	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/secrets/awssecrets"
)

func main() {
	known := &scrub.Scrubber{}
	log := slog.New(slog.NewJSONHandler(known.Log(os.Stderr), nil))
	slog.SetDefault(log) // a line of a library is JSON, too
	cloud := &awssecrets.AWS{
		Load: func(context.Context) (aws.Config, error) { return lambdaenv.Config(os.Getenv) },
		Know: known.Know,
	}
	queue := sqsqueue.Queue{URL: os.Getenv("SECURESCORE_QUEUE"), Load: cloud.Config}
	here := configured.Installation{
		Location: os.Getenv("SECURESCORE_CONFIG"), Stack: os.Getenv("SECURESCORE_STACK"),
		LongestGap: os.Getenv("SECURESCORE_LONGEST_GAP"), AWS: cloud, Metrics: os.Stdout, Now: time.Now,
	}
	dispatcher := dispatch.Dispatcher{
		Tenants: here.Tenants, Sender: dispatch.Sender{Batch: queue.Batch, Pause: dispatch.Wait},
		Overdue: here.CountOverdue, Log: log,
	}
	lambda.Start(known.Handler(dispatcher.Handle))
}
