package graph

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"secure-score-reporter/internal/httpbound"
)

// awsAudience is the audience of a federated assertion in Microsoft Entra's
// public cloud.
const awsAudience = "api://AzureADTokenExchange"

// awsSeconds is how long an assertion is valid. It is used at once.
const awsSeconds = 300

// AWSAssertion makes assertions for Federation from the program's AWS role.
// Load returns the AWS configuration at first use. An empty audience is that of
// the public cloud.
//
// The AWS account needs outbound web identity federation, and the role needs
// the permission sts:GetWebIdentityToken. There must be a region, because the
// global endpoint of STS does not make such tokens.
func AWSAssertion(
	audience string, load func(context.Context) (aws.Config, error), options ...func(*sts.Options),
) Secret {
	if audience == "" {
		audience = awsAudience
	}
	var mu sync.Mutex
	var client *sts.Client
	return func(ctx context.Context) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		if client == nil {
			loaded, err := load(ctx)
			if err != nil {
				return "", &Error{Cause: ErrSignIn, Doing: "loading the AWS configuration", Detail: oneLine(err.Error())}
			}
			made := sts.NewFromConfig(loaded, append(slices.Clone(options), func(o *sts.Options) {
				o.HTTPClient = httpbound.Client(o.HTTPClient, httpbound.Attempt, httpbound.MaxAnswer)
			})...)
			if made.Options().Region == "" {
				return "", &Error{
					Cause: ErrSignIn, Doing: awsDoing, Detail: "no AWS region",
					Hint: "set AWS_REGION: only regional endpoints of STS make such tokens",
				}
			}
			client = made
		}
		out, err := client.GetWebIdentityToken(ctx, &sts.GetWebIdentityTokenInput{
			Audience:         []string{audience},
			SigningAlgorithm: aws.String("RS256"),
			DurationSeconds:  aws.Int32(awsSeconds),
		})
		if err != nil {
			return "", awsError(ctx, err)
		}
		return aws.ToString(out.WebIdentityToken), nil
	}
}

const awsDoing = "getting a web identity token from AWS STS"

var awsHints = map[string]string{
	"AccessDenied":                                   "grant the role sts:GetWebIdentityToken",
	"OutboundWebIdentityFederationDisabled":          "enable outbound web identity federation for the AWS account",
	"OutboundWebIdentityFederationDisabledException": "enable outbound web identity federation for the AWS account",
	"ExpiredToken":                                   "sign in to AWS again",
	"ExpiredTokenException":                          "sign in to AWS again",
}

func awsError(ctx context.Context, err error) *Error {
	found := &Error{Cause: ErrSignIn, Doing: awsDoing}
	var api smithy.APIError
	switch {
	case ctx.Err() != nil:
		found = contextError(ctx)
		found.Doing = awsDoing
	case errors.As(err, &api):
		found.Code, found.Message = oneLine(api.ErrorCode()), oneLine(api.ErrorMessage())
		found.Hint = awsHints[api.ErrorCode()]
		if api.ErrorFault() == smithy.FaultServer {
			found.Cause, found.Hint = ErrUnavailable, "AWS STS has an outage: run again later"
		}
	default:
		found.Detail = oneLine(err.Error())
		found.Hint = "check the AWS credentials and the network"
	}
	return found
}
