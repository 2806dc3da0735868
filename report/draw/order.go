package draw

import "unicode"

// visual puts stretches of right-to-left letters into the order in which they
// are read, for gofpdf and vgimg draw runes from left to right. A line as a whole
// goes from left to right, as our own words do. This is enough for a name in
// Hebrew inside a line; Arabic letters are not joined.
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

// rightToLeft tells of letters in the blocks of Hebrew, Arabic and their kin.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF && !unicode.IsDigit(r) || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC
}

// joinsStretch tells of what does not end a stretch between two letters of it.
func joinsStretch(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.M, r) || unicode.IsPunct(r) && r != '(' && r != ')' && r != '[' && r != ']'
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
