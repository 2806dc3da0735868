// Package invoke invokes another function of AWS Lambda and does not wait for
// its result. It fails with what AWS answered.
//
// It is a package of its own so that the function that is invoked does not link
// Lambda's client.
package invoke

import (
	"context"
	"fmt"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"secure-score-reporter/internal/httpbound"
)

// Async returns a function that sends a payload to the Lambda function of that
// name. Load loads the AWS configuration.
func Async(
	function string, load func(context.Context) (aws.Config, error),
) func(ctx context.Context, payload []byte) error {
	return func(ctx context.Context, payload []byte) error {
		cfg, err := load(ctx)
		if err != nil {
			return err
		}
		client := lambda.NewFromConfig(cfg, func(o *lambda.Options) {
			o.HTTPClient = httpbound.Client(o.HTTPClient, httpbound.Attempt, httpbound.MaxAnswer)
		})
		out, err := client.Invoke(ctx, &lambda.InvokeInput{
			FunctionName: &function, InvocationType: types.InvocationTypeEvent, Payload: payload,
		})
		if err != nil {
			return fmt.Errorf("invoking %s: %w", function, err)
		}
		if out.StatusCode != http.StatusAccepted {
			return fmt.Errorf("invoking %s: AWS answered with status %d", function, out.StatusCode)
		}
		return nil
	}
}
