package page

import (
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// Filters are shown by the page's script, which does what they say.

func filters(w words.Words, id, label string, content ...g.Node) g.Node {
	return line(h.Form(h.ID(id), h.Class("filters"), h.Aria("label", label), g.Attr("hidden"), g.Group(content),
		line(h.P(h.Class("field"), h.Button(h.Type("reset"), g.Text(w.Text(words.FilterReset)))))))
}

func search(w words.Words, id, placeholder string) g.Node {
	return line(h.P(h.Class("field grow"), h.Label(h.For(id), g.Text(w.Text(words.FilterSearch))),
		h.Input(h.ID(id), h.Name("q"), h.Type("search"), h.AutoComplete("off"), h.Placeholder(placeholder))))
}

// choice is a field with options.
func choice(id, field, label string, options ...g.Node) g.Node {
	return line(h.P(h.Class("field"), h.Label(h.For(id), g.Text(label)),
		h.Select(h.ID(id), h.Name(field), g.Group(options))))
}

func option(value, label string) g.Node { return h.Option(h.Value(value), g.Text(label)) }

// each is an option for each value.
func each(values []string, attributes ...g.Node) g.Node {
	return g.Map(values, func(v string) g.Node { return h.Option(g.Group(attributes), g.Text(v)) })
}

// found is where the script says how much the filters let through. It writes
// the numbers with what stands between thousands.
func found(w words.Words, id, none, all, some string, attributes ...g.Node) g.Node {
	return line(h.P(h.ID(id), h.Class("readout"), h.Data("none", none), h.Data("all", all), h.Data("some", some),
		g.If(w.Group() != "", h.Data("group", w.Group())),
		g.Group(attributes)))
}

// sortChoices sorts lists without regard to case, and keeps each value once.
func sortChoices(lists ...*[]string) {
	for _, list := range lists {
		slices.SortFunc(*list, func(a, b string) int {
			if by := strings.Compare(strings.ToLower(a), strings.ToLower(b)); by != 0 {
				return by
			}
			return strings.Compare(a, b)
		})
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
}
