package teams

import "secure-score-reporter/internal/plaintext"

// The parts of a card.

// style changes how a run looks.
type style func(element)

func bold(e element)   { e["weight"] = "Bolder" }
func subtle(e element) { e["isSubtle"] = true }
func italic(e element) { e["italic"] = true }
func small(e element)  { e["size"] = "Small" }
func medium(e element) { e["size"] = "Medium" }
func large(e element)  { e["size"] = "Large" }

// colored is a color of Teams' theme; empty for that of the text.
func colored(name string) style {
	return func(e element) {
		if name != "" {
			e["color"] = name
		}
	}
}

// run is a text that is shown as it is. A card without a text is refused, so an
// empty one is a blank.
func run(text string, styles ...style) element {
	if text == "" {
		text = " "
	}
	e := element{"type": "TextRun", "text": plaintext.Unbroken(text)}
	for _, s := range styles {
		s(e)
	}
	return e
}

// linked is a run that opens an address, if it is one to follow.
func linked(e element, address string) element {
	if address = plaintext.Link(address, "https"); address != "" {
		e["selectAction"] = element{"type": "Action.OpenUrl", "url": address}
		e["color"] = "Accent"
	}
	return e
}

// paragraph is runs that follow each other and wrap.
func paragraph(runs ...element) element { return element{"type": "RichTextBlock", "inlines": runs} }

// title is the heading of a part.
func title(text string) element {
	return with(with(paragraph(run(text, bold)), "separator", true), "spacing", "Medium")
}

func column(width string, items ...element) element {
	return element{"type": "Column", "width": width, "items": items}
}

func with(e element, key string, value any) element {
	e[key] = value
	return e
}
