// Package plaintexttest has all characters that nobody sees, to try that none
// of them gets through.
package plaintexttest

import (
	"strings"
	"testing"
)

// unseen are all characters that show nothing, change how others are shown, or
// mean something only to those who agreed on it, by their first and their last:
// controls, Unicode's format characters and default ignorables, separators of
// lines, noncharacters, and the ends of what is for private use. They are
// written down here, and not taken from the package that removes them.
// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
var unseen = [][2]rune{
	{0, 8}, {0xB, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
	{0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164},
	{0xE000, 0xE003}, {0xF8FC, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
	{0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0x1FFFE, 0x1FFFF},
	{0xE0000, 0xE0FFF}, {0xF0000, 0xF0003}, {0xFFFFE, 0xFFFFF}, {0x10FFFC, 0x10FFFF},
}

// perText is how many of them are in one text. All are within what the
// shortest field shows.
const perText = 100

// Texts have each of these characters once, between letters. Their number is
// prime, so that fields that get them in turn get each of them.
func Texts() []string {
	var list []string
	var b strings.Builder
	n := 0
	for _, pair := range unseen {
		for r := pair[0]; r <= pair[1]; r++ {
			b.WriteRune(r)
			if n++; n%perText == 0 {
				list = append(list, "a"+b.String()+"b")
				b.Reset()
			}
		}
	}
	list = append(list, "a"+b.String()+"b")
	for !Prime(len(list)) {
		list = append(list, list[0])
	}
	return list
}

// Family is an emoji of two, with a joiner between them.
const Family = "\U0001F468\u200d\U0001F469"

// Check fails on characters that reverse or hide text or control a terminal.
// The one joiner in Family is what joiners are for.
func Check(t *testing.T, s string) {
	t.Helper()
	s = strings.ReplaceAll(s, Family, "")
	for _, r := range s {
		if r == '\n' || r >= ' ' && r <= '~' {
			continue
		}
		for _, pair := range unseen {
			if r >= pair[0] && r <= pair[1] {
				t.Errorf("%U in %.60q", r, s)
				return
			}
		}
	}
}

// Prime reports whether a number is prime.
func Prime(n int) bool {
	for divisor := 2; divisor*divisor <= n; divisor++ {
		if n%divisor == 0 {
			return false
		}
	}
	return n > 1
}
