package functions

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// standIn is moto's SQS behind a proxy that makes hours of waiting pass at
// once: what the functions put off or delay comes back at once, and the proxy
// adds up how long it would have been.
type standIn struct {
	t         *testing.T
	moto      string // its URL
	url       string // of the proxy
	client    *sqs.Client
	requests  string // the URLs of the queues
	dead      string
	sending   func(batch int) // called after the queue took a batch, before the answer
	mu        sync.Mutex
	batches   int
	pauses    map[string]time.Duration // by the receipt of the try
	pausedAll map[string]time.Duration // by message id
}

// newStandIn starts moto, where there is one. Visibility is the queue's
// time-out in seconds.
func newStandIn(t *testing.T, visibility string, script ...string) *standIn {
	t.Helper()
	address := startMoto(t, script...)
	if address == "" {
		return nil
	}
	s := &standIn{
		t: t, moto: address, pauses: map[string]time.Duration{}, pausedAll: map[string]time.Duration{},
	}
	s.url = (&cloud{t: t}).serve(s.proxy)
	s.client = sqs.NewFromConfig(aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String(address),
		Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""),
	})
	s.dead = s.create("dead", nil)
	s.requests = s.create("requests", map[string]string{
		"VisibilityTimeout": visibility,
		"RedrivePolicy": `{"deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:dead",
			"maxReceiveCount": "20"}`,
	})
	return s
}

// startMoto starts moto's server, where it is installed, and returns its URL.
// `make check` installs it and insists. With a script its interpreter runs that
// instead.
func startMoto(t *testing.T, script ...string) (url string) {
	t.Helper()
	program, err := exec.LookPath("moto_server")
	if err != nil {
		if os.Getenv("SECURESCORE_REAL_SERVERS") != "" {
			t.Fatal(err)
		}
		t.Log("no moto_server here, so nothing was tried; make check installs it")
		return ""
	}
	if len(script) > 0 {
		program = filepath.Join(filepath.Dir(program), "python")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command(program, append(script, "-H", "127.0.0.1", "-p", port)...)
	server.Stderr = &output{}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 600 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return "http://" + address
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not answer:\n%s", program, server.Stderr)
	return ""
}

func (s *standIn) create(name string, attributes map[string]string) string {
	s.t.Helper()
	out, err := s.client.CreateQueue(s.t.Context(), &sqs.CreateQueueInput{QueueName: &name, Attributes: attributes})
	if err != nil {
		s.t.Fatal(err)
	}
	return *out.QueueUrl
}

// proxy passes a request on.
func (s *standIn) proxy(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	target := r.Header.Get("X-Amz-Target")
	body = s.withoutWaits(body, target)
	out, err := http.NewRequestWithContext(r.Context(), r.Method, s.moto+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	out.Header = r.Header.Clone()
	answer, err := http.DefaultClient.Do(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	if target == "AmazonSQS.SendMessageBatch" {
		s.mu.Lock()
		s.batches++
		batch, sending := s.batches, s.sending
		s.mu.Unlock()
		if sending != nil {
			sending(batch)
		}
	}
	for key, values := range answer.Header {
		w.Header()[key] = values
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(data)
}

// withoutWaits is a request without its delays and pauses.
func (s *standIn) withoutWaits(body []byte, target string) []byte {
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		s.t.Errorf("%s: %v: %s", target, err, body)
		return body
	}
	switch target {
	case "AmazonSQS.ChangeMessageVisibility":
		receipt, _ := fields["ReceiptHandle"].(string)
		seconds, _ := fields["VisibilityTimeout"].(float64)
		s.mu.Lock()
		s.pauses[receipt] = time.Duration(seconds) * time.Second
		s.mu.Unlock()
		fields["VisibilityTimeout"] = 0
	case "AmazonSQS.SendMessageBatch":
		for _, e := range fields["Entries"].([]any) {
			delete(e.(map[string]any), "DelaySeconds")
		}
	}
	changed, err := json.Marshal(fields)
	if err != nil {
		s.t.Error(err)
	}
	return changed
}

// receive is at most n messages of a queue.
func (s *standIn) receive(queue string, n int32) []types.Message {
	s.t.Helper()
	out, err := s.client.ReceiveMessage(context.Background(), &sqs.ReceiveMessageInput{
		QueueUrl: &queue, MaxNumberOfMessages: n, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll},
	})
	if err != nil {
		s.t.Error(err)
		return nil
	}
	return out.Messages
}

func (s *standIn) delete(queue string, m types.Message) {
	s.t.Helper()
	// A receipt that ran out is refused, as by SQS; the message then comes again.
	_, _ = s.client.DeleteMessage(context.Background(), &sqs.DeleteMessageInput{
		QueueUrl: &queue, ReceiptHandle: m.ReceiptHandle,
	})
}

func (s *standIn) send(queue, body string, attributes map[string]types.MessageAttributeValue) {
	s.t.Helper()
	if _, err := s.client.SendMessage(context.Background(), &sqs.SendMessageInput{
		QueueUrl: &queue, MessageBody: &body, MessageAttributes: attributes,
	}); err != nil {
		s.t.Error(err)
	}
}

// left is how many messages a queue has, received or not.
func (s *standIn) left(queue string) int {
	s.t.Helper()
	out, err := s.client.GetQueueAttributes(context.Background(), &sqs.GetQueueAttributesInput{
		QueueUrl: &queue, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	n := 0
	for _, name := range []string{
		"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
	} {
		var some int
		_ = json.Unmarshal([]byte(out.Attributes[name]), &some)
		n += some
	}
	return n
}

// poll is Lambda's event source mapping: it receives a message, invokes the
// reporter, and deletes what did not fail. It ends when the queue is empty.
func (s *standIn) poll(l *lambda) {
	s.t.Helper()
	for !s.t.Failed() {
		messages := s.receive(s.requests, 1)
		if len(messages) == 0 && s.left(s.requests) == 0 {
			return
		}
		for _, m := range messages {
			a := l.invoke(s.batch(m), usual)
			s.mu.Lock()
			s.pausedAll[*m.MessageId] += s.pauses[*m.ReceiptHandle]
			s.mu.Unlock()
			if a.failed {
				s.t.Errorf("an invocation failed: %s", a.body)
			} else if !strings.Contains(a.body, *m.MessageId) {
				s.delete(s.requests, m)
			}
		}
	}
}

// batch is what Lambda makes of messages.
func (s *standIn) batch(messages ...types.Message) string {
	var records []any
	for _, m := range messages {
		attributes := map[string]any{}
		for name, value := range m.MessageAttributes {
			attributes[name] = map[string]any{"stringValue": value.StringValue, "dataType": value.DataType}
		}
		records = append(records, map[string]any{
			"messageId": m.MessageId, "receiptHandle": m.ReceiptHandle, "body": m.Body, "attributes": m.Attributes,
			"messageAttributes": attributes, "eventSource": "aws:sqs", "awsRegion": "eu-central-1",
			"eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:requests",
		})
	}
	return asJSON(s.t, map[string]any{"Records": records})
}

// drain polls with some reporters at once, as the mapping's maximum concurrency
// lets it.
func (s *standIn) drain(reporters ...*lambda) {
	s.t.Helper()
	var all sync.WaitGroup
	for _, l := range reporters {
		all.Go(func() { s.poll(l) })
	}
	all.Wait()
}

// deadLetters takes what is in the dead letter queue.
func (s *standIn) deadLetters() (list []types.Message) {
	s.t.Helper()
	for {
		some := s.receive(s.dead, 10)
		if len(some) == 0 {
			return list
		}
		for _, m := range some {
			s.delete(s.dead, m)
		}
		list = append(list, some...)
	}
}

// redrive moves messages back to the queue, as start-message-move-task does:
// with a new id, and with their attributes.
func (s *standIn) redrive(messages []types.Message) {
	s.t.Helper()
	for _, m := range messages {
		s.send(s.requests, *m.Body, m.MessageAttributes)
	}
}

func attribute(m types.Message, name string) string {
	return aws.ToString(m.MessageAttributes[name].StringValue)
}
