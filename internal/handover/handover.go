// Package handover hands payloads to another function of AWS Lambda. It is apart
// from who has something to hand, so that the function which is handed it does
// not load Lambda's client. It fails with what AWS answered.
package handover

import (
	"context"
	"fmt"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// To hands payloads to the function of that name, without waiting for what it
// makes of them. Load gives the AWS configuration.
func To(function string, load func(context.Context) (aws.Config, error)) func(ctx context.Context, payload []byte) error {
	return func(ctx context.Context, payload []byte) error {
		cfg, err := load(ctx)
		if err != nil {
			return err
		}
		out, err := lambda.NewFromConfig(cfg).Invoke(ctx, &lambda.InvokeInput{
			FunctionName: &function, InvocationType: types.InvocationTypeEvent, Payload: payload,
		})
		if err != nil {
			return fmt.Errorf("invoking %s: %w", function, err)
		}
		if out.StatusCode != http.StatusAccepted {
			return fmt.Errorf("invoking %s: answered with %d", function, out.StatusCode)
		}
		return nil
	}
}
