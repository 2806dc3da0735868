package config

import (
	"math"
	"strconv"
	"time"
	_ "time/tzdata" // a function may run where no zones are installed

	"golang.org/x/text/language"

	"secure-score-reporter/internal/secrets"
)

// Report is how one tenant's documents look and write numbers and dates.
type Report struct {
	Company  string // who reports; empty for nobody
	Footer   string // a line at the foot of every page; may be empty
	Accent   string // #rrggbb, empty for the design's own
	Logo     string // a path or a URL (file://, s3://) of a PNG or JPEG; empty for none
	Font     string // likewise, of a TrueType font for scripts that the built-in ones lack
	Paper    string // a4 or letter; empty for a4
	Locale   string // a BCP 47 tag; empty for the plain form
	TimeZone string // a name of the IANA database; empty for UTC
}

const (
	accentPattern  = `^#[0-9A-Fa-f]{6}$`
	leastContrast  = 4.5 // of text on white: WCAG 2.2, 1.4.3
	longestBranded = 120 // characters of company and footer
)

func reportSettings() kind[Report] {
	branded := textual(schema{"pattern": oneLinePattern, "maxLength": longestBranded}, checkBranded)
	file := textual(schema{"minLength": 1, "anyOf": []schema{{"not": schema{"pattern": schemePattern}}, {"pattern": `^(file|s3)://.`}}}, checkFile)
	return mapping(
		at("company", branded, func(r *Report) *string { return &r.Company }, about{
			"Company", "Who reports: stands over the title and at the foot of the documents.", like("Contoso Managed Security")}),
		at("footer", branded, func(r *Report) *string { return &r.Footer }, about{
			"Footer", "A line at the foot of every page.", like("Confidential")}),
		at("accent", textual(schema{"pattern": accentPattern}, checkAccent), func(r *Report) *string { return &r.Accent }, about{
			"Accent colour", "The colour of heads, lines and bars, as #rrggbb. It has to be dark enough to be read on white.", like("#1d3f72")}),
		at("logo", file, func(r *Report) *string { return &r.Logo }, about{
			"Logo", "A PNG or JPEG file: a path, file://… or s3://BUCKET/KEY.", like("./logo.png", "s3://contoso-assets/logo.png")}),
		at("font", file, func(r *Report) *string { return &r.Font }, about{
			"Font", "A TrueType file (.ttf) for scripts that the built-in fonts lack, such as Chinese or Japanese: a path, file://… or s3://BUCKET/KEY.",
			like("./NotoSansJP-Regular.ttf")}),
		at("paper", oneOf("a4", "letter"), func(r *Report) *string { return &r.Paper }, about{
			"Paper", "The size of the PDF's pages; a4 if nothing is said.", like("a4", "letter")}),
		at("locale", textual(schema{"pattern": `^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$`}, checkLocale), func(r *Report) *string { return &r.Locale }, about{
			"Locale", "How numbers and dates are written, as a BCP 47 tag. Words stay English.", like("en-US", "de-DE")}),
		at("timeZone", textual(schema{"pattern": noSpacePattern}, checkZone), func(r *Report) *string { return &r.TimeZone }, about{
			"Time zone", "Where times are told, by its IANA name. Secure Score's days stay UTC, as Microsoft counts them.", like("Europe/Berlin", "America/New_York")}),
	)
}

func checkBranded(v string) string {
	if len([]rune(v)) > longestBranded {
		return "is longer than " + strconv.Itoa(longestBranded) + " characters"
	}
	return checkLine(v)
}

func checkFile(v string) string {
	scheme, rest, ok := secrets.CutScheme(v)
	switch {
	case v == "":
		return "is empty: name a file or leave the key out"
	case !ok, scheme == "file" && rest != "", scheme == "s3" && rest != "":
		return ""
	}
	return "must be a path, file://… or s3://BUCKET/KEY"
}

var accentForm = lazily(accentPattern)

func checkAccent(v string) string {
	if !accentForm().MatchString(v) {
		return "must be a colour as #rrggbb, in quotes"
	}
	if contrast := contrastOnWhite(v); contrast < leastContrast {
		return "is too light to be read on white: its contrast is " + strconv.FormatFloat(contrast, 'f', 1, 64) + ", and text needs 4.5"
	}
	return ""
}

// contrastOnWhite is the ratio of WCAG 2.2 for a colour of the form #rrggbb, 1 to
// 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
func contrastOnWhite(color string) float64 {
	luminance := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(color[1+2*i:3+2*i], 16, 8)
		part := float64(v) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		luminance += weight * part
	}
	return 1.05 / (luminance + 0.05)
}

func checkLocale(v string) string {
	if _, err := language.Parse(v); err != nil {
		return "must be a BCP 47 tag such as en-GB, en-US or de-DE"
	}
	return ""
}

func checkZone(v string) string {
	if _, err := time.LoadLocation(v); err != nil || v == "Local" || v == "" {
		return "must be the IANA name of a time zone, such as Europe/Berlin"
	}
	return ""
}
