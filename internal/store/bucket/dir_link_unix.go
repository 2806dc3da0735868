//go:build unix

package bucket

import (
	"os"
	"syscall"
)

// noFollow refuses to open a symbolic link.
const noFollow = syscall.O_NOFOLLOW

// busy says whether an error passes once nobody has the file open. Here a file
// can be replaced while it is open.
func busy(error) bool { return false }

// otherNames says whether a file has another name (a hard link).
func otherNames(file os.FileInfo) bool {
	at, ok := file.Sys().(*syscall.Stat_t)
	return ok && at.Nlink > 1
}
