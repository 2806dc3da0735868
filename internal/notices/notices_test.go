package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestIdentify(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"Apache, lines broken elsewhere", "  Apache License\n Version 2.0, January 2004\n http://…", "Apache-2.0"},
		{"BSD with three clauses", "Redistribution and use in source and binary forms …\nNeither the name of Google", "BSD-3-Clause"},
		{"BSD with two clauses", "Redistribution and use in source and\nbinary forms …", "BSD-2-Clause"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software …", "MIT"},
		{"GPL", "GNU GENERAL PUBLIC LICENSE Version 3", ""},
		{"a choice with the GPL", "MIT: Permission is hereby granted … or the GNU General Public License", ""},
		{"Mozilla", "Mozilla Public License Version 2.0", ""},
		{"nothing known", "All rights reserved.", ""},
	} {
		got, err := identify(tt.text)
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, err, tt.want)
		}
	}
}

// The sentence of an allowed licence does not hide that another one limits it.
func TestRefusedLicences(t *testing.T) {
	const (
		apache = "Apache License Version 2.0, January 2004 "
		bsd    = "Neither the name of Contoso "
		mit    = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software "
	)
	for name, text := range map[string]string{
		"Commons Clause":     "\"Commons Clause\" License Condition v1.0 … " + apache,
		"business source":    "Business Source License 1.1 … Change License: " + apache,
		"functional source":  "Functional Source License, Version 1.1 … " + apache,
		"Elastic":            "Elastic License 2.0 … " + apache,
		"JSON":               mit + "… The Software shall be used for Good,\nnot Evil.",
		"non-commercial":     mit + "Creative Commons Attribution-NonCommercial 4.0",
		"non-commercial too": mit + "for non-commercial purposes",
		"SPDX id":            mit + "SPDX-License-Identifier: GPL-3.0-only",
		"lesser, by its id":  mit + "or LGPL-2.1-or-later",
		"library":            bsd + "GNU Library General Public License",
		"Eclipse":            "Eclipse Public License - v 2.0 " + bsd,
		"European Union":     "European Union Public Licence v1.2 " + mit,
		"CDDL":               "CDDL 1.1 " + bsd,
		"CDDL in full":       "Common Development and Distribution License " + bsd,
		"server side":        "Server Side Public License " + apache,
		"Mozilla":            mit + "Mozilla Public License Version 2.0",
	} {
		if id, err := identify(text); err == nil || !strings.Contains(err.Error(), "not allowed") {
			t.Errorf("%s: %q, %v", name, id, err)
		}
	}
}

func TestNoticesOfAModule(t *testing.T) {
	const mit = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"
	const bsd = "Redistribution and use in source and binary forms"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // licences, or a part of the error
	}{
		{"its own", map[string]string{"LICENSE": mit, "NOTICE": "By Contoso."}, "MIT"},
		{"another one for a part", map[string]string{"LICENSE.txt": mit, "linked/LICENSE": bsd}, "MIT, BSD-2-Clause"},
		{"that of a part that is not linked",
			map[string]string{"COPYING": mit, "other/LICENSE": "GNU General Public License"}, "MIT"},
		{"none", map[string]string{"NOTICE": "By Contoso."}, "no licence"},
		{"one that is not allowed", map[string]string{"LICENSE": "GNU Affero General Public License"}, "not allowed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := module{path: "example.org/m", dir: t.TempDir()}
			m.packages = []string{filepath.Join(m.dir, "linked", "deep")}
			for name, text := range tt.files {
				path := filepath.Join(m.dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.MkdirAll(m.packages[0], 0o755); err != nil {
				t.Fatal(err)
			}
			found, err := m.notices()
			got := strings.Join(licences(part{notices: found}), ", ")
			if err != nil {
				got = err.Error()
			}
			if got != tt.want && (err == nil || !strings.Contains(got, tt.want)) {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestEachTextStandsOnce(t *testing.T) {
	one, two := notice{"the same\ntext\n", "MIT"}, notice{"the same text\n", "MIT"}
	out := string(write([]part{{"a v1", []string{"x"}, []notice{one}}, {"b v2", []string{"x", "y"}, []notice{two}}}))
	if strings.Count(out, "the same") != 1 || !strings.Contains(out, "a v1\nb v2\n") {
		t.Errorf("\n%s", out)
	}
	if !strings.Contains(out, "b v2\n    MIT; in x, y\n") {
		t.Errorf("\n%s", out)
	}
}
