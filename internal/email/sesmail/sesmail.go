// Package sesmail sends email through Amazon SES, with one call of its API,
// version 2, and the message from email.Compose.
//
// New makes a Sender; email.Options.Senders takes its Send. The package does
// not compose email, and does not create identities and configuration sets.
//
// SES replaces Message-ID and date. The header X-Secure-Score-Key therefore
// identifies an email that was sent twice. Everything else arrives as it was
// composed.
//
// An error names the region, SES's answer and the fix, and never a credential.
// A throttled call is repeated. A call that SES may have taken is not, and the
// error says so.
package sesmail

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/httpbound"
)

// Limits of SES. SES decides itself, so they are not rounded down.
// Source: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const (
	maxBytes      = 40 << 20 // of the message, attachments in base64
	maxRecipients = 50
)

// longestUpload is how long SES may take over one mail.
const longestUpload = time.Minute

// The settings of a transport like
// ses://?region=eu-west-1&configurationSet=name.
const (
	region           = "region"           // "" is the AWS configuration's region
	configurationSet = "configurationSet" // "" is none, or the identity's default
)

// Sender sends email through SES. Several goroutines may use it at once.
type Sender struct {
	load    func(context.Context) (aws.Config, error)
	backoff retry.BackoffDelayer // nil is the SDK's
}

// New makes a Sender. It calls load for every email, so load should keep the
// configuration.
func New(load func(context.Context) (aws.Config, error)) *Sender { return &Sender{load: load} }

// Send sends one email, to all of its recipients or to none.
func (s *Sender) Send(ctx context.Context, mail email.Mail) error {
	if err := fits(mail); err != nil {
		return err
	}
	config, err := s.load(ctx)
	if err != nil {
		return &failure{text: "SES: loading the AWS configuration: " + oneLine(err.Error()), cause: context.Cause(ctx)}
	}
	if name := mail.Settings.Get(region); name != "" {
		config.Region = name
	}
	if config.Region == "" {
		return &failure{final: true, text: "SES: no AWS region " +
			"(set AWS_REGION, or write email.transport as ses://?region=eu-west-1)"}
	}
	input := &sesv2.SendEmailInput{
		Content:          &types.EmailContent{Raw: &types.RawMessage{Data: mail.MIME}},
		Destination:      &types.Destination{ToAddresses: mail.To},
		FromEmailAddress: &mail.From,
		EmailTags: []types.MessageTag{
			{Name: aws.String("tenant"), Value: &mail.Tenant},
			{Name: aws.String("occasion"), Value: aws.String(string(mail.Occasion))},
		},
	}
	if name := mail.Settings.Get(configurationSet); name != "" {
		input.ConfigurationSetName = &name
	}
	var call watch
	client := sesv2.NewFromConfig(config, s.retryRefused, call.watch, func(o *sesv2.Options) {
		o.HTTPClient = httpbound.Client(o.HTTPClient, longestUpload, httpbound.MaxAnswer)
	})
	sending, cancel, err := grace.Answer(ctx)
	if err != nil {
		return explain(ctx, config.Region, err, false)
	}
	defer cancel()
	if _, err := client.SendEmail(sending, input); err != nil {
		return explain(ctx, config.Region, err, call.pending.Load())
	}
	return nil
}

// retryRefused repeats a call only if SES refused it for now. By default the
// SDK also repeats calls after a broken connection, which would send an email
// twice if SES had taken it.
func (s *Sender) retryRefused(o *sesv2.Options) {
	o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
		r.Backoff = s.backoff
		r.Retryables = []retry.IsErrorRetryable{
			retry.RetryableErrorCode{Codes: retry.DefaultThrottleErrorCodes},
			retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{429: {}, 503: {}}},
		}
	})
}

// fits checks the limits before SES refuses the email after the upload.
func fits(mail email.Mail) error {
	switch {
	case len(mail.MIME) > maxBytes:
		return &failure{final: true, text: fmt.Sprintf("SES: message refused: it has %.1f MiB, and SES takes %d "+
			"(ask for fewer formats in report.formats)", float64(len(mail.MIME))/(1<<20), maxBytes>>20)}
	case len(mail.To) > maxRecipients:
		return &failure{final: true, text: fmt.Sprintf("SES: message refused: it has %d recipients, and SES takes %d "+
			"(use a distribution list in email.to)", len(mail.To), maxRecipients)}
	}
	return nil
}
