package app

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/email/sesmail"
	"secure-score-reporter/internal/graph"
)

// senders are the transports for mail beside SMTP and a directory, by the names
// that the configuration has for them. Graph sends from a mailbox of the tenant
// itself, with the same sign-in that reads its score.
func senders(client *graph.Client, load func(context.Context) (aws.Config, error)) map[string]email.Sender {
	return map[string]email.Sender{
		"ses":   sesmail.New(load).Send,
		"graph": func(ctx context.Context, m email.Mail) error { return client.SendMail(ctx, m.From, m.MIME) },
	}
}
