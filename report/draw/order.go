package draw

import "unicode"

// visual reverses stretches of right-to-left letters, because gofpdf and vgimg
// draw runes from left to right. The line as a whole runs from left to right.
// This is enough for a name in Hebrew inside a line; Arabic letters are not
// joined.
func visual(s string) string {
	if !hasRightToLeft(s) {
		return s
	}
	text := []rune(s)
	for i := 0; i < len(text); i++ {
		if !rightToLeft(text[i]) {
			continue
		}
		end := i + 1 // behind the last letter of the stretch
		for j := end; j < len(text) && (rightToLeft(text[j]) || joinsStretch(text[j])); j++ {
			if !unicode.IsSpace(text[j]) && !unicode.IsPunct(text[j]) {
				end = j + 1
			}
		}
		reverse(text[i:end])
		i = end
	}
	return string(text)
}

func hasRightToLeft(s string) bool {
	for _, r := range s {
		if rightToLeft(r) {
			return true
		}
	}
	return false
}

// rightToLeft reports whether r is a letter of Hebrew, Arabic or a related
// script.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF && !unicode.IsDigit(r) || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC
}

// joinsStretch reports whether r may stand between two letters of a stretch.
func joinsStretch(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.M, r) || unicode.IsPunct(r) && r != '(' && r != ')' &&
		r != '[' && r != ']'
}

// reverse turns letters around, each with the marks that follow it.
func reverse(text []rune) {
	turned := make([]rune, 0, len(text))
	for end := len(text); end > 0; {
		start := end - 1
		for start > 0 && unicode.Is(unicode.M, text[start]) {
			start--
		}
		turned = append(turned, text[start:end]...)
		end = start
	}
	copy(text, turned)
}
