// Package lambdaenv is the AWS configuration of a Lambda function, read from
// its environment alone. Lambda sets the region and the credentials of the
// function's role there.
//
// The SDK's own loader also reads files, profiles and single sign-on, which no
// function has. It links four more services for that, and makes the start of a
// small function half as long again. Use it wherever something else than Lambda
// may run the program.
package lambdaenv

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Config reads the environment with getenv (os.Getenv): AWS_REGION, the three
// variables of the credentials and, where they are set, AWS_USE_FIPS_ENDPOINT,
// AWS_USE_DUALSTACK_ENDPOINT, AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SERVICE.
func Config(getenv func(string) string) (aws.Config, error) {
	region, id, key := getenv("AWS_REGION"), getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY")
	if region == "" || id == "" || key == "" {
		return aws.Config{}, errors.New("not in Lambda: AWS_REGION, AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set")
	}
	cfg := aws.Config{
		Region:        region,
		Credentials:   credentials.NewStaticCredentialsProvider(id, key, getenv("AWS_SESSION_TOKEN")),
		ConfigSources: []any{endpoints(getenv)},
	}
	if url := getenv("AWS_ENDPOINT_URL"); url != "" {
		cfg.BaseEndpoint = &url
	}
	return cfg, nil
}

// endpoints answers the clients' questions about their endpoints, by methods
// that the SDK looks for.
type endpoints func(string) string

// GetServiceBaseEndpoint is an endpoint for one service.
func (getenv endpoints) GetServiceBaseEndpoint(_ context.Context, service string) (string, bool, error) {
	url := getenv("AWS_ENDPOINT_URL_" + strings.ToUpper(strings.ReplaceAll(service, " ", "_")))
	return url, url != "", nil
}

// GetUseFIPSEndpoint says whether only endpoints with FIPS 140 may be used.
func (getenv endpoints) GetUseFIPSEndpoint(context.Context) (aws.FIPSEndpointState, bool, error) {
	if getenv("AWS_USE_FIPS_ENDPOINT") == "true" {
		return aws.FIPSEndpointStateEnabled, true, nil
	}
	return aws.FIPSEndpointStateUnset, false, nil
}

// GetUseDualStackEndpoint says whether endpoints must have IPv6 too.
func (getenv endpoints) GetUseDualStackEndpoint(context.Context) (aws.DualStackEndpointState, bool, error) {
	if getenv("AWS_USE_DUALSTACK_ENDPOINT") == "true" {
		return aws.DualStackEndpointStateEnabled, true, nil
	}
	return aws.DualStackEndpointStateUnset, false, nil
}
