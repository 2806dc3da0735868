// Command functionzip packs functions for AWS Lambda: for each directory DIR
// named, DIR/bootstrap goes into DIR.zip. The same binary gives the same bytes,
// whatever the day and the system, so that an upgrade without a change of code
// uploads nothing.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	for _, dir := range os.Args[1:] {
		if err := pack(dir); err != nil {
			fmt.Fprintf(os.Stderr, "packing %s: %v\n", dir, err)
			os.Exit(1)
		}
	}
}

// pack writes dir.zip.
func pack(dir string) error {
	binary, err := os.ReadFile(filepath.Join(dir, "bootstrap"))
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	archive := zip.NewWriter(&buf)
	entry := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate}
	entry.SetMode(0o755) // Lambda runs it; Windows has no such mode on the file
	w, err := archive.CreateHeader(entry)
	if err != nil {
		return err
	}
	if _, err := w.Write(binary); err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(dir)+".zip", buf.Bytes(), 0o644)
}
