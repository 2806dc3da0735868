// Package sesmail sends mail through Amazon SES: one call of its API, version 2,
// with the whole message as email.Compose wrote it.
//
// New makes a Sender, and its Send is what email.Options.Senders takes. It is not
// for composing mail, nor for identities and configuration sets: those are set up
// before.
//
// SES puts its own Message-ID and date in place of ours, so that a mail that was
// sent twice is recognised by its header X-Secure-Score-Key and not by its
// Message-ID. All else arrives as it was composed.
//
// It fails with an error that names the region, what SES answered and the mend,
// and never a credential. Throttled calls are made again; a call that SES may have
// taken is not, and the error says so.
package sesmail

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"secure-score-reporter/internal/email"
)

// What SES takes at most. It has the last word, so none of it is rounded down.
// Source: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const (
	maxBytes      = 40 << 20 // of the message, attachments in base64
	maxRecipients = 50
)

// The settings of a transport like ses://?region=eu-west-1&configurationSet=name.
const (
	region           = "region"           // "" is that of the AWS configuration
	configurationSet = "configurationSet" // "" is none, or the identity's own
)

// Sender sends mail through SES. It may be used by several goroutines.
type Sender struct {
	load    func(context.Context) (aws.Config, error)
	backoff retry.BackoffDelayer // nil is the SDK's
}

// New is a Sender. The AWS configuration is asked for with every mail: load keeps
// what it has loaded.
func New(load func(context.Context) (aws.Config, error)) *Sender { return &Sender{load: load} }

// Send sends one mail, to all of its recipients or to none.
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
		return &failure{text: "SES: no AWS region (set AWS_REGION, or write email.transport as ses://?region=eu-west-1)", final: true}
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
	var wrote watch
	client := sesv2.NewFromConfig(config, s.retryRefused, wrote.over)
	if _, err := client.SendEmail(ctx, input); err != nil {
		return explain(ctx, config.Region, err, wrote.begun.Load())
	}
	return nil
}

// retryRefused makes a call again only where SES has refused it for now. The
// SDK's own choice also repeats calls that broke off, which would send a mail
// twice that SES had taken.
func (s *Sender) retryRefused(o *sesv2.Options) {
	o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
		r.Backoff = s.backoff
		r.Retryables = []retry.IsErrorRetryable{
			retry.RetryableErrorCode{Codes: retry.DefaultThrottleErrorCodes},
			retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{429: {}, 503: {}}},
		}
	})
}

// fits finds out before the upload what SES would refuse after it.
func fits(mail email.Mail) error {
	switch {
	case len(mail.MIME) > maxBytes:
		return &failure{final: true, text: fmt.Sprintf("SES: message refused: it has %.1f MiB, and SES takes %d (ask for fewer formats in report.formats)",
			float64(len(mail.MIME))/(1<<20), maxBytes>>20)}
	case len(mail.To) > maxRecipients:
		return &failure{final: true, text: fmt.Sprintf("SES: message refused: it has %d recipients, and SES takes %d (put a distribution list into email.to)",
			len(mail.To), maxRecipients)}
	}
	return nil
}
