package graph

import (
	"context"
	"errors"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// AWSAudience is the audience that Microsoft Entra expects of a federated
// assertion in the public cloud.
const AWSAudience = "api://AzureADTokenExchange"

// awsSeconds is how long an assertion is valid. It is used at once.
const awsSeconds = 300

// AWSAssertion gives assertions of the AWS role as which the program runs, for
// Federation. Load gives the AWS configuration at first use. The account
// needs outbound web identity federation enabled, the role the permission
// sts:GetWebIdentityToken, and there has to be a region: the global endpoint of
// STS gives no such tokens.
func AWSAssertion(audience string, load func(context.Context) (aws.Config, error), options ...func(*sts.Options)) Secret {
	if audience == "" {
		audience = AWSAudience
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
			made := sts.NewFromConfig(loaded, options...)
			if made.Options().Region == "" {
				return "", &Error{
					Cause: ErrSignIn, Doing: awsDoing, Detail: "no AWS region",
					Hint: "set AWS_REGION: only regional endpoints of STS give such tokens",
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
		found.Cause, found.inner, found.Detail = ErrUnavailable, ctx.Err(), "out of time"
	case errors.As(err, &api):
		found.Code, found.Message, found.Hint = oneLine(api.ErrorCode()), oneLine(api.ErrorMessage()), awsHints[api.ErrorCode()]
		if api.ErrorFault() == smithy.FaultServer {
			found.Cause, found.Hint = ErrUnavailable, "AWS STS has an outage: run again later"
		}
	default:
		found.Detail = oneLine(err.Error())
		found.Hint = "check the AWS credentials and the network"
	}
	return found
}
