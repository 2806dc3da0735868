package cloudsetup

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/secrets/awssecrets"
	"secure-score-reporter/internal/secrets/awsstore"
)

// Where secrets are stored: Slack's token and what webhooks are signed with
// where the stack looks for them by default, and the others.
const (
	TokenParameter         = "/securescore/slack-token"
	SigningSecretParameter = "/securescore/signing-secret"
	TeamsParameter         = "/securescore/teams-webhook"
	HookURLParameter       = "/securescore/hook-url"
	HookSecretParameter    = "/securescore/hook"
)

// Secret is a value for the Parameter Store.
type Secret struct {
	Parameter, Value string
	Replace          bool // the one that is stored
}

// Account is an AWS account and the region in which the stack will be.
type Account struct {
	ID     string // 12 digits
	Region string

	partition string
	config    aws.Config
	stored    map[string]string // what store wrote, by its parameter
}

// OpenAccount finds out which account the credentials belong to.
func OpenAccount(ctx context.Context, load func(context.Context) (aws.Config, error)) (*Account, error) {
	const doing = "reading which AWS account this is"
	cfg, err := load(ctx)
	if err != nil {
		return nil, &RefusedError{Doing: doing, Err: awssecrets.Explain(ctx, err, "", "")}
	}
	if cfg.Region == "" {
		return nil, &RefusedError{Doing: doing, Err: errNoRegion}
	}
	client := sts.NewFromConfig(cfg, func(o *sts.Options) { o.HTTPClient = bounded(o.HTTPClient) })
	caller, err := client.GetCallerIdentity(ctx, nil)
	if err != nil {
		return nil, &RefusedError{Doing: doing, Err: explain(ctx, err, "sts:GetCallerIdentity", cfg.Region)}
	}
	name, err := arn.Parse(aws.ToString(caller.Arn))
	if err != nil || name.AccountID == "" {
		return nil, &RefusedError{Doing: doing, Err: errNotAWS}
	}
	return &Account{ID: name.AccountID, Region: cfg.Region, partition: name.Partition, config: cfg,
		stored: map[string]string{}}, nil
}

var (
	errNoRegion = errors.New("no AWS region is set: set AWS_REGION to the one in which the stack will be")
	errNotAWS   = errors.New("the answer is not what AWS sends: check the proxy between here and there")
)

// bounded ends an attempt without an answer, and an answer without an end.
func bounded(client httpbound.Doer) httpbound.Doer {
	return httpbound.Client(client, httpbound.Attempt, httpbound.MaxAnswer)
}

// explain adds what to do to an error of the AWS SDK.
func explain(ctx context.Context, err error, action, region string) error {
	var api smithy.APIError
	if ctx.Err() == nil && errors.As(err, &api) {
		switch api.ErrorCode() {
		case "AccessDenied", "AccessDeniedException":
			return fmt.Errorf("%s: %s; somebody who administers the AWS account has to allow %s, or to run this command",
				api.ErrorCode(), shown(api.ErrorMessage()), action)
		case "Throttling", "ThrottlingException", "TooManyRequestsException":
			return fmt.Errorf("%s: %s; run the command again in some minutes", api.ErrorCode(), shown(api.ErrorMessage()))
		}
	}
	return awssecrets.Explain(ctx, err, action, region)
}

// RoleARN is the ARN of a role of the account, which does not have to exist.
func (a *Account) RoleARN(name string) string {
	return arn.ARN{Partition: a.partition, Service: "iam", AccountID: a.ID, Resource: "role/" + name}.String()
}

// federation has the account issue tokens to its roles.
func (r *run) federation(ctx context.Context) (made bool, err error) {
	client := iam.NewFromConfig(r.Account.config, func(o *iam.Options) { o.HTTPClient = bounded(o.HTTPClient) })
	made, err = ensure(func() (bool, error) {
		info, err := client.GetOutboundWebIdentityFederationInfo(ctx, nil)
		var disabled *types.FeatureDisabledException
		switch {
		case errors.As(err, &disabled):
			return false, nil
		case err != nil:
			return false, explain(ctx, err, "iam:GetOutboundWebIdentityFederationInfo", r.Account.Region)
		}
		r.issuer = aws.ToString(info.IssuerIdentifier)
		return info.JwtVendingEnabled, nil
	}, func() error {
		enabled, err := client.EnableOutboundWebIdentityFederation(ctx, nil)
		if err != nil {
			return explain(ctx, err, "iam:EnableOutboundWebIdentityFederation", r.Account.Region)
		}
		r.issuer = aws.ToString(enabled.IssuerIdentifier)
		return nil
	})
	if err == nil && r.issuer == "" {
		err = errNotAWS
	}
	return made, err
}

// Stored says whether there is a secret of the name in the account.
func (a *Account) Stored(ctx context.Context, parameter string) (bool, error) {
	found, err := awsstore.Stored(ctx, a.config, parameter)
	if err != nil {
		return false, &RefusedError{Doing: "looking for " + parameter, Err: err}
	}
	return found, nil
}

// store writes a secret, once. One that somebody stored in the meantime stays.
func (a *Account) store(ctx context.Context, s Secret) (made bool, err error) {
	if a.stored[s.Parameter] == s.Value {
		return false, nil
	}
	if err := awsstore.Store(ctx, a.config, s.Parameter, s.Value, s.Replace); err != nil {
		return false, err
	}
	a.stored[s.Parameter] = s.Value
	return true, nil
}
