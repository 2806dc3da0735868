package functions

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// interruptions are what ends a reporter in the middle of a batch, before or
// after the service has done its part of a request.
var interruptions = []struct {
	name string
	do   func(*lambda)
	// The request never comes to the service.
	lost bool
}{
	{"asked to end", func(l *lambda) { l.terminate(); time.Sleep(100 * time.Millisecond) }, false},
	{"killed", (*lambda).kill, true},
	{"frozen", (*lambda).freeze, true},
}

// moments are the requests of a tenant's run at which it is interrupted. The
// window of docs/reliability.md, between what Slack accepted and its record, is
// not among them.
var moments = []struct {
	name  string
	is    func(r *http.Request, tenant string) bool
	after bool // the service has done its part
}{
	{"the score", func(r *http.Request, tenant string) bool {
		return strings.Contains(r.URL.Path, "secureScores") && strings.HasSuffix(r.Header.Get("Authorization"), tenant)
	}, false},
	{"the snapshot", putOf("/snapshots/"), false},
	{"the record of what is to be sent", putOf("/ledger/slack.json"), false},
	{"the same, done", putOf("/ledger/slack.json"), true},
	{"the message, which is accepted", func(r *http.Request, tenant string) bool {
		return strings.HasSuffix(r.URL.Path, "chat.postMessage") && r.FormValue("channel") == "#"+nameOf(tenant)
	}, false},
}

func putOf(part string) func(*http.Request, string) bool {
	return func(r *http.Request, tenant string) bool {
		return r.Method == http.MethodPut && strings.Contains(r.URL.Path, tenant+part)
	}
}

func nameOf(id string) string {
	var n int
	_, _ = fmt.Sscanf(id[len(id)-12:], "%d", &n)
	return tenantName(n - 1)
}

// Reporters that end, or are frozen, in the middle of a batch of three: all
// three messages come back, and each tenant is served once. A frozen reporter
// goes on when others have done its work and its time is over.
func TestRealInterruptedBatches(t *testing.T) {
	const each = 3 // messages of a batch; the second is interrupted
	interruptions := interruptions
	if os.Getenv("SECURESCORE_REAL_SERVERS") == "" {
		interruptions = interruptions[:1] // the others leave locks, which take half a minute
	}
	f := newFleet(t, each*len(moments)*len(interruptions), "60")
	if f == nil {
		return
	}
	var batches [][]types.Message
	for range len(moments) * len(interruptions) {
		i := len(batches) * each
		for n := range each {
			f.sqs.send(f.sqs.requests, fmt.Sprintf(`{"tenants": [%q], "deliver": ["slack"]}`, tenantName(i+n)), nil)
		}
		batches = append(batches, f.sqs.receive(f.sqs.requests, each))
	}
	var frozen []*lambda
	for i, batch := range batches {
		moment, interruption := moments[i%len(moments)], interruptions[i/len(moments)]
		l := start(t, binary(t, "reporter"), f.env...)
		met := f.interrupt(func() { interruption.do(l) }, moment.after, interruption.lost,
			func(r *http.Request) bool { return moment.is(r, tenantID(i*each+1)) })
		l.next <- invocation{"batch", f.sqs.batch(batch...), time.Now().Add(20 * time.Second)}
		select {
		case <-met:
		case <-time.After(usual):
			t.Fatalf("it was not %s at %s:\n%s", interruption.name, moment.name, l.output.String())
		}
		switch interruption.name {
		case "frozen":
			frozen = append(frozen, l)
		case "asked to end":
			left := 2 // the interrupted message, and the one that was not begun
			if strings.HasSuffix(moment.name, "accepted") {
				left = 1
			}
			l.leaves(left)
		}
	}
	f.note(func() { f.meets = nil })
	f.comeBack(batches)                        // Lambda's answers are lost
	reporters := f.reporters(2 * len(moments)) // as many as have to wait for a lock
	f.sqs.drain(reporters...)
	f.checkPosts(each*len(batches), nil)
	for _, l := range frozen {
		l.thaw()
		l.leaves(2)
	}
	f.sqs.drain(reporters...)
	f.checkPosts(each*len(batches), nil)
	if letters := f.sqs.deadLetters(); len(letters) > 0 {
		t.Errorf("dead letters %s", asJSON(t, letters))
	}
}

// leaves checks how many messages of a batch the function did not do.
func (l *lambda) leaves(want int) {
	l.t.Helper()
	if a := <-l.answers; a.failed || strings.Count(a.body, "itemIdentifier") != want {
		l.t.Errorf("%+v, want %d messages that go back", a, want)
	}
}

// interrupt has a request met by an interruption, once.
func (f *fleet) interrupt(do func(), after, lost bool, at func(*http.Request) bool) (met chan struct{}) {
	met = make(chan struct{})
	once := sync.Once{}
	f.note(func() {
		f.meets = func(w http.ResponseWriter, r *http.Request, handle http.HandlerFunc) bool {
			mine := false
			if at(r) {
				once.Do(func() { mine = true })
			}
			if !mine {
				return false
			}
			defer close(met)
			if after {
				handle(w, r)
				do()
				return true
			}
			do()
			if lost {
				panic(http.ErrAbortHandler)
			}
			handle(w, r)
			return true
		}
	})
	return met
}

// comeBack makes messages visible again, as time does.
func (f *fleet) comeBack(batches [][]types.Message) {
	for _, batch := range batches {
		for _, m := range batch {
			// A function may have made it visible already.
			_, _ = f.sqs.client.ChangeMessageVisibility(f.t.Context(), &sqs.ChangeMessageVisibilityInput{
				QueueUrl: &f.sqs.requests, ReceiptHandle: m.ReceiptHandle, VisibilityTimeout: 0,
			})
		}
	}
}
