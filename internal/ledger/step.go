package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// Pending is what a delivery that is tried is about to announce. It is stored
// before the first step, so that any later run can record the announcement of a
// message of which it only knows that it was accepted.
type Pending struct {
	Digest    string    // of the delivery's key
	Snapshot  *Snapshot // the next baseline; nil for a notice
	Unstable  []string  // controls that the message reports as unstable, by folded id
	Regressed []string  // controls whose regression it reports, by folded id
	Recovered []string  // controls whose recovery it reports, by folded id
	Trouble   string    // of a notice; empty for an alert and a report
	Over      bool      // the trouble is over
	Ended     []string  // of a notice about ended exceptions: all that are known then, by their keys
}

// Step is a step of a delivery that its channel accepted: the message, a post
// of its thread, a file. It is stored on its own as soon as it was accepted, as
// that takes less time than the ledger does.
type Step struct {
	Digest   string    // of the delivery's key
	N        int       // counts the steps of deliveries with this key, from 1
	At       time.Time // UTC
	Progress string    // how far the channel got, in the channel's own format
	Complete bool      // nothing is left to be sent
}

// Open says whether a step may have been accepted that the ledger lacks.
func (l Ledger) Open() bool {
	return l.Pending != nil || slices.ContainsFunc(l.Entries, func(e Entry) bool { return e.Owed })
}

// Next is the number of the next step of a delivery.
func (l Ledger) Next(digest string) int {
	for _, e := range l.Entries {
		if e.Digest == digest {
			return e.Steps + 1
		}
	}
	return 1
}

// Begin is the ledger with a delivery that is tried. If there was one with the
// same key its steps are counted on, so that an old one is not taken for new.
func (l Ledger) Begin(e Entry, p Pending) Ledger {
	p.Digest, e.Steps = e.Digest, l.Next(e.Digest)-1
	l.Pending = &p
	return l.With(e)
}

// Accepted is the ledger after a step. With the first one, which is the message
// itself, the baseline moves. A step that the ledger has already, or that is of
// no delivery in it, changes nothing.
func (l Ledger) Accepted(s Step) (after Ledger, changed bool) {
	i := slices.IndexFunc(l.Entries, func(e Entry) bool { return e.Digest == s.Digest })
	if i < 0 || l.Entries[i].Done || s.N <= l.Entries[i].Steps {
		return l, false
	}
	entry := l.Entries[i]
	if p := l.Pending; p != nil && p.Digest == s.Digest {
		l.Pending = nil
		if p.Snapshot != nil {
			entry.Regressed = p.Regressed
			l = l.Announced(p.Snapshot, p.Unstable).Forget(slices.Concat(p.Regressed, p.Recovered), entry)
		}
		if len(p.Ended) > 0 {
			l.Ended = p.Ended
		}
		if p.Trouble != "" {
			l = l.Notified(p.Trouble, p.Over, s.At)
		}
	}
	entry.At, entry.Progress, entry.Steps = s.At.UTC(), s.Progress, s.N
	entry.Owed, entry.Done = !s.Complete, s.Complete
	return l.With(entry), true
}

// Completed is the ledger with the steps that were stored on their own, in any
// order, and that it lacks. What is pending after that was not accepted.
// Changed says whether it is another ledger.
func (l Ledger) Completed(steps []Step) (completed Ledger, changed bool) {
	changed = l.Pending != nil
	for _, s := range steps {
		var lacked bool
		l, lacked = l.Accepted(s)
		changed = changed || lacked
	}
	l.Pending = nil
	return l, changed
}

const (
	stepSchema = 1
	// mostStep is how long a stored step may be, in bytes. The progress of an
	// email with its longest list of recipients is shorter.
	mostStep = 1 << 20
)

var errStep = errors.New("it is no step of a delivery, or a part of one")

// Encode writes the stored form: a line of what the step is, the progress, and
// a checksum, which shows that the step is whole. It does without JSON, whose
// first use in a process takes some milliseconds.
func (s Step) Encode() ([]byte, error) {
	data := s.stored()
	if _, err := DecodeStep(data); err != nil {
		return nil, fmt.Errorf("encoding step: %w", err)
	}
	return data, nil
}

func (s Step) stored() []byte {
	state := "owed"
	if s.Complete {
		state = "done"
	}
	at := s.At.UTC().Format(time.RFC3339Nano)
	data := fmt.Appendf(nil, "%d %s %d %s %s\n%s", stepSchema, s.Digest, s.N, at, state, s.Progress)
	return fmt.Appendf(data, "\n%08x\n", crc32.ChecksumIEEE(data))
}

// DecodeStep reads the stored form, and nothing that Encode does not write. A
// step of a newer program is score.ErrFromTheFuture.
func DecodeStep(data []byte) (Step, error) {
	if len(data) > mostStep {
		return Step{}, errStep
	}
	line, progress, _ := bytes.Cut(data, []byte("\n"))
	fields := strings.Split(string(line), " ")
	const sum = len("\n01234567\n")
	schema, err := strconv.Atoi(fields[0])
	switch whole := len(data) - sum; {
	case err != nil || whole < 0 || string(data[whole:]) != fmt.Sprintf("\n%08x\n", crc32.ChecksumIEEE(data[:whole])):
		return Step{}, errStep
	case schema > stepSchema:
		return Step{}, fmt.Errorf("decoding step: schema %d: %w", schema, score.ErrFromTheFuture)
	case len(fields) != 5 || len(progress) < sum:
		return Step{}, errStep
	}
	s := Step{Digest: fields[1], Progress: string(progress[:len(progress)-sum]), Complete: fields[4] == "done"}
	n, numberErr := strconv.Atoi(fields[2])
	at, timeErr := time.Parse(time.RFC3339Nano, fields[3])
	s.N, s.At = n, at.UTC()
	if numberErr != nil || timeErr != nil || s.Digest == "" || s.N < 1 || !bytes.Equal(s.stored(), data) {
		return Step{}, errStep
	}
	return s, nil
}
