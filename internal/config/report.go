package config

import (
	"math"
	"strconv"
	"time"
	_ "time/tzdata" // a function may run where no zones are installed

	"golang.org/x/text/language"

	"secure-score-reporter/internal/secrets"
)

// Report is how one tenant's documents look and write numbers and dates. Empty
// settings leave the design as it is.
type Report struct {
	// How much the weekly PDF and email say. summary: two to five pages. full:
	// every recommended action, with its guidance. An event can ask for the
	// other one. The HTML page and the CSV are always complete. Left out: summary.
	Edition string `key:"edition" check:"edition" example:"summary | full"`
	// The language of reports, messages and warnings, and of what the commands
	// print about the score. Microsoft's own texts stay English. An event can ask
	// for another one. Left out: en.
	Language string `key:"language" check:"language" example:"en | de | fr"`
	// A line of your own at the top of the report: on the first page of the PDF,
	// in the email, on the HTML page and in Slack. Up to 300 characters.
	Note string `key:"note" check:"note" example:"'Audit on 14 December: no new exceptions before then.'"`
	// The company name, shown above the title and in the footer.
	Company string `key:"company" check:"branding" example:"Contoso Managed Security"`
	// A line at the foot of every page.
	Footer string `key:"footer" check:"branding" example:"Confidential"`
	// The colour of headings, lines and bars, as #rrggbb. It must be dark
	// enough to be read on white.
	Accent string `key:"accent" check:"accent" title:"Accent colour" example:"'#1d3f72'"`
	// A PNG or JPEG file: a path relative to this document, file://… or
	// s3://BUCKET/KEY.
	Logo string `key:"logo" check:"file" example:"./logo.png | s3://contoso-assets/logo.png"`
	// A TrueType file (.ttf) for scripts that the built-in fonts lack, such as
	// Chinese or Japanese: a path relative to this document, file://… or
	// s3://BUCKET/KEY.
	Font string `key:"font" check:"file" example:"./NotoSansJP-Regular.ttf"`
	// The size of the PDF's pages. Left out: a4.
	Paper string `key:"paper" check:"paper" example:"a4 | letter"`
	// How numbers and dates are written, as a BCP 47 tag. Left out: as the
	// language writes them.
	Locale string `key:"locale" check:"locale" example:"en-US | de-DE"`
	// The time zone of the times in documents, by its IANA name. The days of
	// the score stay UTC, as Microsoft counts them. Left out: UTC.
	TimeZone string `key:"timeZone" check:"timeZone" example:"Europe/Berlin | America/New_York"`
}

const (
	accentPattern   = `^#[0-9A-Fa-f]{6}$`
	minContrast     = 4.5 // of text on white: WCAG 2.2, 1.4.3
	longestBranding = 120 // characters of company and footer
	longestNote     = 300 // characters
)

func checkNote(v string) string {
	if len([]rune(v)) > longestNote {
		return "is longer than " + strconv.Itoa(longestNote) + " characters"
	}
	return checkLine(v)
}

func checkBranding(v string) string {
	if len([]rune(v)) > longestBranding {
		return "is longer than " + strconv.Itoa(longestBranding) + " characters"
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
		return "must be a colour as #rrggbb, in quotes, such as \"#1d3f72\""
	}
	if contrast := contrastOnWhite(v); contrast < minContrast {
		return "is too light to be read on white: its contrast is " + strconv.FormatFloat(contrast, 'f', 1, 64) +
			", and text needs 4.5"
	}
	return ""
}

// contrastOnWhite is the ratio of WCAG 2.2 for a colour of the form #rrggbb, 1
// to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
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

func checkTimeZone(v string) string {
	if _, err := time.LoadLocation(v); err != nil || v == "Local" || v == "" {
		return "must be the IANA name of a time zone with its capitals, such as Europe/Berlin, America/New_York or UTC"
	}
	return ""
}
