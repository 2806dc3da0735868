package bucket

import (
	"errors"
	"io/fs"
	"testing"
	"time"
)

func TestPersist(t *testing.T) {
	t.Parallel()
	open, full := errors.New("open in another program"), errors.New("no space")
	for _, tt := range []struct {
		name   string
		errs   []error // of each try, the last one for ever
		want   error
		pauses int
	}{
		{"at once", []error{nil}, nil, 0},
		{"open for two tries", []error{open, open, nil}, nil, 2},
		{"something else", []error{full}, full, 0},
		{"something else after a while", []error{open, full}, full, 1},
		{"open for good", []error{open}, open, busyTries},
	} {
		tries, slept := 0, time.Duration(0)
		err := persist(func() error {
			tries++
			return tt.errs[min(tries, len(tt.errs))-1]
		}, func(err error) bool { return errors.Is(err, open) }, func(d time.Duration) { slept += d })
		if !errors.Is(err, tt.want) || tries != tt.pauses+1 || slept != time.Duration(tt.pauses)*busyPause {
			t.Errorf("%s: error %v after %d tries and %s", tt.name, err, tries, slept)
		}
	}
}

// Where files can be replaced while they are open, a missing right is said at
// once.
func TestPatientWhereNothingIsBusy(t *testing.T) {
	t.Parallel()
	if busy(fs.ErrPermission) {
		t.Skip("files that are open are busy here")
	}
	tries := 0
	if err := patient(func() error { tries++; return fs.ErrPermission }); err == nil || tries != 1 {
		t.Errorf("error %v after %d tries", err, tries)
	}
}
