package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// monochrome reports whether the console behind f shows no colours. It asks the
// console to obey escape sequences, which it does since Windows 10.
func monochrome(f *os.File) bool {
	console := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return true
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) != nil
}
