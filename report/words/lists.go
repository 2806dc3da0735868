package words

import (
	"strings"
	"time"
)

// list joins items: a, b and c.
func (w Words) list(parts []string) string {
	return joined(parts, func(first, second string) string {
		return w.say("list.and", "first", first, "second", second)
	})
}

// alternatives are a, b or c.
func (w Words) alternatives(parts []string) string {
	return joined(parts, func(first, second string) string {
		return w.say("list.or", "first", first, "second", second)
	})
}

func joined(parts []string, last func(first, second string) string) string {
	n := len(parts) - 1
	if n < 1 {
		return strings.Join(parts, "")
	}
	return last(strings.Join(parts[:n], ", "), parts[n])
}

// quotation is a text of other people.
func (w Words) quotation(text string) string { return w.say("list.quoted", "text", text) }

// Colon is a text after what it is about: a colon and the text.
func (w Words) Colon(text string) string { return w.say("list.colon", "text", text) }

// weekday is the name of a day of the week.
func (w Words) weekday(d time.Weekday) string { return w.say("list.weekday", "day", d.String()) }
