//go:build !unix

package bucket

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// noFollow has no meaning here. Making a symbolic link takes a privilege.
const noFollow = 0

// busy says whether an error passes once nobody has the file open: access is
// denied, or it is a sharing violation.
func busy(err error) bool {
	const sharingViolation = syscall.Errno(32)
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, sharingViolation)
}

// otherNames says whether a file has another name. Here that is not known.
func otherNames(os.FileInfo) bool { return false }
