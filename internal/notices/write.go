package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const rule = "================================================================================\n"

// write lists the parts, then each text once with the parts that it belongs to.
func write(parts []part) []byte {
	var out bytes.Buffer
	out.WriteString("Software of others in the Secure Score Reporter. Written by make notices.\n\n")
	for _, p := range parts {
		fmt.Fprintf(&out, "%s\n    %s; in %s\n", p.name, strings.Join(licences(p), ", "), strings.Join(p.in, ", "))
	}
	var order []string
	belongs, text := map[string][]string{}, map[string]string{}
	for _, p := range parts {
		for _, n := range p.notices {
			key := strings.Join(strings.Fields(n.text), " ") // however the lines break
			if _, known := text[key]; !known {
				order = append(order, key)
				text[key] = n.text
			}
			if !slices.Contains(belongs[key], p.name) {
				belongs[key] = append(belongs[key], p.name)
			}
		}
	}
	for _, key := range order {
		fmt.Fprintf(&out, "\n%s%s\n%s\n%s", rule, strings.Join(belongs[key], "\n"), rule, text[key])
	}
	return out.Bytes()
}

// licences are those of a part, each once.
func licences(p part) []string {
	var ids []string
	for _, n := range p.notices {
		if n.licence != "" && !slices.Contains(ids, n.licence) {
			ids = append(ids, n.licence)
		}
	}
	return ids
}
