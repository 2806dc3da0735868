package graph

import (
	"errors"
	"fmt"
	"io"
)

// limits are far above what Microsoft sends: a score of 400 controls has 0.3
// MB, the catalogue of 433 profiles 0.6 MB, 90 days 6 MB, or 27 MB if they had
// descriptions. At the limits a run with all documents takes 3 seconds and 190
// MB: BenchmarkManyControls and BenchmarkLongestTexts in cmd/securescore
// measure it.
type limits struct {
	score     int64 // bytes of today's score
	page      int64 // bytes of one page of the catalogue
	catalogue int64 // bytes of all its pages
	history   int64 // bytes of the history

	pages    int // of the catalogue
	entries  int // controls in one score, profiles in the catalogue, days in the history
	controls int // in the whole history
	text     int // bytes of one text; the rest of a longer one is left out, with a warning
	line     int // bytes of a text on one line; as above
	title    int // bytes of a title, which a report repeats often; as above
}

var defaultLimits = limits{
	score: 2 << 20, page: 3 << 20, catalogue: 3 << 20, history: 128 << 20,
	pages: 50, entries: 1_200, controls: 200_000, text: 64 << 10, line: 1 << 10, title: 300,
}

// meter counts the bytes that are read, and fails at the limit. It counts after
// decompression, so that a small compressed answer cannot become a huge one.
type meter struct {
	from  io.Reader
	count int64
	limit int64
	err   error // why the reading failed; not io.EOF
}

// Read fails with ErrTooLarge after the limit.
func (m *meter) Read(p []byte) (int, error) {
	if room := m.limit - m.count + 1; int64(len(p)) > room {
		p = p[:room]
	}
	if len(p) == 0 {
		return 0, m.err
	}
	n, err := m.from.Read(p)
	m.count += int64(n)
	if m.count > m.limit {
		err = tooLarge("more than %s", size(m.limit))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		m.err = err
	}
	return n, err
}

func tooLarge(format string, args ...any) *Error {
	return &Error{
		Cause: ErrTooLarge, Detail: fmt.Sprintf(format, args...),
		Hint: "no real answer has this size: check the proxy between here and Microsoft Graph; " +
			"without a proxy, report it to us",
	}
}

func size(bytes int64) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}
