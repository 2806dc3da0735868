package config

import (
	"maps"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/secrets"
)

// Each check says what is wrong with a text, or nothing. No message repeats the
// text.

const (
	idPattern   = `^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$`
	userPattern = `^[UW][A-Z0-9]{2,}$`

	teamPattern      = `^T[A-Z0-9]{2,}$`
	channelIDPattern = `^[CDG][A-Z0-9]{2,}$`
	channelPattern   = `^(#[^\s#]+|[CDGUW][A-Z0-9]{2,})$`

	maxName = 100 // characters of a tenant's name: it heads reports and messages
	maxID   = 253 // of a domain name, the longest of a tenant's ids
)

var bucketName = lazily(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func checkStore(s string) string {
	scheme, rest, ok := secrets.CutScheme(s)
	switch {
	case strings.TrimSpace(s) == "":
		return "is empty"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "must be one line without control characters"
	case strings.HasPrefix(s, "arn:"):
		return "is an ARN: write s3:// and the name of the bucket, s3://BUCKET?region=…"
	case !ok:
		return "must be a URL: file:// before the path for a directory, or s3://BUCKET?region=…&prefix=…"
	case scheme == "https" || scheme == "http":
		return "is an address of the web: write s3:// and the name of the bucket, s3://BUCKET?region=…"
	case scheme == "file":
		if _, err := fileurl.Path(s); err != nil {
			return "is " + err.Error()
		}
		if strings.ContainsAny(rest, "?#") {
			return "is a file:// URL with ? or #, which only s3:// understands; in a path they are %3F and %23"
		}
		if lacksSlash(rest) {
			return "may lack a slash: an absolute path is written file:///PATH, a relative one file://./PATH"
		}
		return ""
	case scheme == "s3":
		return checkBucket(rest)
	}
	return "must be a file:// or s3:// URL"
}

// lacksSlash says whether what follows file:// is a relative path that is easily
// meant to be absolute, such as var/lib/securescore. It would be another store,
// in which nothing is.
func lacksSlash(path string) bool {
	first, _, nested := strings.Cut(path, "/")
	isDrive := strings.Contains(first, ":")
	return nested && first != "" && first[0] != '.' && !isDrive && !strings.EqualFold(first, "localhost")
}

func checkBucket(rest string) string {
	place, query, _ := strings.Cut(rest, "?")
	name, path, _ := strings.Cut(place, "/")
	switch {
	case path != "":
		return "must not have a path after the bucket: it is written s3://BUCKET?prefix=PATH/"
	case !bucketName().MatchString(name):
		return "needs the name of a bucket after s3://: 3 to 63 lower-case letters, digits, dots and hyphens, " +
			"no capitals and no underscores"
	}
	options, err := url.ParseQuery(query)
	if err != nil || strings.Contains(query, "#") {
		return "has a broken query after the question mark"
	}
	for _, name := range slices.Sorted(maps.Keys(options)) {
		if !slices.Contains(bucketOptions, name) {
			return unknownOption(name, options[name])
		}
		if len(options[name]) > 1 {
			return "has the option " + name + " twice"
		}
	}
	return checkBucketOptions(options)
}

// checkBucketOptions names an option and not its value, as every problem does.
func checkBucketOptions(options url.Values) string {
	if prefix := options.Get("prefix"); prefix != "" && !prefixForm().MatchString(prefix) {
		return "has a prefix that is not valid: letters, digits and . _ @ = + - in parts divided by slashes, " +
			"none of which begins with a dot"
	}
	if endpoint := options.Get("endpoint"); endpoint != "" {
		u, err := url.Parse(endpoint)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			return "has an endpoint that is not valid: it is an http or https URL without a user"
		}
	}
	return ""
}

// prefixForm is what s3bucket takes, but for its length.
var prefixForm = lazily(`^(?:[A-Za-z0-9_@=+-][A-Za-z0-9._@=+-]*/)*[A-Za-z0-9_@=+-][A-Za-z0-9._@=+-]*/?$`)

// bucketOptions are what may follow s3://BUCKET? in store.
var bucketOptions = []string{"region", "prefix", "kmsKey", "endpoint"}

// unknownOption names the option, unless the name may be a value that lost its
// key.
func unknownOption(name string, values []string) string {
	text := "has an unknown option after the question mark"
	if plainKey().MatchString(name) && slices.ContainsFunc(values, func(v string) bool { return v != "" }) {
		text = "has the unknown option " + name
	}
	return text + "; the options are " + listed(bucketOptions, "and") +
		", and AWS credentials come from the environment or the role"
}

// checkWebURL lets the empty text through, which stands for the service's own
// address.
func checkWebURL(s string) string {
	if problem := checkAnyWebURL(s); problem != "" {
		return problem
	}
	if strings.ContainsAny(s, "?#") {
		return "must end with the path, without ? and #"
	}
	return ""
}

// checkAnyWebURL is checkWebURL of an address that may have a query.
func checkAnyWebURL(s string) string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsFunc(s, unicode.IsSpace):
		return "is not a URL"
	case !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://"):
		return "must begin with https://"
	case u.Hostname() == "":
		return "is a URL without a host"
	case u.User != nil:
		return "must not hold a user or a password"
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "must be https://, because tokens would be sent in the clear (http:// only to localhost, 127.0.0.1 or [::1])"
	}
	return ""
}

// checkNetwork wants a network as a prefix, such as 10.20.0.0/16.
func checkNetwork(s string) string {
	prefix, err := netip.ParsePrefix(s)
	if err != nil || prefix != prefix.Masked() || prefix.Bits() == 0 || prefix.Addr().Is4In6() {
		return "must be a network with its length, such as 10.20.0.0/16"
	}
	return ""
}

func isLoopback(host string) bool {
	if host == "localhost" || host == "::1" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Is4() && addr.IsLoopback()
}

// AddressProblem says what is wrong with an email address, without repeating
// it; empty if nothing is.
func AddressProblem(s string) string {
	if problem := checkAddress(s); problem != "" {
		return "this " + problem
	}
	return ""
}

func checkAddress(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "must be an email address in one line"
	}
	if list, err := mail.ParseAddressList(strings.ReplaceAll(s, ";", ",")); err == nil && len(list) > 1 {
		return "has several addresses in one text: give each an entry of its own, as in [a@contoso.example, b@contoso.example]"
	}
	if _, err := mail.ParseAddress(s); err != nil {
		return "is not an email address, such as ciso@contoso.example or Security <ciso@contoso.example>"
	}
	return ""
}

func checkName(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "is empty"
	case strings.TrimSpace(s) != s:
		return "must not begin or end with a space"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "must not contain control characters"
	case utf8.RuneCountInString(s) > maxName:
		return "must be at most 100 characters long"
	}
	return ""
}

var idForm = lazily(idPattern)

func checkID(s string) string {
	switch {
	case s == "":
		return "is empty"
	case strings.TrimSpace(s) != s:
		return "must not begin or end with a space: it is " + tenantID
	case strings.ContainsAny(s, "{}"):
		return "has braces: write the GUID without them"
	case strings.Contains(s, "@"):
		return "is an email address: write only what follows the @, or the tenant's GUID"
	case strings.Contains(s, "://"):
		return "is a URL: write only the domain, or the tenant's GUID"
	case !idForm().MatchString(s):
		return "may have only letters, digits, dots and hyphens, and each part between dots begins and ends with " +
			"a letter or a digit: it is " + tenantID
	case len(s) > maxID:
		return "is too long: it is " + tenantID
	}
	return ""
}

const tenantID = "the tenant's GUID or one of its domains, such as contoso.onmicrosoft.com"

var guid = lazily(`^[0-9A-Fa-f]{8}(-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}$`)

// IDProblem says what is wrong with a tenant's id that a person typed and that
// a document could have; empty if nothing is. Most often it is a name.
func IDProblem(s string) string {
	if s != "" && checkID(s) == "" && !strings.Contains(s, ".") && !guid().MatchString(s) {
		return "this is neither a directory id nor a domain such as contoso.example"
	}
	return ""
}

// checkWord is for what must not be empty, and has no spaces.
func checkWord(s string) string {
	switch {
	case s == "":
		return "is empty"
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return "must not contain spaces or control characters"
	}
	return ""
}

// checkChannel lets the empty text through: with it a tenant has no channel
// although the top level names one.
func checkChannel(s string) string {
	problem := checkWord(s)
	switch {
	case s == "":
		return ""
	case problem != "":
		return problem
	case strings.ContainsAny(s, "“”„‘’"):
		return `has curly quotes: use straight ones, as in "#security"`
	case !channelForm().MatchString(s):
		return `must be a channel's name with a # before it, in quotes, as in "#security", or its id, such as C0123456789`
	}
	return ""
}

var channelForm = lazily(channelPattern)

func checkLine(s string) string {
	switch {
	case s == "":
		return "is empty"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "must be one line without control characters"
	}
	return ""
}

func parseDay(s string) (time.Time, string) {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		if dayForm().MatchString(s) {
			return time.Time{}, "is not a day of the calendar: write year, month and day, such as 2027-06-30"
		}
		return time.Time{}, "must be a date as year, month and day, such as 2027-06-30"
	}
	return day, ""
}

var dayForm = lazily(`^\d{4}-\d{2}-\d{2}$`)

func parseRetention(s string) (period.Period, string) {
	p, err := period.Parse(s)
	switch {
	case err != nil:
		return p, err.Error()
	case p.IsZero():
		return p, "must be at least a day (P1D)"
	}
	return p, ""
}
