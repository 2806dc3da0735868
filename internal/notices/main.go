// Command notices writes THIRD-PARTY.txt: which modules each binary links,
// under which licences, and the text of each licence, with those of the fonts.
// `make notices` calls it. With -check it writes nothing and fails where the
// file is not current.
//
// It recognises the few licences that are allowed here by their wording. A
// module with another one, or with none, is an error: a person has to read it
// first.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

const file = "THIRD-PARTY.txt"

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	linked, err := link(binaries)
	if err != nil {
		return err
	}
	parts, err := read(linked)
	if err != nil {
		return err
	}
	want := write(parts)
	if !slices.Contains(args, "-check") {
		return os.WriteFile(file, want, 0o644)
	}
	have, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%w: make notices writes it", err)
	}
	if !bytes.Equal(have, want) {
		return errors.New(file + " is not current: make notices writes it again")
	}
	fmt.Fprintf(out, "%d modules, each under a licence that is allowed\n", len(linked))
	return nil
}
