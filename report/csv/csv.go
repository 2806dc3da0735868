// Package csv writes a report as tables for a spreadsheet: the actions, the
// changes, the trend and the plan. Column names are fixed names for programs,
// so they are neither translated nor written in a locale. It fails only where
// the writer fails.
//
// All tables are UTF-8 with a byte order mark, RFC 4180 with CRLF, and have
// always the same columns under one head. Numbers have a decimal point; a cell
// is empty where the number is not known. docs/reference/csv.md describes the
// columns.
//
// A spreadsheet runs a cell that begins like a formula. Titles, ids and
// comments are others' text, so such a cell gets an apostrophe in front, also
// after a semicolon, where some locales begin a cell. Numbers are ours and stay
// numbers.
package csv

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// longestCell is what Excel takes in a cell, less a margin.
// https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
const longestCell = 32000

// column is one column of a table of such rows.
type column[R any] struct {
	name string
	cell func(R) string
}

// written is a table of rows.
func written[R any](columns []column[R], rows []R) ([]byte, error) {
	table := make([][]string, 0, len(rows)+1)
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name
	}
	table = append(table, head)
	for _, r := range rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = c.cell(r)
		}
		table = append(table, cells)
	}
	return tableOf(table)
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

// numberOf writes a number for machines: a hyphen for a minus, no exponent.
func numberOf(x float64) string {
	if !report.Known(x) {
		return ""
	}
	return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64)
}

// afterSemicolon is where a cell begins in a spreadsheet whose locale separates
// cells by semicolons.
var afterSemicolon = regexp.MustCompile(`(;[ "]*)([=+\-@＝＋－＠])`)

// textOf is text that no spreadsheet takes for a formula. Some locales read the
// wide signs as the narrow ones.
func textOf(s string) string {
	s = plaintext.Clip(afterSemicolon.ReplaceAllString(plaintext.Clean(s), "$1'$2"), longestCell)
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
