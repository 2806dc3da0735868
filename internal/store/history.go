package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// mostInSpan is how many days of the history one object has at most: reading
// one day reads them all.
const mostInSpan = 31

// span is an object with several days of the history: each day from the first
// to the last one, on a line of its own, in the form of a single day.
type span struct {
	key         string
	first, last score.Date
}

func (s span) has(date score.Date) bool { return s.first <= date && date <= s.last }

// days are all days of the span, in order.
func (s span) days() (list []score.Date) {
	for date := s.first; date <= s.last; date = date.AddDays(1) {
		list = append(list, date)
	}
	return list
}

// spanOf is the span that an object in the folder of the history is, if it is
// one.
func (t *Tenant) spanOf(key string) (span, bool) {
	first, last, ok := spanIn(key)
	s := span{key: key, first: first, last: last}
	return s, ok && key == t.spanKey(first, last) && first < last && len(s.days()) <= mostInSpan
}

func (t *Tenant) spanKey(first, last score.Date) string {
	return t.prefix + "history/" + string(first) + "_" + string(last)[len("2006-"):] + ".json.gz"
}

// lines divides the content of a span into its days.
func (s span) lines(data []byte) ([][]byte, error) {
	lines := bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	if n := len(s.days()); len(lines) != n {
		return nil, fmt.Errorf("it holds %d days, and not %d", len(lines), n)
	}
	return lines, nil
}

// decode reads the day with a line.
func (s span) decode(line []byte, date score.Date) (score.Snapshot, error) {
	day, err := score.Decode(line)
	if err == nil && day.Date != date {
		err = fmt.Errorf("it holds the score of %s", day.Date)
	}
	return day, err
}

// PutHistory stores days of Microsoft's history that are not stored, in the
// order of their dates, and returns how many it stored. Days that follow one
// another have an object together.
func (t *Tenant) PutHistory(ctx context.Context, days []score.Snapshot) (stored int, err error) {
	for len(days) > 0 {
		n := 1
		for n < min(len(days), mostInSpan) && days[n].Thin && days[n].Date == days[n-1].Date.AddDays(1) {
			n++
		}
		if n == 1 || !days[0].Thin {
			n = 1
			_, err = t.PutSnapshot(ctx, days[0])
		} else {
			err = t.putSpan(ctx, days[:n])
		}
		if err != nil {
			return stored, err
		}
		stored, days = stored+n, days[n:]
	}
	return stored, nil
}

func (t *Tenant) putSpan(ctx context.Context, days []score.Snapshot) error {
	key := t.spanKey(days[0].Date, days[len(days)-1].Date)
	var impossible error
	packed, err := packParts(func(yield func([]byte) bool) {
		var data []byte
		for _, s := range days {
			if data, impossible = score.AppendEncoded(data[:0], s); impossible != nil || !yield(append(data, '\n')) {
				return
			}
		}
	})
	if err = cmp.Or(impossible, err); err != nil {
		return fmt.Errorf("writing %s: %w", key, err)
	}
	_, err = t.writePacked(ctx, key, packed, bucket.IfAbsent())
	return err
}

// readers is how many objects are read at once. Reading from S3 takes most of
// its time in waiting.
const readers = 8

// Snapshots reads several days as Snapshot does, and an object with several of
// them once. There is a snapshot or an error for each date.
func (t *Tenant) Snapshots(ctx context.Context, dates []score.Date) ([]score.Snapshot, []error) {
	list, errs := make([]score.Snapshot, len(dates)), make([]error, len(dates))
	if err := t.listOnce(ctx); err != nil {
		return list, slices.Repeat([]error{err}, len(dates))
	}
	together := map[string][]int{} // the days in a span, by its key
	var order []string
	for i, date := range dates {
		key := t.places(date)[0]
		if _, isSpan := t.spanOf(key); !isSpan {
			key = fmt.Sprint(i)
		}
		if together[key] == nil {
			order = append(order, key)
		}
		together[key] = append(together[key], i)
	}
	var group errgroup.Group
	group.SetLimit(readers)
	for _, key := range order {
		group.Go(func() error {
			if s, isSpan := t.spanOf(key); isSpan {
				t.readSpan(ctx, s, dates, together[key], list, errs)
				return nil
			}
			i := together[key][0]
			list[i], errs[i] = t.Snapshot(ctx, dates[i])
			return nil
		})
	}
	_ = group.Wait() // the errors are in the list
	return list, errs
}

// readSpan reads those of the dates that are in a span.
func (t *Tenant) readSpan(
	ctx context.Context, s span, dates []score.Date, which []int, list []score.Snapshot, errs []error,
) {
	data, _, err := t.read(ctx, s.key)
	if errors.Is(err, bucket.ErrNotExist) { // deleted meanwhile
		for _, i := range which {
			list[i], errs[i] = t.Snapshot(ctx, dates[i])
		}
		return
	}
	for _, i := range which {
		list[i], errs[i] = s.day(data, err, dates[i])
	}
}

// day is one day of a span's content, or of the error of reading it.
func (s span) day(data []byte, err error, date score.Date) (score.Snapshot, error) {
	var damaged *unreadableError
	if errors.As(err, &damaged) {
		return score.Snapshot{}, &unreadableError{s.key, damaged.err, date}
	}
	if err != nil {
		return score.Snapshot{}, err
	}
	lines, err := s.lines(data)
	if err != nil {
		return score.Snapshot{}, &unreadableError{s.key, err, date}
	}
	i, _ := slices.BinarySearch(s.days(), date)
	day, err := s.decode(lines[i], date)
	if err != nil {
		return day, &unreadableError{s.key, err, date}
	}
	return day, nil
}

// places are the objects in which a day may be, the best first.
func (t *Tenant) places(date score.Date) []string {
	whole, thin := t.snapshotKey(date, false), t.snapshotKey(date, true)
	list := []string{whole, thin}
	for _, key := range t.within("history/") {
		if s, isSpan := t.spanOf(key); isSpan && s.has(date) {
			list = append(list, key)
		}
	}
	// What is known to be there comes first: that saves a request.
	slices.SortStableFunc(list, func(a, b string) int {
		rank := func(key string) int {
			if there, _ := t.sees(key); there {
				return 0
			}
			return 1
		}
		return cmp.Compare(rank(a), rank(b))
	})
	return list
}

// datesOf are the days of which there are objects in a folder, oldest first.
func (t *Tenant) datesOf(folder string) (dates []score.Date) {
	for _, key := range t.within(folder) {
		name, isObject := strings.CutSuffix(path.Base(key), ".json.gz")
		if date, err := score.ParseDate(name); isObject && err == nil {
			dates = append(dates, date)
		}
		if folder != "history/" {
			continue
		}
		if s, isSpan := t.spanOf(key); isSpan {
			dates = append(dates, s.days()...)
		}
	}
	slices.Sort(dates)
	return slices.Compact(dates)
}
