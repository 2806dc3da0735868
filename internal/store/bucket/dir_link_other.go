//go:build !unix

package bucket

import "os"

// noFollow has no meaning here. Making a symbolic link takes a privilege.
const noFollow = 0

// otherNames says whether a file has another name. Here that is not known.
func otherNames(os.FileInfo) bool { return false }
