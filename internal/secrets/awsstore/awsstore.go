// Package awsstore stores a secret in the SSM Parameter Store of AWS, for a
// person who sets the program up. The functions only read secrets, with
// awssecrets, and do not link it. Its errors say what AWS answered and what to
// do, and never hold a value.
package awsstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/secrets/awssecrets"
)

// Stored says whether there is a secret parameter of the name. It does not
// decrypt the value, for which not everybody has the right. A parameter that is
// no SecureString is an error: its value is not encrypted.
func Stored(ctx context.Context, cfg aws.Config, name string) (bool, error) {
	out, err := client(cfg).GetParameter(ctx, &ssm.GetParameterInput{Name: &name})
	var absent *types.ParameterNotFound
	switch {
	case errors.As(err, &absent):
		return false, nil
	case err != nil:
		return false, awssecrets.Explain(ctx, err, "ssm:GetParameter", cfg.Region)
	case out.Parameter == nil:
		return false, errors.New("the answer has no parameter, so it is not AWS's: check the proxy in between")
	case out.Parameter.Type != types.ParameterTypeSecureString:
		return false, fmt.Errorf("the parameter %s is there and is no SecureString, so its value is not encrypted: delete it", name)
	}
	return true, nil
}

// Store writes a secret parameter, encrypted with the key that AWS manages. It
// replaces another one only if it may.
func Store(ctx context.Context, cfg aws.Config, name, value string, replace bool) error {
	_, err := client(cfg).PutParameter(ctx, &ssm.PutParameterInput{
		Name: &name, Value: &value, Type: types.ParameterTypeSecureString, Overwrite: &replace,
	})
	var there *types.ParameterAlreadyExists
	switch {
	case errors.As(err, &there):
		return fmt.Errorf("the parameter %s is there by now, and was not replaced", name)
	case err != nil:
		return awssecrets.Explain(ctx, err, "ssm:PutParameter", cfg.Region)
	}
	return nil
}

func client(cfg aws.Config) *ssm.Client {
	return ssm.NewFromConfig(cfg, func(o *ssm.Options) {
		o.HTTPClient = httpbound.Client(o.HTTPClient, httpbound.Attempt, httpbound.MaxAnswer)
	})
}
