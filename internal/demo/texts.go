package demo

import (
	"strconv"
	"strings"
)

// granted explains the points of a measure, at the end of a description.
var granted = map[string]string{
	"devices": "Points are granted in proportion to the devices that aren’t exposed; a device that has been silent for " +
		"30 days is left out of the count, as is one with an approved exception. The page of a device lists every " +
		"recommendation that is still open on it.",
	"users": "Points rise with the share of accounts that meet the recommendation, and the number is refreshed once a " +
		"day from the directory. The accounts that are left can be exported as a list.",
	"recipients": "Points rise with the share of recipients whose effective policy meets the recommendation, whichever " +
		"policy that is. Recipients in no custom policy count with the default policy.",
	"assets": "Points rise with the share of assets in the recommended state, and an asset that was removed leaves the " +
		"count on the next day.",
	"setting": "There is nothing in between: all points are granted as soon as the setting is found, which can take a " +
		"day after the change. A change back is noticed just as late.",
	"admins":  "All points are granted while the number stays in the recommended range.",
	"overlap": "All points are granted as soon as narrow roles are in use.",
}

// description is the text of a control on the newest day.
func (c *control) description() string {
	first, rest := c.why, c.place.context+" "+granted[c.measure]
	switch c.place.style {
	case "paragraphs":
		return "<p>" + first + "</p> <p>" + rest + "</p>"
	case "tabs":
		return "\r\n\t\t\t" + first + "\r\n\t\t\t<br/>\r\n\t\t\t" + rest + "\r\n\t\t"
	case "nbsp":
		return " " + strings.Replace(first, " ", "&nbsp;", 1) + "&nbsp;<br />" + rest
	}
	return first + " " + rest
}

var tags = strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "&gt;", ">", "&amp;", "&")

// remediation lists the steps: where to go, what to change, how to check. As at
// Microsoft, each team has its own markup, and one never closes a paragraph.
func (a *action) remediation() string {
	steps := []string{a.place.open}
	for _, s := range a.steps {
		steps = append(steps, s+".")
	}
	steps = append(steps, a.place.close)
	var b strings.Builder
	markup := a.place.markup
	if _, ok := a.notes["plain"]; ok {
		markup = "plain"
	}
	for i, s := range steps {
		n := strconv.Itoa(i+1) + ". "
		switch markup {
		case "ol", "quoted":
			b.WriteString(" <li>" + s + "</li>")
		case "openp":
			b.WriteString("<p>" + n + s + " ")
		case "br":
			b.WriteString(n + s + "<br />")
		default:
			b.WriteString(n + tags.Replace(s) + "\n")
		}
	}
	switch markup {
	case "ol":
		return "<ol>" + b.String() + " </ol>"
	case "quoted":
		return "<p>Follow these steps:&nbsp;</p> <ul>" + b.String() + " </ul><a href='" + a.url() +
			"' target='_blank'>Go to the page</a>"
	}
	return b.String()
}

func (a *action) url() string {
	if own, ok := a.notes["url"]; ok {
		return own
	}
	return strings.NewReplacer("{tenant}", TenantID, "{id}", a.id).Replace(a.place.url)
}

// remediationImpact says what people will notice.
func (a *action) remediationImpact() string {
	if a.effect == "" {
		return a.place.noEffect
	}
	return a.effect
}

// implementationStatus renders the status template. As in real answers, it is
// about the measured state and not about the state that people set, and some
// templates are misleading.
func (c *control) implementationStatus(s standing) string {
	value := "not as recommended"
	if s.done >= c.total {
		value = "as recommended"
	}
	return strings.NewReplacer(
		"{open}", strconv.Itoa(c.total-s.done), "{done}", strconv.Itoa(s.done), "{total}", strconv.Itoa(c.total),
		"{pct}", strconv.Itoa(divide(s.done*100, c.total)), "{value}", value,
	).Replace(c.template())
}

// emptyStatus is the template without data, as older days have it.
func (c *control) emptyStatus() string {
	empty := strings.NewReplacer("{open}", "0", "{total}", "0", "{done}", "", "{pct}", "", "{value}", "")
	return empty.Replace(c.template())
}

func (c *control) template() string {
	switch {
	case c.status != "":
		return c.status
	case c.measure == "setting":
		return c.place.setting
	}
	return c.place.counted
}
