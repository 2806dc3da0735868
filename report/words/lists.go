package words

import (
	"strings"
	"time"
)

// all joins what is meant together: a and b.
func (w Words) all(parts []string) string { return joined(parts, w.both) }

func (w Words) both(first, second string) string {
	return w.say("list.and", "first", first, "second", second)
}

// list joins items: a, b and c.
func (w Words) list(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return w.say("list.and", "first", strings.Join(parts[:last], ", "), "second", parts[last])
}

// any joins alternatives: a or b.
func (w Words) any(parts []string) string { return joined(parts, w.either) }

func (w Words) either(first, second string) string {
	return w.say("list.or", "first", first, "second", second)
}

func joined(parts []string, pair func(first, second string) string) string {
	text := ""
	for i, part := range parts {
		if i == 0 {
			text = part
			continue
		}
		text = pair(text, part)
	}
	return text
}

// quotation is a text of other people.
func (w Words) quotation(text string) string { return w.say("list.quoted", "text", text) }

// Colon is a text after what it is about: a colon and the text.
func (w Words) Colon(text string) string { return w.say("list.colon", "text", text) }

// weekday is the name of a day of the week.
func (w Words) weekday(d time.Weekday) string { return w.say("list.weekday", "day", d.String()) }
