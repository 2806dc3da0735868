package graph

import (
	"errors"
	"fmt"
	"io"
)

// limits are far above what Microsoft sends (a score of 400 controls is 0.3 MB,
// the catalogue 0.6 MB, 90 days 6 MB and 27 MB should they ever carry
// descriptions) and within what a small function's memory can bear.
type limits struct {
	score     int64 // bytes of one day's answer
	page      int64 // bytes of one page of the catalogue
	catalogue int64 // bytes of all its pages
	history   int64 // bytes

	pages    int // of the catalogue
	entries  int // controls in one score, profiles in the catalogue, days in the history
	controls int // in the whole history
}

var defaultLimits = limits{
	score: 32 << 20, page: 32 << 20, catalogue: 64 << 20, history: 128 << 20,
	pages: 50, entries: 20_000, controls: 200_000,
}

// meter counts what is read and ends it at the limit. It stands behind the
// decompression, so that a bomb of a few compressed bytes is found out.
type meter struct {
	from  io.Reader
	count int64
	limit int64
	err   error // what ended the reading, if not the end of the answer
}

// Read fails with ErrTooLarge once more than the limit was read.
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
		Hint: "no real answer is; look at what stands between here and Microsoft Graph, and report it if it is Graph itself",
	}
}

func size(bytes int64) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}
