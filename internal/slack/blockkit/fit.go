package blockkit

import (
	"bytes"
	"encoding/json"
	"secure-score-reporter/report/words"
	"slices"
)

// fit draws with as many lines for each cause as Slack takes: at most so many,
// at last noGroups. Then it always does: everything else is bounded.
func fit(w words.Words, most int, draw func(lines int) content) Post {
	best := draw(most).post(w)
	if best.fits() {
		return best
	}
	best = draw(noGroups).post(w)
	for low, high := noGroups, most; high-low > 1; { // low fits, high does not
		middle := (low + high) / 2
		if p := draw(middle).post(w); p.fits() {
			best, low = p, middle
		} else {
			high = middle
		}
	}
	return best
}

// noGroups is fewer than no lines: not even the headings.
const noGroups = -1

func (p Post) fits() bool { return len(p.Blocks) <= maxBlocks && size(p.Blocks) <= maxMessage }

// with is the post with the section at its end, if there is room for it.
func (p Post) with(s section) Post {
	longer := Post{Text: p.Text, Blocks: append(slices.Clone(p.Blocks), blockOf(s))}
	if !longer.fits() {
		return p
	}
	return longer
}

// size is the number of bytes of v as Slack sees it.
func size(v any) int {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // an escape of Go's, not of Slack's
	if err := encoder.Encode(v); err != nil {
		return maxMessage + 1 // blocks hold nothing but texts, so this does not happen
	}
	return b.Len()
}
