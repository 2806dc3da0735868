// Package page draws a report as one self-contained HTML page, with search,
// filters and charts. It fails only where the template or a chart cannot be
// drawn, and then returns nothing.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

//go:embed templates
var templateFiles embed.FS

func mustRead(name string) string {
	data, err := templateFiles.ReadFile(name)
	if err != nil {
		panic(err) // embedded, so only a misspelt name gets here
	}
	return string(data)
}

// Draw writes the report as one self-contained page. It makes no request, and
// its Content-Security-Policy forbids any; the policy names the one style and
// the one script by their hashes. Without scripts the whole report is readable;
// with them the actions can be searched, filtered and sorted, and the trend
// read day by day. Text from Microsoft is escaped, and only addresses in the
// Defender portal are links.
func Draw(m report.Model) ([]byte, error) {
	view, err := viewOf(m)
	if err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, view); err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", err)
	}
	// The policy names the style and the script by their hashes: both stay as
	// they are.
	head, rest, _ := strings.Cut(b.String(), "<body>")
	body, script, _ := strings.Cut(rest, "<script>")
	return []byte(head + "<body>" + plaintext.UnbrokenHTML(body) + "<script>" + script), nil
}

// pageTemplate is parsed on first use: a run that sends an alert draws no page.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page.html").Funcs(functions()).ParseFS(templateFiles, "templates/*.html"))
})

// Nothing that Microsoft writes is longer than these. A title of a megabyte
// would be in a page many times.
const (
	longestName  = 300 // characters
	longestProse = 4000
)

// clipName cleans a name and limits its length.
func clipName(s string) string { return plaintext.Clip(s, longestName) }

// clipProse cleans sentences and limits their length.
func clipProse(s string) string { return plaintext.Clip(s, longestProse) }

// policyOf allows one style, one script and pictures within the page, and
// nothing else.
func policyOf(style, script string) string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hashOf(style) +
		"; script-src " + hashOf(script)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// styleOf is the style sheet with the labels of tables and the configured
// accent. The accent is readable on white, so dark screens get it mixed with
// white.
func styleOf(a report.Appearance, labels []tableLabels) string {
	sheet := strings.Replace(mustRead("templates/page.css"), "/* labels */", labelRules(labels), 1)
	if a.Accent == "" {
		return sheet
	}
	const rule = ":root { --accent-light: %[1]s; --accent-dark: color-mix(in srgb, %[1]s 45%%, white); }"
	return strings.Replace(sheet, "/* accent */", fmt.Sprintf(rule, draw.AccentHex(a)), 1)
}

// portalLink is the address if it leads to Secure Score in the Defender portal,
// else nothing: the page has no other links.
func portalLink(address string) string {
	if !strings.HasPrefix(address, report.PortalURL) || address != plaintext.Clean(address) {
		return ""
	}
	return address
}
