//go:build unix

package edit

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives the new file to the owner of the old one, as far as that is
// allowed. Otherwise a service that reads the file could no longer do so after
// root has edited it.
func keepOwner(file *os.File, old fs.FileInfo) {
	if at, ok := old.Sys().(*syscall.Stat_t); ok {
		_ = file.Chown(int(at.Uid), int(at.Gid))
	}
}
