//go:build !windows

package main

import "os"

// monochrome reports whether the terminal behind f shows no colours.
func monochrome(*os.File) bool { return false }
