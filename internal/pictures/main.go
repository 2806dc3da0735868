// Command pictures looks at the reports as people see them. The steps of make
// check and make samples call it:
//
//	pictures check DIR                 the PDFs of a directory; see document.problems
//	pictures sheet OUT COLUMNS PNG...  one small picture of several
//	pictures small PNG...              the same pictures, in fewer colours
//	pictures compare KEPT DRAWN PNG... pictures of two directories, by name
//	pictures html MAIL OUT             the HTML of an email, with its pictures in it
//
// It needs qpdf and poppler-utils. It exits with 1 where something is wrong,
// and says what.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) < 2 {
		return errors.New("usage: pictures check|sheet|small|compare|html FILE…; see the comment of the package")
	}
	switch command, args := args[0], args[1:]; {
	case command == "check":
		return checkAll(ctx, args[0])
	case command == "sheet" && len(args) > 2:
		columns, err := strconv.Atoi(args[1])
		if err != nil || columns < 1 {
			return fmt.Errorf("%q is no number of columns", args[1])
		}
		return writeSheet(args[0], columns, args[2:])
	case command == "small":
		return makeSmall(args)
	case command == "compare" && len(args) > 2:
		return compareAll(args[0], args[1], args[2:])
	case command == "html" && len(args) == 2:
		return writeHTML(args[0], args[1])
	}
	return fmt.Errorf("%q is no command, or lacks an argument", args[0])
}

// checkAll checks every PDF of a directory, and reports all that is wrong.
func checkAll(ctx context.Context, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("there is no PDF in %s", dir)
	}
	wrong := 0
	for _, file := range files {
		d, err := read(ctx, file)
		if err != nil {
			return err
		}
		problems := d.problems()
		for _, p := range problems {
			fmt.Fprintf(os.Stderr, "%s: %s\n", filepath.Base(file), p)
		}
		wrong += len(problems)
		fmt.Printf("%-40s %3d pages %8d bytes\n", filepath.Base(file), len(d.pages), d.bytes)
	}
	if wrong > 0 {
		return fmt.Errorf("%d problems in %d documents", wrong, len(files))
	}
	return nil
}
