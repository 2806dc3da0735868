package dispatch

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"strconv"
	"time"

	"secure-score-reporter/internal/plaintext"
)

// Message is one message for a queue.
type Message struct {
	Body       string
	Delay      time.Duration     // whole seconds, 15 minutes at most
	Attributes map[string]string // see the names below; none is empty
}

// Names of a message's attributes.
const (
	// RequestID stands for the request that a message comes from. Its
	// deliveries have it in their keys where the event has no schedule, so that
	// copies of a message deliver once.
	RequestID = "requestId"
	// Part says which of an event's messages it is, as in 3 of 40. The tenant of
	// such a message may lack a channel that others have.
	Part = "part"
	// Cause is why a message is a dead letter.
	Cause = "cause"
	// Tries is how often a dead letter was received.
	Tries = "tries"
)

// longestID is that of the id of a request, in bytes. The ARN of an execution
// has up to 230.
const longestID = 300

// BoundedID is an id of a request as an attribute can have it. An id that is
// too long, or that a queue would not take, becomes its sum: the same id stays
// the same, and two are never one.
func BoundedID(id string) string {
	if len(id) <= longestID && plaintext.Clean(id) == id {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Refusal is a message that a queue did not take.
type Refusal struct {
	Message Message
	Why     string
}

// MaxTries is how often a message is tried before it becomes a dead letter. It
// takes eight hours to come so far, so that an outage of six costs nothing.
// The queue's own limit, maxReceiveCount, is higher: it is for messages that
// end the process.
const MaxTries = 14

// longestPause is how long a message waits at most before its next try.
const longestPause = time.Hour

// Pause is how long a message waits after a try that failed, the first being 1:
// one minute, two, four and so on to an hour, and up to a tenth more, so that
// the messages of one outage do not come back all at once. It depends on
// nothing but the message.
func Pause(messageID string, try int) time.Duration {
	pause := longestPause
	if doublings := max(try, 1) - 1; doublings < 6 {
		pause = time.Minute << doublings
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(messageID + " " + strconv.Itoa(try)))
	return (pause + pause*time.Duration(h.Sum32()%1000)/10000).Round(time.Second)
}
