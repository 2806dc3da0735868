// Package awssecrets fetches secrets from the SSM Parameter Store and the
// Secrets Manager of AWS. References are
//
//	awsparamstore:///securescore/slack-token   the parameter /securescore/slack-token
//	awsparamstore://name                       the parameter name
//	awssecretsmanager://contoso                the secret of that name, or with an ARN in its place
//	awssecretsmanager://contoso#token          one value of a secret that is a JSON object
//
// Nothing is loaded before the first reference is resolved. The package keeps
// nothing; see secrets.Cache. Its errors say what AWS answered and what to do,
// and never hold a value.
package awssecrets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"secure-score-reporter/internal/httpbound"
)

// AWS fetches by reference.
type AWS struct {
	// Load loads the AWS configuration. It is called until it first succeeds.
	Load func(context.Context) (aws.Config, error)
	// Know is called with each secret key and session token before a request is
	// signed with it. It may be nil.
	Know func(secret string)

	mu     sync.Mutex
	loaded *aws.Config
}

// The schemes of references.
const (
	ParameterStore = "awsparamstore"
	SecretsManager = "awssecretsmanager"
)

// Config is the AWS configuration, loaded once. Its error does not say what was
// tried; the caller does.
func (a *AWS) Config(ctx context.Context) (aws.Config, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.loaded == nil {
		cfg, err := a.Load(ctx)
		if err != nil {
			return aws.Config{}, err
		}
		if a.Know != nil && cfg.Credentials != nil {
			cfg.Credentials = watched{cfg.Credentials, a.Know}
		}
		a.loaded = &cfg
	}
	return *a.loaded, nil
}

// watched are credentials that somebody has to know.
type watched struct {
	aws.CredentialsProvider
	know func(string)
}

// Retrieve is the credentials as they are now.
func (w watched) Retrieve(ctx context.Context) (aws.Credentials, error) {
	c, err := w.CredentialsProvider.Retrieve(ctx)
	if err == nil {
		w.know(c.SecretAccessKey)
		w.know(c.SessionToken)
	}
	return c, err
}

// Parameter is the value of awsparamstore://NAME, decrypted.
func (a *AWS) Parameter(ctx context.Context, ref string) (string, error) {
	cfg, err := a.Config(ctx)
	if err != nil {
		return "", fmt.Errorf("loading the AWS configuration: %w", err)
	}
	name := strings.TrimPrefix(ref, ParameterStore+"://")
	input := &ssm.GetParameterInput{Name: &name, WithDecryption: aws.Bool(true)}
	client := ssm.NewFromConfig(cfg, func(o *ssm.Options) { o.HTTPClient = bounded(o.HTTPClient) })
	out, err := client.GetParameter(ctx, input)
	if err != nil {
		return "", Explain(ctx, err, "ssm:GetParameter", cfg.Region)
	}
	if out.Parameter == nil || out.Parameter.Value == nil {
		return "", errNoValue
	}
	return *out.Parameter.Value, nil
}

// errNoValue is the error of an answer that says that all is well and has no
// value, which AWS's always have.
var errNoValue = errors.New("the answer has no value, so it is not AWS's: check the proxy in between")

// bounded ends an attempt without an answer, and an answer without an end.
func bounded(client httpbound.Doer) httpbound.Doer {
	return httpbound.Client(client, httpbound.Attempt, httpbound.MaxAnswer)
}

// Secret is the value of awssecretsmanager://NAME or of one key in it.
func (a *AWS) Secret(ctx context.Context, ref string) (string, error) {
	cfg, err := a.Config(ctx)
	if err != nil {
		return "", fmt.Errorf("loading the AWS configuration: %w", err)
	}
	name, key, keyed := strings.Cut(strings.TrimPrefix(ref, SecretsManager+"://"), "#")
	input := &secretsmanager.GetSecretValueInput{SecretId: &name}
	client := secretsmanager.NewFromConfig(cfg, func(o *secretsmanager.Options) { o.HTTPClient = bounded(o.HTTPClient) })
	out, err := client.GetSecretValue(ctx, input)
	if err != nil {
		return "", Explain(ctx, err, "secretsmanager:GetSecretValue", cfg.Region)
	}
	if out.SecretString == nil && out.SecretBinary == nil {
		return "", errNoValue
	}
	value := aws.ToString(out.SecretString)
	if out.SecretString == nil {
		value = string(out.SecretBinary)
	}
	if !keyed {
		return value, nil
	}
	var object map[string]string
	if json.Unmarshal([]byte(value), &object) != nil {
		return "", errors.New("the secret is not a JSON object whose values are texts, so no key can follow a #")
	}
	if value = object[key]; value == "" {
		return "", fmt.Errorf("the secret has no value named %q", key)
	}
	return value, nil
}
