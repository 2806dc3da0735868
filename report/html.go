package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"secure-score-reporter/internal/score"
)

// HTML writes the report as one self-contained page. It makes no request to
// anywhere, and a policy forbids it; the only style and the only script that run
// are the two that are named there by their hashes. Without scripts the whole
// report is there; with them the actions can be searched, filtered and sorted, and
// the trend read day by day. Text from Microsoft is escaped, and only addresses
// that we made ourselves are links.
func HTML(m Model) ([]byte, error) {
	view, err := htmlViewOf(m)
	if err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	var b bytes.Buffer
	if err := htmlTemplate().Execute(&b, view); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	return b.Bytes(), nil
}

// htmlTemplate is parsed when it is first needed: a function that starts for an
// alert draws no page.
var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report.html").Funcs(template.FuncMap{
		"clean": htmlName, "prose": htmlProse, "zone": ZoneName, "status": StatusName, "level": LevelName, "names": Names, "count": Count,
		"product": score.ProductName, "viewLabel": ViewLabel, "viewHow": ViewHow,
		"cause": func(c score.Cause) string { _, _, heading := mailHeading(c); return heading },
		"mark":  func(c score.Cause) string { mark, _, _ := mailHeading(c); return mark },
		"tone":  func(c score.Cause) string { _, tone, _ := mailHeading(c); return tone },
		"sign":  mailTone, "portal": portalLink, "tenant": mailTenant,
	}).ParseFS(mailFiles, "templates/report.html", "templates/report-*.html"))
})

// Longer than these is nothing that Microsoft means; a title of a megabyte stands in
// a page many times.
const (
	longestName  = 300 // characters
	longestProse = 4000
)

// htmlName cleans a name of something.
func htmlName(s string) string { return mailClip(s, longestName) }

// htmlProse cleans sentences.
func htmlProse(s string) string { return mailClip(s, longestProse) }

// htmlPolicy allows one style, one script and pictures that are within the page;
// nothing else, from nowhere.
func htmlPolicy(style, script string) string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + htmlHash(style) + "; script-src " + htmlHash(script)
}

func htmlHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// htmlStyle is the style sheet with the accent that the owner chose. On dark
// screens a chosen accent is mixed with white, as it was chosen to be read on it.
func htmlStyle(l Look) string {
	sheet := mailMustRead("templates/report.css")
	if l.Accent == "" {
		return sheet
	}
	return strings.Replace(sheet, "/* accent */", fmt.Sprintf(":root { --accent-light: %[1]s; --accent-dark: color-mix(in srgb, %[1]s 45%%, white); }", l.accentHex()), 1)
}
