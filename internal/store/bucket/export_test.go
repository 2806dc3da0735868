package bucket

import "os"

// OnSync makes d call f where it would call fsync(2).
func (d *Dir) OnSync(f func(*os.File) error) { d.sync = f }
