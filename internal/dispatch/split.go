package dispatch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
)

// Tenant is a tenant as the configuration names it.
type Tenant struct{ Name, ID string }

// key is what an event names the tenant by: the id, which nobody renames. An
// entry that is wrong may have none.
func (t Tenant) key() string { return cmp.Or(t.ID, t.Name) }

// Split makes a message for each tenant of an event: the event itself, with one
// tenant instead of all. A tenant that the configuration does not have gets one
// too, so that it ends as a dead letter that says so. RequestID stands for the
// request that brought the event.
//
// An event about all tenants together stays one message. The error is an
// event.ProblemsError where the event is wrong.
func Split(payload []byte, tenants []Tenant, requestID string) ([]Message, error) {
	e, err := event.Parse(payload)
	if err != nil {
		return nil, err
	}
	// The fields are passed on as they were written.
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(bytes.TrimPrefix(payload, []byte("\xef\xbb\xbf")), &fields); err != nil {
		return nil, fmt.Errorf("reading the fields of the event: %w", err)
	}
	requestID = BoundedID(requestID)
	if e.Portfolio != nil {
		return []Message{{Body: string(payload), Attributes: map[string]string{RequestID: requestID}}}, nil
	}
	ids := chosen(e.Tenants, tenants)
	messages := make([]Message, 0, len(ids))
	for i, id := range ids {
		fields["tenants"], _ = json.Marshal([]string{id}) // a text cannot fail
		body, err := json.Marshal(fields)
		if err != nil {
			return nil, fmt.Errorf("writing the event of tenant %s: %w", id, err)
		}
		m := Message{
			Body: string(body), Delay: delay(i, len(ids)), Attributes: map[string]string{RequestID: requestID},
		}
		if len(ids) > 1 {
			m.Attributes[Part] = fmt.Sprintf("%d of %d", i+1, len(ids))
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// chosen are the ids of the tenants that an event names, all without any; each
// once, in the order of the configuration or of the event.
func chosen(names []string, tenants []Tenant) (ids []string) {
	if len(names) == 0 {
		for _, t := range tenants {
			names = append(names, t.key())
		}
	}
	known, seen := byName(tenants), map[string]bool{}
	for _, name := range names {
		id := name
		if t, ok := known[score.Fold(name)]; ok {
			id = t.key()
		}
		if folded := score.Fold(id); !seen[folded] {
			seen[folded] = true
			ids = append(ids, id)
		}
	}
	return ids
}

// byName are the tenants by their folded names and ids.
func byName(tenants []Tenant) map[string]Tenant {
	known := map[string]Tenant{}
	for _, t := range tenants {
		for _, name := range []string{t.Name, t.ID} {
			if _, taken := known[score.Fold(name)]; !taken && name != "" {
				known[score.Fold(name)] = t
			}
		}
	}
	return known
}

// longestDelay is that of SQS.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const longestDelay = 15 * time.Minute

// delay spreads the messages: one begins each second, or more where the
// longest delay is too short for that.
func delay(i, of int) time.Duration {
	spread := min(time.Duration(of)*time.Second, longestDelay)
	return (spread * time.Duration(i) / time.Duration(of)).Truncate(time.Second)
}

// Limits of one request to SQS. It takes more bytes today, but 256 KiB always.
const (
	batchLength = 10
	batchBytes  = 256 << 10
)

// Batches groups messages as requests to SQS may have them, in their order.
func Batches(messages []Message) (batches [][]Message) {
	bytes := 0
	for _, m := range messages {
		last := len(batches) - 1
		if last < 0 || len(batches[last]) == batchLength || bytes+m.size() > batchBytes {
			batches, bytes, last = append(batches, nil), 0, last+1
		}
		batches[last] = append(batches[last], m)
		bytes += m.size()
	}
	return batches
}

// attributeBytes is what the type of an attribute takes, String, and a little.
const attributeBytes = 10

// size is what SQS counts, in bytes.
func (m Message) size() int {
	n := len(m.Body)
	for name, value := range m.Attributes {
		n += len(name) + len(value) + attributeBytes
	}
	return n
}
