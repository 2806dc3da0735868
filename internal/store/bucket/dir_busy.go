package bucket

import "time"

// patient does something with a file. Windows refuses to replace or remove a
// file that is open, and to open one that is being replaced: a reader, a virus
// scanner or a backup is soon done. Elsewhere nothing is busy.
func patient(do func() error) error { return persist(do, busy, time.Sleep) }

// A file is busy for milliseconds. After a second something else is wrong.
const (
	busyTries = 40
	busyPause = 25 * time.Millisecond
)

func persist(do func() error, busy func(error) bool, sleep func(time.Duration)) error {
	err := do()
	for range busyTries {
		if err == nil || !busy(err) {
			break
		}
		sleep(busyPause)
		err = do()
	}
	return err
}
