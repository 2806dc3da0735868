package main

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// columnsVariable is the width that a person wants where standard output is no
// terminal, such as a pager.
const columnsVariable = "COLUMNS"

// columnsOf is the real width of the terminal behind a file; 0 where there is
// none, or it does not say.
func columnsOf(f *os.File) int {
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return max(columns, 0)
}

// wanted is the width that the environment names; 0 for none.
func wanted(lookupEnv func(string) (string, bool)) int {
	value, _ := lookupEnv(columnsVariable)
	columns, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return max(columns, 0)
}
