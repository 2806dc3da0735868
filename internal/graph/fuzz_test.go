package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

// Any bytes give a snapshot that can be stored, or an *Error, as today's score
// and as history.
func FuzzScore(f *testing.F) {
	f.Add([]byte(value(oneScoreElement)))
	f.Add([]byte(value(string(graphtest.Scores("2026-11-23", 1, 3)[0]), string(graphtest.Scores("2026-11-22", 2, 3)[1]))))
	f.Add([]byte(`{"value":[{"id":"x_2018-05-21","currentScore":"1","maxScore":"2",
		"controlScores":[{"controlName":null},{"controlName":"a","score":"1","scoreInPercentage":"1e-300"}]}]}`))
	f.Add([]byte(`{"value":[{"averageComparativeScores":[null,{"basis":"x","SeatSizeRangeLowerValue":"1"}],
		"createdDateTime":"0001-01-01T00:00:00Z","id":"_2026-01-01","currentScore":0,"maxScore":0}]}`))
	f.Add([]byte(`{"@odata.nextLink":7,"value":[[`))
	profiles := []score.Profile{{ID: "A", Max: 10}, {ID: "identity_control_000"}}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := newStream(strings.NewReader(string(data)), 1<<20)
		_, err := in.page(func() error {
			s, err := decodeScore(in, newNotes(), 100)
			if err != nil {
				return err
			}
			join(s.Controls, profiles)
			s.Normalize()
			wantValid(t, s)
			return nil
		})
		wantExplained(t, in, err)

		past := newHistory(profiles, defaultLimits)
		in = newStream(strings.NewReader(string(data)), 1<<20)
		_, err = in.page(func() error { return past.readDay(in) })
		wantExplained(t, in, err)
		for _, s := range past.days {
			wantValid(t, s)
		}
	})
}

// Of any answer the history has days that are thin, within its limits, and the
// same however the answer is cut into reads.
func FuzzHistory(f *testing.F) {
	days := graphtest.Scores("2026-11-23", 3, 4)
	f.Add([]byte(value(string(days[0]), string(days[1]), string(days[2]))))
	f.Add([]byte(value(string(days[1]), string(days[1]))))
	f.Add([]byte(`{"value":[{"createdDateTime":"2026-11-22T00:00:00Z","currentScore":5,"maxScore":10,"controlScores":[
		{"controlName":"A","score":"x"},{"controlName":"A","score":5},{"controlName":"\ud800","score":1}]},{}]}`))
	f.Add([]byte(`{"value":[{"controlScores":null},{"controlScores":[null]},null]}`))
	profiles := []score.Profile{{ID: "A", Max: 10}, {ID: "identity_control_000"}}
	limits := defaultLimits
	limits.entries, limits.controls = 5, 20
	read := func(from io.Reader) (*history, *stream, error) {
		past, in := newHistory(profiles, limits), newStream(from, 1<<20)
		_, err := in.page(func() error { return past.readDay(in) })
		return past, in, err
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		past, in, err := read(bytes.NewReader(data))
		wantExplained(t, in, err)
		for _, s := range past.days {
			wantValid(t, s)
			if !s.Thin || len(s.Controls) > limits.controls {
				t.Errorf("a day that is whole or too large: %+v", s)
			}
		}
		again, _, _ := read(iotest.OneByteReader(bytes.NewReader(data)))
		if diff := cmp.Diff(past.days, again.days, cmpopts.EquateNaNs()); len(past.days) > limits.entries || diff != "" {
			t.Errorf("%d days; in small reads:\n%s", len(past.days), diff)
		}
	})
}

// Any bytes give profiles that are valid, or an *Error.
func FuzzProfile(f *testing.F) {
	for _, p := range graphtest.Profiles(2) {
		f.Add([]byte(value(string(p))))
	}
	f.Add([]byte(`{"value":[{"title":"AdminMFA","controlName":"Enable it","maxScore":"-1","deprecated":"x",
		"actionUrl":"javascript:x"}]}`))
	f.Add([]byte(`{"value":[{"id":"a","threats":[1,[]],
		"controlStateUpdates":[null,{"state":1,"updatedDateTime":{}},{"updatedDateTime":"2026-01-01"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in := newStream(strings.NewReader(string(data)), 1<<20)
		_, err := in.page(func() error {
			sent := &props{notes: newNotes()}
			if err := sent.next(in, "a profile"); err != nil {
				return err
			}
			p, ok := profileOf(sent)
			switch {
			case ok && (p.ID == "" || p.Title == ""):
				t.Errorf("a profile without id or title: %+v", p)
			case !possible(p.Max), p.Rank < 0, p.ActionURL != "" && !strings.HasPrefix(strings.ToLower(p.ActionURL), "http"):
				t.Errorf("an impossible profile: %+v", p)
			case !utf8.ValidString(p.ID + p.Title + p.State + p.Remediation):
				t.Errorf("not UTF-8: %+v", p)
			}
			return nil
		})
		wantExplained(t, in, err)
	})
}

// An object's properties are those that encoding/json reads, which also says
// what is an object. Their texts are the same.
func FuzzProperties(f *testing.F) {
	for _, object := range []string{
		`{}`, `null`, `[]`, ` { "a" : [ 1, {"b": null} ] , "on":"false"} `, `{"a":1,"b":2,"a":3}`, `{"a":1,"a":null}`,
		`{"\u0061":"\ud83d\ude00","\ud800":"\udc00\ud83d\\\"\/\b"}`, "{\"\xff\":\"\xc3\x28\"}", "{\"a\":\"\t\"}",
		`{"a":01}`, `{"a":1e400}`, `{"a":-0}`, `{"a":tru}`, `{"a":1,}`, `{"a" "b"}`, `{"a":"x"}{}`, `{"a":"x"`, "\ufeff{}",
		`{"A":"1","a":"2"}`, `{"":"","a\u0000":"\u0000"}`, strings.Repeat(`{"a":[`, 6000),
	} {
		f.Add([]byte(object))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want map[string]json.RawMessage
		wrong := json.Unmarshal(data, &want)
		in, got := newStream(iotest.HalfReader(bytes.NewReader(data)), 1<<20), &props{notes: newNotes()}
		err := got.next(in, "an object")
		if err == nil {
			if _, end := in.in.ReadToken(); !errors.Is(end, io.EOF) {
				err = errors.Join(end, malformed("more"))
			}
		}
		wantExplained(t, in, err)
		if (err == nil) != (wrong == nil) {
			t.Fatalf("got %v, encoding/json has %v", err, wrong)
		}
		if err != nil {
			return
		}
		for key, value := range want {
			var text string
			if got, _ := textOf(jsontext.Value(value)); json.Unmarshal(value, &text) == nil && got != text {
				t.Errorf("%q is %q, want %q", value, got, text)
			}
			if strings.Contains(key, "@odata.") {
				delete(want, key)
			}
		}
		if diff := cmp.Diff(score.Undocumented(want), got.rest(), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}

func wantExplained(t *testing.T, in *stream, err error) {
	t.Helper()
	var found *Error
	if err != nil && (!errors.As(in.explain(err, ""), &found) || !utf8.ValidString(found.Error())) {
		t.Errorf("not an *Error: %v", err)
	}
}

func wantValid(t *testing.T, s score.Snapshot) {
	t.Helper()
	if _, err := score.ParseDate(string(s.Date)); err != nil {
		t.Error(err)
	}
	for _, c := range s.Controls {
		if c.ID == "" || c.Title == "" || !possible(c.Points) || !possible(c.Max) || math.IsInf(c.Percent, 0) ||
			(c.MaxSource == score.MaxUnknown) != !c.MaxKnown() {
			t.Errorf("an impossible control: %+v", c)
		}
	}
	stored, err := score.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := score.Decode(stored); err != nil {
		t.Errorf("%v: %s", err, stored)
	}
}
