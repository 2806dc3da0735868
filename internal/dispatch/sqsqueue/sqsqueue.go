// Package sqsqueue is a queue of Amazon SQS: it sends messages, keeps one
// hidden until its next try, and sends dead letters to another queue. What
// receives and deletes messages is Lambda.
//
// Errors say what was tried, and what AWS answered.
package sqsqueue

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/httpbound"
)

// Queue is a queue with its dead letters, by their URLs. Either may be empty
// where the function has no such queue.
type Queue struct {
	URL, DeadLetters string
	// Load loads the AWS configuration.
	Load func(context.Context) (aws.Config, error)
}

var errNone = errors.New("this function has no such queue; name its URL in SECURESCORE_QUEUE or " +
	"SECURESCORE_DEAD_LETTERS")

func (q Queue) client(ctx context.Context, url string) (*sqs.Client, error) {
	if url == "" {
		return nil, errNone
	}
	cfg, err := q.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("loading the AWS configuration: %w", err)
	}
	return sqs.NewFromConfig(cfg, func(o *sqs.Options) {
		o.HTTPClient = httpbound.Client(o.HTTPClient, httpbound.Attempt, httpbound.MaxAnswer)
	}), nil
}

// Batch sends at most ten messages, and returns those that were refused. With
// an error it is not known which were sent.
func (q Queue) Batch(ctx context.Context, messages []dispatch.Message) ([]dispatch.Refusal, error) {
	client, err := q.client(ctx, q.URL)
	if err != nil {
		return nil, fmt.Errorf("sending to the queue: %w", err)
	}
	input := &sqs.SendMessageBatchInput{QueueUrl: &q.URL}
	for i, m := range messages {
		input.Entries = append(input.Entries, types.SendMessageBatchRequestEntry{
			Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(m.Body),
			DelaySeconds: int32(m.Delay / time.Second), MessageAttributes: attributes(m),
		})
	}
	out, err := client.SendMessageBatch(ctx, input)
	if err != nil {
		return nil, fmt.Errorf("sending to the queue: %w", err)
	}
	return refused(messages, out)
}

// refused are the messages that an answer does not call sent.
func refused(messages []dispatch.Message, out *sqs.SendMessageBatchOutput) ([]dispatch.Refusal, error) {
	sent := map[string]bool{}
	for _, s := range out.Successful {
		sent[aws.ToString(s.Id)] = true
	}
	why := map[string]string{}
	for _, f := range out.Failed {
		why[aws.ToString(f.Id)] = aws.ToString(f.Code) + ": " + aws.ToString(f.Message)
	}
	var list []dispatch.Refusal
	for i, m := range messages {
		id := strconv.Itoa(i)
		if sent[id] {
			continue
		}
		if why[id] == "" {
			return nil, errors.New("sending to the queue: the answer does not say what became of a message")
		}
		list = append(list, dispatch.Refusal{Message: m, Why: why[id]})
	}
	return list, nil
}

// Hide keeps a message that is being worked on out of sight for so long from
// now. Then it is received again.
func (q Queue) Hide(ctx context.Context, receipt string, pause time.Duration) error {
	client, err := q.client(ctx, q.URL)
	if err == nil {
		_, err = client.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
			QueueUrl: &q.URL, ReceiptHandle: &receipt, VisibilityTimeout: int32(pause / time.Second),
		})
	}
	if err != nil {
		return fmt.Errorf("setting when the message comes back: %w", err)
	}
	return nil
}

// Bury sends a message to the dead letters.
func (q Queue) Bury(ctx context.Context, m dispatch.Message) error {
	client, err := q.client(ctx, q.DeadLetters)
	if err == nil {
		_, err = client.SendMessage(ctx, &sqs.SendMessageInput{
			QueueUrl: &q.DeadLetters, MessageBody: &m.Body, MessageAttributes: attributes(m),
		})
	}
	if err != nil {
		return fmt.Errorf("sending to the dead letters: %w", err)
	}
	return nil
}

func attributes(m dispatch.Message) map[string]types.MessageAttributeValue {
	list := map[string]types.MessageAttributeValue{}
	for name, value := range m.Attributes {
		list[name] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
	}
	return list
}
