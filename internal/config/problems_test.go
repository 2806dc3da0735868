package config

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/config/tree"
)

var update = flag.Bool("update", false, "write the golden files again")

// bad is every document of testdata/problems, by its file's name.
func bad(t testing.TB) map[string][]byte {
	t.Helper()
	docs := map[string][]byte{}
	for _, pattern := range []string{"*.yaml", "*.json"} {
		paths, _ := filepath.Glob(filepath.Join("testdata", "problems", pattern))
		for _, path := range paths {
			doc, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			docs[filepath.Base(path)] = doc
		}
	}
	if len(docs) == 0 {
		t.Fatal("testdata/problems is empty")
	}
	return docs
}

// Every problem of a document is reported at once, with its place and never
// with a value. hunter2 is in the documents wherever a secret may be, also in
// the wrong fields.
func TestProblems(t *testing.T) {
	for name, doc := range bad(t) {
		t.Run(name, func(t *testing.T) {
			err := Check(name, doc)
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error %v, want Problems", err)
			}
			if strings.Contains(strings.ToLower(err.Error()), "hunter") {
				t.Errorf("a value is among the problems:\n%v", err)
			}
			golden(t, "testdata/problems/"+strings.ReplaceAll(name, ".", "-")+".txt", []byte(err.Error()+"\n"))
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./internal/config -update writes it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("unexpected problems (-want +got):\n%s", diff)
	}
}

// S16: the top level's token goes to the host that it was set for.
func TestATokenIsSentToItsHostOnly(t *testing.T) {
	const refused = "tenants[0].slack.apiUrl"
	for name, tt := range map[string]struct {
		top, own string
		refused  bool
		token    string // that the tenant has, if it is not refused
	}{
		"another host":         {``, `"apiUrl": "https://evil.example/api/"`, true, ""},
		"not encrypted":        {``, `"apiUrl": "http://localhost/api/"`, true, ""},
		"Slack's own":          {``, `"apiUrl": "https://slack.com/api/"`, false, "env://TOP"},
		"the same":             {`, "apiUrl": "https://slack-gov.com/api/"`, `"apiUrl": "https://SLACK-GOV.com/"`, false, "env://TOP"},
		"back to Slack's":      {`, "apiUrl": "https://slack-gov.com/api/"`, `"apiUrl": ""`, true, ""},
		"a token of its own":   {``, `"apiUrl": "https://evil.example/", "token": "env://OWN"`, false, "env://OWN"},
		"a webhook of its own": {``, `"apiUrl": "https://evil.example/", "webhook": "env://HOOK"`, false, ""},
		"a webhook and routes": {``, `"apiUrl": "https://evil.example/", "webhook": "env://HOOK", "channel": "#a",
			"routes": [{"channel": "#b"}]`, true, ""},
		"the top level's webhook": {`, "webhook": "env://HOOK"`, `"apiUrl": "https://evil.example/"`, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Parse("c.json", []byte(`{"store": "file://./data", "slack": {"token": "env://TOP"`+tt.top+`},
				"tenants": [{"name": "a", "id": "a.example", "auth": {"token": "env://T"}, "slack": {`+tt.own+`}}]}`))
			if tt.refused != (err != nil) || err != nil && !strings.Contains(err.Error(), refused) {
				t.Fatalf("S16: error %v", err)
			}
			if err != nil {
				return
			}
			if got := c.Tenants[0].Slack.Token; got.IsZero() != (tt.token == "") || !got.IsZero() && got.String() != tt.token {
				t.Errorf("S16: the token is %v, want %q", got, tt.token)
			}
		})
	}
}

// A webhook has an address and a secret, each here or at the top level.
func TestAWebhookIsWhole(t *testing.T) {
	const secret = `"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`
	several := func(n int) string {
		return `"url": "env://HOOK", "secret": "` + strings.Repeat("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ", n) + `"`
	}
	for name, tt := range map[string]struct{ top, own, refused string }{
		"whole above":        {`"url": "env://HOOK", ` + secret, ``, ""},
		"an address each":    {secret, `"url": "env://HOOK"`, ""},
		"whole":              {``, `"url": "env://HOOK", ` + secret, ""},
		"a secret above":     {secret, ``, "webhook.url: is missing"},
		"a secret":           {``, secret, "tenants[0].webhook.url: is missing"},
		"an address":         {``, `"url": "env://HOOK"`, "tenants[0].webhook.secret: is missing"},
		"another receiver":   {`"url": "env://ALL", ` + secret, `"url": "env://HOOK"`, "tenants[0].webhook.url: needs its own secret"},
		"the same receiver":  {`"url": "env://ALL", ` + secret, `"url": "env://ALL"`, ""},
		"everything":         {``, `"url": "env://H", "networks": ["0.0.0.0/0"], ` + secret, "tenants[0].webhook.networks[0]: must be"},
		"mapped":             {``, `"url": "env://H", "networks": ["::ffff:10.0.0.0/104"], ` + secret, "tenants[0].webhook.networks[0]: must be"},
		"not base64":         {``, `"url": "env://HOOK", "secret": "correct horse"`, "tenants[0].webhook.secret: must be"},
		"too short":          {``, `"url": "env://HOOK", "secret": "whsec_c2hvcnQ="`, "tenants[0].webhook.secret: must be"},
		"a reference":        {``, `"url": "env://HOOK", "secret": "file:///hook"`, ""},
		"an unfinished one":  {``, `"url": "env://HOOK", "secret": "env:HOOK"`, "two slashes"},
		"two while replaced": {``, several(2), ""},
		"three":              {``, several(3), "must be"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Check("c.json", []byte(`{"store": "file://./data", "webhook": {`+tt.top+`},
				"tenants": [{"name": "a", "id": "a.example", "auth": {"token": "env://T"}, "webhook": {`+tt.own+`}}]}`))
			if (err != nil) != (tt.refused != "") || err != nil && !strings.Contains(err.Error(), tt.refused) {
				t.Errorf("error %v, want %q", err, tt.refused)
			}
		})
	}
}

// The address of another service is refused where it stands in the document.
func TestTeamsTakesAWebhookOfWorkflows(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.logic.azure.com/workflows/x?sig=s": "", "env://TEAMS": "",
		"https://hooks.slack.com/services/T/B/x": "teams.webhook: is a webhook of Slack",
		"https://contoso.webhook.office.com/x":   "teams.webhook: is a webhook of an Office 365 connector",
		"#general":                               "teams.webhook: must begin with https://",
		"http://x.example/workflow":              "teams.webhook: must be https://",
	} {
		err := Check("c.json", []byte(`{"store": "file://./data", "teams": {"webhook": "`+address+`"},
			"tenants": [{"name": "a", "id": "a.example", "auth": {"token": "env://T"}}]}`))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

// Fields that a document has only once: a file for each value would be too
// many.
func TestProblemsOfOneField(t *testing.T) {
	const slash = "must not have a path after the bucket: it is written s3://BUCKET?prefix=PATH/"
	const bucket = "needs the name of a bucket after s3://: 3 to 63 lower-case letters, digits, dots and hyphens, " +
		"no capitals and no underscores"
	const options = "; the options are region, prefix, kmsKey and endpoint, " +
		"and AWS credentials come from the environment or the role"
	const prefix = "has a prefix that is not valid: letters, digits and . _ @ = + - in parts divided by slashes, " +
		"none of which begins with a dot"
	const endpoint = "has an endpoint that is not valid: it is an http or https URL without a user"
	const slash3 = "may lack a slash: an absolute path is written file:///PATH, a relative one file://./PATH"
	const encoding = "is a file:// URL with a broken percent-encoding: a percent sign itself is written %25"
	const query = "is a file:// URL with ? or #, which only s3:// understands; in a path they are %3F and %23"
	const days = "a period is counted in whole days: hours, minutes and seconds (after a T) are not understood"
	const form = "an ISO 8601 period is whole numbers of at most 5 digits, each with its unit, like P7D or P1Y2M"
	for _, tt := range []struct{ field, value, want string }{
		{"store", "file://.", ""},
		{"store", "file:///var/lib/100%25", ""},
		{"store", "file://data", ""},
		{"store", "file://../data", ""},
		{"store", "file://localhost/srv/data", ""},
		{"store", "file://C:/data", ""},
		{"store", "file://var/lib/securescore", slash3},
		{"store", "file://~/data", slash3},
		{"store", "s3://b-1.example", ""},
		{"store", "s3://b-1.example/?region=eu-central-1", ""},
		{"store", "", "is empty"},
		{"store", "file://", "is a file:// URL without a path: write file:///ABSOLUTE or file://./RELATIVE"},
		{"store", "file:///var/lib/100%", encoding},
		{"store", "file://./data?x=1", query},
		{"store", "s3://", bucket},
		{"store", "s3://Bucket", bucket},
		{"store", "s3://bucket/path", slash},
		{"store", "s3://bucket?a=%zz", "has a broken query after the question mark"},
		{"store", "s3://b-1?prefix=a/&kmsKey=alias/k&endpoint=http://127.0.0.1:9000", ""},
		{"store", "s3://bucket?a=b&Region=x", "has the unknown option Region" + options},
		{"store", "s3://bucket?secret_key=hunter2", "has the unknown option secret_key" + options},
		{"store", "s3://bucket?hunter2", "has an unknown option after the question mark" + options},
		{"store", "s3://bucket?hunter2=", "has an unknown option after the question mark" + options},
		{"store", "s3://bucket?HunterTwo=", "has an unknown option after the question mark" + options},
		{"store", "s3://b12?prefix=hunter2&prefix=b", "has the option prefix twice"},
		{"store", "s3://b12?kmsKey=hunter2&kmsKey=x", "has the option kmsKey twice"},
		{"store", "s3://b12?region=hunter2&prefix=.x", prefix},
		{"store", "s3://b12?prefix=a//b", prefix},
		{"store", "s3://b12?prefix=/a", prefix},
		{"store", "s3://b12?prefix=a b", prefix},
		{"store", "s3://b12?prefix=a/b.c", ""},
		{"store", "s3://b12?endpoint=https%3A%2F%2Fhunter2%40minio.example&prefix=x", endpoint},
		{"store", "s3://b12?endpoint=localhost", endpoint},
		{"store", "gs://bucket", "must be a file:// or s3:// URL"},
		{"store", `file://./a\nb`, "must be one line without control characters"},
		{"retention", "P1Y2M", ""},
		{"retention", "P52W1D", ""},
		{"retention", "", "an ISO 8601 period begins with P, like P7D, P2W, P1M or P1Y2M"},
		{"retention", "P", "an ISO 8601 period needs a number and a unit after the P, like P7D"},
		{"retention", "P0D", "must be at least a day (P1D)"},
		{"retention", "PT36H", days},
		{"retention", "P-1D", form},
		{"retention", "P1.5M", "the units of a period are Y, M, W and D, each at most once and in this order"},
		{"retention", "P1D1Y", "the units of a period are Y, M, W and D, each at most once and in this order"},
		{"retention", "P30", form},
		{"retention", "P101Y", "a period is at most 100 years"},
	} {
		doc := strings.Replace(least, `{"store": "file://./data"`, `{"`+tt.field+`": "`+tt.value+`"`, 1)
		if tt.field != "store" {
			doc = strings.Replace(doc, "{", `{"store": "file://./data", `, 1)
		}
		_, err := Parse("c.json", []byte(doc))
		got := ""
		var problems Problems
		if errors.As(err, &problems) {
			got = problems[0].Message
		}
		if got != tt.want || len(problems) > 1 {
			t.Errorf("%s %q: %v, want %q", tt.field, tt.value, err, tt.want)
		}
	}
}

func TestDocumentsThatCannotBeRead(t *testing.T) {
	const invalid = "not valid YAML: "
	const unclosed = "the bracket that opens here is not closed, or a comma is missing, or a text with : or # is not in quotes"
	const together = "keys that belong together begin in the same column, and those of the next level two spaces further"
	const hash = `a # after a space begins a comment, so the bracket before it is not closed: ` +
		`put the text in quotes, as in "#security"`
	const many = "the document has too many values (an alias counts as everything it stands for)"
	const empty = "the document is empty, or has only comments: it needs at least store and tenants; securescore init writes " +
		"both into a new file"
	const notMapping = "1:1: the document must be a mapping, not %: it begins with a key, such as store:"
	for _, tt := range []struct{ name, doc, want string }{
		{"c.yaml", "", "1:1: " + empty},
		{"c.yaml", "# nothing but this\n", "1:1: " + empty},
		{"c.yaml", "---\n~\n", "2:1: " + empty},
		{"c.yaml", "- hunter2\n", strings.Replace(notMapping, "%", "a list", 1)},
		{"c.yaml", "hunter2\n", strings.Replace(notMapping, "%", "text", 1)},
		{"c.yaml", "store: x\n# \xff\ntoken: hunter2", "2:1: this line is not UTF-8 text: save the file as UTF-8"},
		{"c.yaml", "tenants:\n\t- {token: hunter2}", "2:1: " + invalid + "a tab cannot stand here; indent with spaces"},
		{"c.yaml", "slack: {token: hunter2\n", "1:8: " + invalid + unclosed},
		{"c.yaml", "token: hunter2\nids: [", "2:6: " + invalid + unclosed},
		{"c.yaml", "token: hunter2\ntenants:\n  - {ids: [hunter2], goal: # [\n\n", "3:5: " + invalid + unclosed},
		{"c.yaml", "ids: [[a], [b,\n", "1:12: " + invalid + unclosed},
		{"c.yaml", "ids: [hunter2,, b]", "1:15: " + invalid + "a value is expected here: check the brackets and commas"},
		{"c.yaml", "slack:\n  token: \"hunter2\n", "2:10: " + invalid + "the quote that opens here is not closed"},
		{"c.yaml", "slack: {token: @hunter2}",
			"1:16: " + invalid + "a value cannot begin with this character: put it in quotes"},
		{"c.yaml", `a: "hunter\2"`,
			"1:11: " + invalid + "an unknown escape after a backslash; in single quotes backslashes are plain"},
		{"c.yaml", `a: "hunter2 \ud83d\ude00"`,
			"1:15: " + invalid + "an escape that is no character: write the character itself"},
		{"c.yaml", "a:\n  b: hunter2\n c: x\n",
			"3:2: " + invalid + "this line is indented by 1 space, and line 2 by 2 spaces: " + together},
		{"c.yaml", "store: x\n---\ntoken: hunter2\n", "2:1: a second document begins here (---), and only one is read: " +
			"remove the line, or what follows"},
		{"c.yaml", "store: x\nhunter2\nslack: y\n", "2:1: " + invalid + "this key has no colon"},
		{"c.yaml", "store: a: hunter2\n",
			"1:9: " + invalid + "a colon cannot stand here: check the indentation, or put the text in quotes"},
		{"c.yaml", "tenants:\n  - name: a\n   id: hunter2\n",
			"3:4: " + invalid + "this line is indented by 3 spaces, and line 2 by 2 spaces: " + together},
		{"c.yaml", "store: x\nslack: {token: x, channel: #hunter2}\n", "2:28: " + invalid + hash},
		{"c.yaml", "tenants:\n  - {token: ${HUNTER2}}\n",
			"2:13: " + invalid + "variables are not expanded: write env://NAME for an environment variable"},
		{"c.yaml", "store:hunter2\nslack: {}\n", "1:6: " + invalid + "a space is missing after this colon"},
		{"c.yaml", "tenants:\n  -name: hunter2\n   id: x\n", "2:3: " + invalid + "a space is missing after this dash"},
		{"c.yaml", "slack:\n  token: hunter2\n\n    channel: x\n",
			"4:5: " + invalid + "this line is indented by 4 spaces, and line 2 by 2 spaces: " + together},
		{"c.yaml", "{store: hunter2}}", "1:17: " + invalid + "the document has ended before this place"},
		{"c.yaml", "store: x\ntoken: hünter\x012\n", "2:14: a control character, which no editor shows, is here: remove it"},
		{"c.yaml", strings.Repeat("#", tree.MaxSize+1), "1:1: the document is larger than 1 MB, " +
			"so it is no configuration of this program: check its name"},
		{"c.yaml", strings.Repeat("[", 1000), "1:65: the document is nested too deeply"},
		{"c.yaml", strings.Repeat("{a: ", 1000), "1:257: the document is nested too deeply"},
		{"c.yaml", strings.Repeat("x,", 100_001), "1:1: " + many},
		{"c.yaml", bomb(), "5:29: " + many},
		{"c.json", "{\n \"token\": hunter2}",
			`2:11: not valid JSON: a text is in double quotes ("); only true, false, null and numbers are not, in small letters`},
		{"c.json", `{"token": "hunter2",}`,
			"1:20: not valid JSON: nothing follows this comma: remove it"},
		{"c.json", "{\n // hunter2\n}", "2:2: not valid JSON: JSON has no comments: remove this one"},
		{"c.json", "{'token': 'hunter2'}", `1:2: not valid JSON: JSON has names and texts in straight double quotes ("), ` +
			"no others: replace these quotes"},
		{"c.json", `{"token": "hunter2"`, "1:1: not valid JSON: this { is not closed: } is missing before the end of the document"},
		{"c.json", `{"token": "hunter2"} {}`, "1:22: not valid JSON: the document has ended before this place: " +
			"remove what follows, or check the brackets before it"},
		{"c.json", strings.Repeat("[", 65) + strings.Repeat("]", 65), "1:65: the document is nested too deeply"},
	} {
		if _, err := Parse(tt.name, []byte(tt.doc)); err == nil || err.Error() != tt.name+":"+tt.want {
			t.Errorf("%.40q: error %v, want %s", tt.doc, err, tt.want)
		}
	}
}

// bomb is a document of seven lines that stands for ten million values.
func bomb() string {
	var b bytes.Buffer
	for i, name := range "abcdefg" {
		b.WriteString(string(name) + ": &" + string(name) + " [")
		for range 10 {
			if i == 0 {
				b.WriteString("x,")
				continue
			}
			b.WriteString("*" + string(name-1) + ",")
		}
		b.WriteString("]\n")
	}
	return b.String()
}
