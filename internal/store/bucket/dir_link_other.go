//go:build !unix

package bucket

// noFollow has no meaning here. Making a symbolic link takes a privilege.
const noFollow = 0
