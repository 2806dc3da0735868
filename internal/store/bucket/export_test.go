package bucket

import (
	"os"
	"time"
)

// OnSync makes d call f where it would call fsync(2).
func (d *Dir) OnSync(f func(*os.File) error) { d.sync = f }

// LockWithin makes d wait for a lock for so long.
func (d *Dir) LockWithin(wait time.Duration) { d.wait = wait }
