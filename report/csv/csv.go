// Package csv writes a report as tables for a spreadsheet: the actions, the
// changes, the trend and the plan. Column names are fixed names for programs,
// so they are neither translated nor written in a locale. It fails only where
// the writer fails.
package csv

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// actionColumns are the columns of Actions. Spreadsheets depend on their names
// and their order: new ones go to the end.
var actionColumns = []string{
	"place", "id", "title", "product", "category", "points", "max", "left", "gain", "cost", "user impact", "status",
	"new", "declared", "last synced", "tier", "threats", "portal url",
	"status by", "status assigned to", "status at", "status comment", "affected", "affected of", "affected unit",
	"exception", "exception reason", "exception owner", "exception ticket", "exception until",
}

// longestCell is what Excel takes in a cell, less a margin.
// https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
const longestCell = 32000

// Actions writes the actions of a model as a table that spreadsheets open:
// UTF-8 with a byte order mark, RFC 4180 with CRLF, always the same columns.
// Points and percentage points are plain numbers with a decimal point; a cell
// is empty where the number is not known.
//
// A spreadsheet runs a cell that begins like a formula. Titles and ids come
// from Microsoft's answer, so such a cell gets an apostrophe in front; numbers
// are ours and stay numbers.
func Actions(m report.Model) ([]byte, error) {
	rows := [][]string{actionColumns}
	for _, a := range m.Actions {
		rows = append(rows, rowOf(a))
	}
	return tableOf(rows)
}

// tableOf writes rows, the first of them the columns' names.
func tableOf(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // without it Excel reads the local code page
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing CSV: %w", err)
	}
	return b.Bytes(), nil
}

func rowOf(a report.Action) []string {
	maximum, left, gain := "", "", ""
	if a.MaxKnown() {
		maximum, left, gain = numberOf(a.Max), numberOf(a.Left()), numberOf(a.Gain)
	}
	return append([]string{
		strconv.Itoa(a.Place), textOf(a.ID), textOf(a.Title), textOf(a.Product), textOf(a.Category),
		numberOf(a.Points), maximum, left, gain, words.LevelName(a.Cost), words.LevelName(a.UserImpact),
		textOf(words.StatusName(a.Status())),
		yesNo(a.New), yesNo(a.Declared()), timeOf(a.LastSynced), textOf(a.Tier), textOf(strings.Join(a.Threats, "; ")),
		textOf(plaintext.Link(a.PortalURL, "https", "http")),
	}, stateOf(a)...)
}

// stateOf is who set the status, what is still affected, and the exception.
func stateOf(a report.Action) []string {
	cells := []string{textOf(a.StateBy), textOf(a.StateAssigned), timeOf(a.StateAt), textOf(a.StateComment), "", "", "",
		"", "", "", "", ""}
	if left, certain := a.Affected(); certain {
		cells[4], cells[5], cells[6] = strconv.Itoa(left.Count), strconv.Itoa(left.Total), string(left.Unit)
	}
	if d := a.Exception; d != nil {
		cells[7], cells[8], cells[9] = string(d.State), textOf(d.Reason), textOf(d.Owner)
		cells[10], cells[11] = textOf(d.Ticket), string(d.Until)
	}
	return cells
}

func timeOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// numberOf writes a number for machines: a hyphen for a minus, no exponent.
func numberOf(x float64) string {
	if !report.Known(x) {
		return ""
	}
	return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64)
}

// textOf is text that no spreadsheet takes for a formula. Some locales read the
// wide signs as the narrow ones.
func textOf(s string) string {
	s = plaintext.Clip(s, longestCell)
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
