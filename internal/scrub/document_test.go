package scrub

import (
	"encoding/json"
	"testing"
)

// JSON stays JSON, whatever the secret is.
func TestDocuments(t *testing.T) {
	const list = `{"secret":"a","clientId":"11111111-2222","x":"quiet~otters/parks"}`
	for name, tt := range map[string]struct{ secret, text, want string }{
		"a number":              {"123456", `{"points":123456,"text":"is 123456"}`, `{"points":123456,"text":"is [secret]"}`},
		"marks":                 {`":null`, `{"snapshot":null,"a":"b"}`, `{"snapshot":null,"a":"b"}`},
		"many marks":            {`tenant","b":null,"c`, `{"a":"tenant","b":null,"c":1}`, `{"a":"tenant","b":null,"c":1}`},
		"a name":                {"snapshots", `{"snapshots" : ["snapshots"]}`, `{"snapshots" : ["[secret]"]}`},
		"a secret as a name":    {"quiet-otter-7", `{"quiet-otter-7":1,"a":{"x quiet-otter-7" : "b"}}`, `{"[secret]":1,"a":{"x [secret]" : "b"}}`},
		"a name, escaped":       {"quiet/otter/7", `{"quiet\/otter\u002f7":1}`, `{"[secret]":1}`},
		"an escape":             {`quiet"otters`, `{"a":"no quiet\"otters","b":"\\"}`, `{"a":"no [secret]","b":"\\"}`},
		"lines":                 {"123456", "{\"a\":123456}\n{\"a\":\"123456\"}\n", "{\"a\":123456}\n{\"a\":\"[secret]\"}\n"},
		"a document as secret":  {list, `{"secret":"b","clientId":"x","x":null}`, `{"secret":"b","clientId":"x","x":null}`},
		"and its repetition":    {list, `{"answer":"no \"x\":\"quiet~otters/parks\" here"}`, `{"answer":"no [secret] here"}`},
		"text that begins like": {"123456", `{"points":123456`, `{"points":[secret]`},
	} {
		var s Scrubber
		s.Know(tt.secret)
		if got := s.Known(tt.text); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
		if got := s.Text(tt.text); json.Valid([]byte(tt.text)) && !json.Valid([]byte(got)) {
			t.Errorf("%s: no JSON: %s", name, got)
		}
	}
}

func TestNamesInDocuments(t *testing.T) {
	for text, want := range map[string]string{
		`{"client_secret" : "a8Q x", "a":"b"}`:    `{"client_secret" : "[secret]", "a":"b"}`,
		`{"a":{"token":"x\\y\"z"},"b":"xyz"}`:     `{"a":{"token":"[secret]"},"b":"xyz"}`,
		`{"token":"env://TOKEN","password":null}`: `{"token":"env://TOKEN","password":null}`,
		`[{"token":1},"xyz",{"x":"token=abc"}]`:   `[{"token":1},"xyz",{"x":"token=[secret]"}]`,
	} {
		if got := new(Scrubber).Text(text); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
