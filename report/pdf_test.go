package report

import (
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	for name, m := range pdfCases() {
		data, err := PDF(m)
		if err != nil {
			t.Fatal(name, err)
		}
		os.WriteFile("/tmp/pdfx/"+name+".pdf", data, 0o644)
		t.Log(name, len(data))
	}
}
