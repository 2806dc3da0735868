package csv

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	plan, err := Plan(*m.Analysis.Plan)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := Changes(m.Account)
	if err != nil {
		t.Fatal(err)
	}
	actions, err := Actions(m)
	if err != nil {
		t.Fatal(err)
	}
	history, err := History(report.HistoryFilter{}.Apply(m.History))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"actions": actions, "changes": changes, "plan": plan, "history": history,
	} {
		data, found := bytes.CutPrefix(data, []byte("\ufeff"))
		if !found {
			t.Errorf("%s: no byte order mark", name)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				plaintexttest.Check(t, cell)
				number := strings.Trim(cell, "-0123456789.") == ""
				if cell != "" && !number && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: %s is a formula: %.40q", name, rows[0][i], cell)
				}
			}
		}
	}
}

// Whatever a text is, a spreadsheet reads it as text, and as one cell.
func FuzzCell(f *testing.F) {
	for _, text := range []string{
		"=1+1", "\u200b=1+1", "\t=1", "＝1", "-2+3|cmd", "a\"b,c\r\nd", "'=1", "\ufeff@SUM(A1)", "\xff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, err := tableOf([][]string{{"a", "b"}, {textOf(text), "end"}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][1] != "end" {
			t.Fatalf("%q: %q, %v", text, rows, err)
		}
		cell := rows[1][0]
		if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@\t\r＝＋－＠", first) && cell != "" {
			t.Errorf("%q is a formula: %q", text, cell)
		}
		if cell != plaintext.Clean(cell) || utf8.RuneCountInString(cell) > longestCell+1 {
			t.Errorf("%q is not clean: %q", text, cell)
		}
	})
}
