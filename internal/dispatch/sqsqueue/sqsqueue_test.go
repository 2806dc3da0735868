package sqsqueue

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/dispatch"
)

// service answers one operation, and keeps what it was asked.
type service struct {
	answer string
	status int
	asked  map[string]any
	target string
}

func (s *service) queue(t *testing.T) Queue {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.asked, s.target = nil, r.Header.Get("X-Amz-Target")
		if err := json.Unmarshal(body, &s.asked); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		if s.status > 0 {
			w.WriteHeader(s.status)
		}
		_, _ = io.WriteString(w, s.answer)
	}))
	t.Cleanup(server.Close)
	return Queue{
		URL: server.URL + "/1/requests", DeadLetters: server.URL + "/1/dead",
		Load: func(context.Context) (aws.Config, error) {
			return aws.Config{Region: "eu-central-1", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
				Credentials: credentials.NewStaticCredentialsProvider("id", "key", "")}, nil
		},
	}
}

var messages = []dispatch.Message{
	{Body: `{"tenants":["a"]}`, Delay: 61 * time.Second, Attributes: map[string]string{"requestId": "r1"}},
	{Body: `{"tenants":["b"]}`},
}

// refusing answers that the first message was sent and the second was not.
const refusing = `{"Successful": [{"Id": "0", "MessageId": "m", "MD5OfMessageBody": "c0e937d32f893fd807e499f1c017d5b2"}],
	"Failed": [{"Id": "1", "Code": "InternalError", "Message": "try again", "SenderFault": false}]}`

func TestBatch(t *testing.T) {
	for name, tt := range map[string]struct {
		answer  string
		status  int
		refused []dispatch.Refusal
		err     string
	}{
		"partly": {refusing, 200, []dispatch.Refusal{{Message: messages[1], Why: "InternalError: try again"}}, ""},
		"a message is not in the answer": {`{"Successful": [{"Id": "1", "MessageId": "m", "MD5OfMessageBody": "75ad00de19491fbdded279af72ebb600"}]}`,
			200, nil, "does not say what became of a message"},
		"refused": {`{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "no such queue"}`, 400, nil,
			"sending to the queue"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &service{answer: tt.answer, status: tt.status}
			refused, err := s.queue(t).Batch(t.Context(), messages)
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%v", err)
			}
			if diff := cmp.Diff(tt.refused, refused); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			entry := s.asked["Entries"].([]any)[0].(map[string]any)
			if s.target != "AmazonSQS.SendMessageBatch" || entry["DelaySeconds"] != 61.0 ||
				entry["MessageBody"] != messages[0].Body || !strings.Contains(toJSON(t, entry), `"StringValue":"r1"`) {
				t.Errorf("%s %v", s.target, s.asked)
			}
		})
	}
}

func TestHideAndBury(t *testing.T) {
	s := &service{answer: `{}`}
	q := s.queue(t)
	if err := q.Hide(t.Context(), "receipt", time.Hour); err != nil || s.asked["VisibilityTimeout"] != 3600.0 ||
		s.asked["ReceiptHandle"] != "receipt" || !strings.HasSuffix(s.asked["QueueUrl"].(string), "/requests") {
		t.Errorf("%v, %v", err, s.asked)
	}
	_ = q.Bury(t.Context(), dispatch.Message{Body: "x", Attributes: map[string]string{"cause": "403"}})
	if text := toJSON(t, s.asked); !strings.Contains(text, `"StringValue":"403"`) || !strings.Contains(text, "/dead") {
		t.Errorf("%s", text)
	}
}

func TestWithoutAQueue(t *testing.T) {
	var q Queue
	_, err := q.Batch(t.Context(), messages)
	for what, err := range map[string]error{
		"sending to the queue": err, "when the message comes back": q.Hide(t.Context(), "r", time.Hour),
		"dead letters": q.Bury(t.Context(), messages[0]),
	} {
		if err == nil || !strings.Contains(err.Error(), what) || !strings.Contains(err.Error(), "SECURESCORE_QUEUE") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
