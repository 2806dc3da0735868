package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMutantsOfAWeakTest(t *testing.T) {
	const survivor, killed = "Count: if n > limit {: >  =>  >=", "Count: count++: without count++"
	file := filepath.Join(t.TempDir(), "weak.txt")
	if err := os.WriteFile(file, []byte("# weak\n"+killed+"\n\tit is killed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	ok, err := mutate(&out, filepath.Join("testdata", "weak"), file)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"testdata/weak/weak.go:7 survives:", survivor,
		file + " explains what does not survive:", killed,
		"testdata/weak: of 9 mutants 8 are killed, 0 explained, 1 neither: 88.9 %, and 95 % are wanted",
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(out.String()), "\n")); diff != "" || ok {
		t.Errorf("enough is %t, want false (-want +got)\n%s", ok, diff)
	}
}

func TestExplanations(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.txt")
	if got, err := explanations(file); err != nil || len(got) != 0 {
		t.Errorf("without a file: %v, %v, want none", got, err)
	}
	if err := os.WriteFile(file, []byte("# why\n\none\n\tfirst\ntwo\n\tsecond\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := explanations(file)
	if diff := cmp.Diff(map[string]bool{"one": true, "two": true}, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got)\n%s", err, diff)
	}
}

func TestExplanationsNeedAMutantAndAReason(t *testing.T) {
	for text, want := range map[string]string{
		"\ta reason\n":    "a reason without a mutant: a reason",
		"a mutant\n":      "no reason for a mutant",
		"one\nother\n\tr": "no reason for one",
	} {
		file := filepath.Join(t.TempDir(), "x.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := explanations(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
