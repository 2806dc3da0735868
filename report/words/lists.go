package words

import (
	"strings"
	"time"

	"secure-score-reporter/internal/score"
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

// NamesAndMore lists names, and says how many more there are.
func (w Words) NamesAndMore(names []string, more int) string {
	list := strings.Join(names, ", ")
	if more > 0 {
		return w.say("list.namesAndMore", "names", list, "n", more)
	}
	return list
}

// since is a text and the day since which it holds.
func (w Words) since(text string, d score.Date) string {
	return w.say("list.since", "text", text, "day", w.LongDate(d))
}

// quotation is a text of other people.
func (w Words) quotation(text string) string { return w.say("list.quoted", "text", text) }

// Colon is a text after what it is about: a colon and the text.
func (w Words) Colon(text string) string { return w.say("list.colon", "text", text) }

// weekday is the name of a day of the week.
func (w Words) weekday(d time.Weekday) string { return w.say("list.weekday", "day", d.String()) }
