// Package secrets fetches what a configuration refers to on AWS: secrets from the
// SSM Parameter Store and the Secrets Manager, and configuration documents from
// the Parameter Store and S3.
//
// References are those of the configuration:
//
//	awsparamstore:///securescore/slack-token   the parameter /securescore/slack-token
//	awsparamstore://name                       the parameter name
//	awssecretsmanager://contoso                the secret of that name, or with an ARN in its place
//	awssecretsmanager://contoso#token          one value of a secret that is a JSON object
//
// Nothing is loaded before the first reference is resolved. It is not a cache
// (see Cache) and it knows no other kind of reference. Its errors name the
// reference, what AWS said and what to do, and never a value.
package secrets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// AWS fetches by references. Load gives the AWS configuration, and is asked until
// it first succeeds.
type AWS struct {
	Load func(context.Context) (aws.Config, error)

	mu     sync.Mutex
	loaded *aws.Config
}

// The schemes of references.
const (
	ParameterStore = "awsparamstore"
	SecretsManager = "awssecretsmanager"
	S3             = "s3"
)

// Config is the AWS configuration, loaded once.
func (a *AWS) Config(ctx context.Context) (aws.Config, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.loaded == nil {
		cfg, err := a.Load(ctx)
		if err != nil {
			return aws.Config{}, fmt.Errorf("loading the AWS configuration: %w", err)
		}
		a.loaded = &cfg
	}
	return *a.loaded, nil
}

// Parameter is the value of awsparamstore://NAME, decrypted.
func (a *AWS) Parameter(ctx context.Context, ref string) (string, error) {
	cfg, err := a.Config(ctx)
	if err != nil {
		return "", err
	}
	name := strings.TrimPrefix(ref, ParameterStore+"://")
	out, err := ssm.NewFromConfig(cfg).GetParameter(ctx, &ssm.GetParameterInput{Name: &name, WithDecryption: aws.Bool(true)})
	if err != nil {
		return "", explain(ctx, err, "ssm:GetParameter", cfg.Region)
	}
	return aws.ToString(out.Parameter.Value), nil
}

// Secret is the value of awssecretsmanager://NAME or of one key in it.
func (a *AWS) Secret(ctx context.Context, ref string) (string, error) {
	cfg, err := a.Config(ctx)
	if err != nil {
		return "", err
	}
	name, key, keyed := strings.Cut(strings.TrimPrefix(ref, SecretsManager+"://"), "#")
	out, err := secretsmanager.NewFromConfig(cfg).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &name})
	if err != nil {
		return "", explain(ctx, err, "secretsmanager:GetSecretValue", cfg.Region)
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
		return "", errors.New("the secret is not a JSON object of texts, so nothing in it can be named behind a #")
	}
	if value = object[key]; value == "" {
		return "", fmt.Errorf("the secret has no value named %q", key)
	}
	return value, nil
}

// maxDocument is what a configuration document may have, and one byte more, so
// that its parser can say that it has too much.
const maxDocument = 1<<20 + 1

// Document is the content of s3://BUCKET/KEY, where ?region= may follow.
func (a *AWS) Document(ctx context.Context, location string) ([]byte, error) {
	return a.Object(ctx, location, maxDocument)
}

// Object is Document, cut off after so many bytes.
func (a *AWS) Object(ctx context.Context, location string, most int64) ([]byte, error) {
	cfg, err := a.Config(ctx)
	if err != nil {
		return nil, err
	}
	bucket, key, options, err := parseObject(location)
	if err != nil {
		return nil, err
	}
	out, err := s3.NewFromConfig(cfg, options).GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		return nil, explain(ctx, err, "s3:GetObject", cfg.Region)
	}
	return readAll(out.Body, most)
}

// ParameterDocument is a configuration document in the Parameter Store.
func (a *AWS) ParameterDocument(ctx context.Context, location string) ([]byte, error) {
	value, err := a.Parameter(ctx, location)
	return []byte(value), err
}
