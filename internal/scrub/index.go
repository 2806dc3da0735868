package scrub

// index finds texts by blocks of their characters: each 6 characters of a text
// that begin at a multiple of 6, and its last 6. So any 11 characters in a row
// hold a whole block.
type index map[uint64][]place

// place is where a block is in a text.
type place struct {
	text string
	at   int
	need int // characters of the text that are found
}

const (
	block     = 6
	blockMask = 1<<(8*block) - 1
	// sameBlock is how many places of one block are kept. More have only texts
	// that repeat themselves.
	sameBlock = 8
)

// add adds a part of a secret in some of its forms.
func (x index) add(p part, forms []string) {
	for _, form := range forms {
		step := block
		if form != p.text && len(p.text) > long {
			step = 5 * block
		}
		x.addText(form, p.only, step)
		if plain := decode(form, true).text; plain != form {
			x.addText(plain, p.only, step)
		}
	}
}

// addText adds a block of the text at each step.
func (x index) addText(text string, only bool, step int) {
	if len(text) < shortest {
		return
	}
	need := min(telling, len(text))
	if only {
		need = len(text)
	}
	for at := 0; at+block <= len(text); at += step {
		x.addBlock(place{text, at, need})
	}
	x.addBlock(place{text, len(text) - block, need})
}

func (x index) addBlock(p place) {
	key := keyOf(p.text[p.at : p.at+block])
	if len(x[key]) < sameBlock {
		x[key] = append(x[key], p)
	}
}

func keyOf(block string) (key uint64) {
	for i := range len(block) {
		key = key<<8 | uint64(block[i])
	}
	return key
}

// find finds the texts of the index, and what is long enough of them.
func (x index) find(in string) (found []span) {
	var key uint64
	free := 0 // what is before it was found already, maybe as a part of another text
	for i := range len(in) {
		key = (key<<8 | uint64(in[i])) & blockMask
		if i+1 < max(block, free) {
			continue
		}
		for _, p := range x[key] {
			at := p.around(in, i+1-block, max(0, free-2*telling))
			if at.to-at.from >= p.need {
				found = append(found, at)
				free = max(free, at.to)
			}
		}
	}
	return found
}

// around is how far the text goes on around its block at i, from a place on.
func (p place) around(in string, i, from int) span {
	at := span{i, i + block}
	for left := p.at; at.from > from && left > 0 && in[at.from-1] == p.text[left-1]; left-- {
		at.from--
	}
	for right := p.at + block; at.to < len(in) && right < len(p.text) && in[at.to] == p.text[right]; right++ {
		at.to++
	}
	return at
}
