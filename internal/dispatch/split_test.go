package dispatch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var two = []Tenant{{"contoso", "id-1"}, {"fabrikam", "id-2"}}

func bodies(messages []Message) (list []string) {
	for _, m := range messages {
		list = append(list, m.Body)
	}
	return list
}

func TestSplit(t *testing.T) {
	for name, tt := range map[string]struct {
		event string
		want  []string
		err   string
	}{
		"every tenant": {`{}`, []string{`{"tenants":["id-1"]}`, `{"tenants":["id-2"]}`}, ""},
		"a schedule": {
			`{"scheduledAt": "2026-11-23T06:00:00Z", "report": {"period": "P7D", "formats": []}, "deliver": ["slack"],
			  "filter": {"search": "<a&b>", "new": null}}`,
			[]string{
				`{"deliver":["slack"],"filter":{"search":"\u003ca\u0026b\u003e","new":null},` +
					`"report":{"period":"P7D","formats":[]},"scheduledAt":"2026-11-23T06:00:00Z","tenants":["id-1"]}`,
				`{"deliver":["slack"],"filter":{"search":"\u003ca\u0026b\u003e","new":null},` +
					`"report":{"period":"P7D","formats":[]},"scheduledAt":"2026-11-23T06:00:00Z","tenants":["id-2"]}`,
			}, "",
		},
		"one":              {`{"tenants": ["FABRIKAM"]}`, []string{`{"tenants":["id-2"]}`}, ""},
		"one by two names": {`{"tenants": ["fabrikam", "ID-2"]}`, []string{`{"tenants":["id-2"]}`}, ""},
		"one that is not here": {
			`{"tenants": ["gone", "contoso"]}`, []string{`{"tenants":["gone"]}`, `{"tenants":["id-1"]}`}, "",
		},
		"a byte order mark":                   {"\ufeff{}", []string{`{"tenants":["id-1"]}`, `{"tenants":["id-2"]}`}, ""},
		"a portfolio":                         {`{"portfolio": {}}`, []string{`{"portfolio": {}}`}, ""},
		"a portfolio after a byte order mark": {"\ufeff{\"portfolio\": {}}", []string{"\ufeff{\"portfolio\": {}}"}, ""},
		"no portfolio": {
			`{"portfolio": null, "tenants": ["contoso"]}`, []string{`{"portfolio":null,"tenants":["id-1"]}`}, "",
		},
		"a wrong event": {`{"tenant": "x"}`, nil, "unknown field"},
		"no event":      {``, nil, "is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			messages, err := Split([]byte(tt.event), two, "r1")
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, bodies(messages)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, m := range messages {
				if m.Attributes[RequestID] != "r1" {
					t.Errorf("attributes %v", m.Attributes)
				}
			}
		})
	}
}

func TestAnEntryWithoutAnIDIsNamed(t *testing.T) {
	messages, err := Split([]byte(`{}`), []Tenant{{"contoso", "id-1"}, {"broken", ""}}, "r1")
	if diff := cmp.Diff([]string{`{"tenants":["id-1"]}`, `{"tenants":["broken"]}`}, bodies(messages)); err != nil ||
		diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// Not all begin at once, and none waits longer than SQS lets it.
func TestMessagesAreSpread(t *testing.T) {
	for of, want := range map[int][2]time.Duration{ // the delay of the second and of the last
		1: {}, 2: {time.Second, time.Second}, 40: {time.Second, 39 * time.Second},
		1000: {0, 899 * time.Second}, 5000: {0, 899 * time.Second},
	} {
		tenants := make([]Tenant, of)
		for i := range tenants {
			tenants[i].ID = fmt.Sprint(i)
		}
		messages, err := Split([]byte(`{}`), tenants, "r1")
		if err != nil || len(messages) != of {
			t.Fatalf("%d messages, %v", len(messages), err)
		}
		last := time.Duration(0)
		for i, m := range messages {
			if m.Delay < last || m.Delay > longestDelay || m.Delay%time.Second != 0 {
				t.Fatalf("%d of %d waits %v after one that waits %v", i, of, m.Delay, last)
			}
			last = m.Delay
		}
		if got := [2]time.Duration{messages[min(1, of-1)].Delay, last}; got != want {
			t.Errorf("%d: %v, want %v", of, got, want)
		}
	}
}

func TestBatches(t *testing.T) {
	small, large := Message{Body: "{}"}, Message{Body: strings.Repeat("x", 100<<10)}
	for name, tt := range map[string]struct {
		messages []Message
		want     []int
	}{
		"none":       {nil, nil},
		"one":        {[]Message{small}, []int{1}},
		"twenty-one": {slicesOf(small, 21), []int{10, 10, 1}},
		"large":      {slicesOf(large, 5), []int{2, 2, 1}},
		"too large":  {[]Message{small, {Body: strings.Repeat("x", 300<<10)}, small}, []int{1, 1, 1}},
	} {
		var got []int
		for _, b := range Batches(tt.messages) {
			got = append(got, len(b))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func slicesOf(m Message, n int) (list []Message) {
	for range n {
		list = append(list, m)
	}
	return list
}

// Between the first and the last try lie more than six hours, and none of the
// pauses is longer than SQS takes.
func TestTheTriesOutlastAnOutageOfSixHours(t *testing.T) {
	for _, id := range []string{"m1", "m2", "19dd0b57-b21e-4ac1-bd88-01bbb068cb78"} {
		sum := time.Duration(0)
		for try := 1; try < MaxTries; try++ {
			pause := Pause(id, try)
			if pause < time.Minute || pause > 12*time.Hour || pause%time.Second != 0 || pause != Pause(id, try) {
				t.Errorf("%s: %v after try %d", id, pause, try)
			}
			sum += pause
		}
		if sum < 8*time.Hour || sum > 9*time.Hour {
			t.Errorf("%s is given up after %v", id, sum)
		}
	}
	if Pause("m1", 7) == Pause("m2", 7) {
		t.Error("two messages come back at the same moment")
	}
	if Pause("m1", 0) < time.Minute || Pause("m1", 1000) > 2*time.Hour {
		t.Error("a count that is no count")
	}
}
