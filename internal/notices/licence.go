package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// known are the licences that are allowed, by their SPDX ids and a sentence of
// each. Those whose sentence stands in another licence's text too come last.
var known = []struct{ id, sentence string }{
	{"Apache-2.0", "apache license version 2.0, january 2004"},
	{"OFL-1.1", "sil open font license version 1.1"},
	{"Bitstream-Vera", "bitstream vera is a trademark of bitstream"},
	{"FTL", "the freetype project license"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"BSD-3-Clause", "neither the name of"},
	{"BSD-2-Clause", "redistribution and use in source and binary forms"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
}

// refused is the wording of licences that ask for the source of what is linked
// with them, or do not permit every use. A text that has such a wording and
// that of an allowed licence too is refused.
var refused = []string{
	"gnu general public", "gnu affero", "gnu lesser", "gnu library", "gpl-",
	"mozilla public license", "server side public",
	"eclipse public", "european union public", "common development and distribution", "cddl",
	"commons clause", "business source", "functional source", "elastic license", "noncommercial", "non-commercial",
	"good, not evil",
}

// chosen is the licence of a module that offers several, or keeps it elsewhere.
var chosen = map[string]string{
	"github.com/golang/freetype": "licenses/ftl.txt", // or the GPL
}

// identify recognises a licence by its wording.
func identify(text string) (string, error) {
	words := slices.DeleteFunc(strings.Fields(text), func(w string) bool { return w == "//" }) // a comment's
	text = strings.ToLower(strings.Join(words, " "))
	for _, wording := range refused {
		if strings.Contains(text, wording) {
			return "", fmt.Errorf("it mentions the licence %q, which is not allowed", wording)
		}
	}
	for _, k := range known {
		if strings.Contains(text, k.sentence) {
			return k.id, nil
		}
	}
	return "", errors.New("its licence is none that is known to be allowed; read it, then add it")
}

// notice is one text that comes with a module.
type notice struct {
	text    string
	licence string // "" for a NOTICE or PATENTS
}

// part is something of others: a module, a font, the standard library.
type part struct {
	name    string
	in      []string
	notices []notice
}

var (
	otherFile   = regexp.MustCompile(`(?i)^(notice|patents|license-summary)(\.txt|\.md)?$`)
	licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|ofl)([-.].*)?$`)
)

// read finds the licences of the modules, of the fonts and of Go.
func read(linked []*module) ([]part, error) {
	var parts []part
	for _, m := range linked {
		found, err := m.notices()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.path, err)
		}
		parts = append(parts, part{m.path + " " + m.version, m.in, found})
		if m.path == "golang.org/x/text" { // by the same authors, under the same texts
			parts = append(parts, part{"Go standard library", []string{"every binary"}, found})
		}
	}
	fonts, err := noticesIn("report/draw/fonts", nil)
	if err != nil {
		return nil, err
	}
	if len(fonts) < 2 {
		return nil, fmt.Errorf("report/draw/fonts has %d licences, and fonts of two families", len(fonts))
	}
	return append(parts, part{"Fonts Inter and DejaVu Sans", []string{"reporter", "securescore"}, fonts}), nil
}

// notices reads the texts beside the packages that are linked and above them,
// up to the module's directory. A part may have a licence of its own.
func (m *module) notices() ([]notice, error) {
	var dirs []string
	for _, dir := range append([]string{m.dir}, m.packages...) {
		for ; len(dir) >= len(m.dir) && !slices.Contains(dirs, dir); dir = filepath.Dir(dir) {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	var found []notice
	for _, dir := range dirs {
		if name := chosen[m.path]; name != "" && dir == m.dir {
			text, err := texts(filepath.Join(dir, name))
			if err != nil {
				return nil, err
			}
			id, err := identify(text)
			if err != nil {
				return nil, err
			}
			found = append(found, notice{text, id})
			continue
		}
		var err error
		if found, err = noticesIn(dir, found); err != nil {
			return nil, err
		}
	}
	if !slices.ContainsFunc(found, func(n notice) bool { return n.licence != "" }) {
		return nil, errors.New("it has no licence")
	}
	return found, nil
}

// noticesIn adds the texts of one directory.
func noticesIn(dir string, found []notice) ([]notice, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		isOther := otherFile.MatchString(e.Name())
		isLicence := licenceFile.MatchString(e.Name()) && !isOther
		if e.IsDir() || strings.HasSuffix(e.Name(), ".go") || !isLicence && !isOther {
			continue
		}
		n := notice{}
		if n.text, err = texts(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
		if isLicence {
			if n.licence, err = identify(n.text); err != nil {
				return nil, fmt.Errorf("%s: %w", e.Name(), err)
			}
		}
		found = append(found, n)
	}
	return found, nil
}

// texts is a file as UTF-8, with plain line ends and no blanks at the end of a
// line.
func texts(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	text := string(data)
	if !utf8.Valid(data) { // then it is Latin-1
		runes := make([]rune, len(data))
		for i, b := range data {
			runes[i] = rune(b)
		}
		text = string(runes)
	}
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(text, "\r\n\t \f")) {
		b.WriteString(strings.TrimRight(line, " \t\r\n\f") + "\n")
	}
	return b.String(), nil
}
