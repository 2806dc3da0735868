package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
)

// csvColumns are the columns of the CSV. Other people's spreadsheets stand on
// their names and their order: new ones go to the end.
var csvColumns = []string{
	"place", "id", "title", "product", "category", "points", "max", "left", "gain", "cost", "user impact", "status",
	"new", "declared", "last synced", "tier", "threats", "portal url",
}

// csvCell is what Excel takes in a cell, less a margin.
// https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
const csvCell = 32000

// CSV writes the actions of a model as a table that spreadsheets open: UTF-8
// with a byte order mark, RFC 4180 with CRLF, always the same columns. Points
// and percentage points are plain numbers with a decimal point; a cell is empty
// where a number is not known.
//
// A spreadsheet runs a cell that begins like a formula. Titles and ids come from
// Microsoft's answer, so such a cell gets an apostrophe in front; numbers are
// ours and stay numbers.
func CSV(m Model) ([]byte, error) {
	rows := [][]string{csvColumns}
	for _, a := range m.Actions {
		rows = append(rows, csvRow(a))
	}
	return csvTable(rows)
}

// csvTable writes rows, the first of them the columns' names.
func csvTable(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // without it Excel reads the local code page
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing CSV: %w", err)
	}
	return b.Bytes(), nil
}

func csvRow(a Action) []string {
	maximum, left, gain := "", "", ""
	if a.MaxKnown() {
		maximum, left, gain = csvNumber(a.Max), csvNumber(a.Left()), csvNumber(a.Gain)
	}
	synced := ""
	if !a.LastSynced.IsZero() {
		synced = a.LastSynced.UTC().Format(time.RFC3339)
	}
	return []string{
		strconv.Itoa(a.Place), csvText(a.ID), csvText(a.Title), csvText(a.Product), csvText(a.Category),
		csvNumber(a.Points), maximum, left, gain, LevelName(a.Cost), LevelName(a.UserImpact), csvText(StatusName(a.Status())),
		csvYes(a.New), csvYes(a.Declared()), synced, csvText(a.Tier), csvText(strings.Join(a.Threats, "; ")),
		csvText(mailLink(a.PortalURL, "https", "http")),
	}
}

// csvNumber writes a number for machines: a hyphen for a minus, no exponent.
func csvNumber(x float64) string {
	if x != x {
		return ""
	}
	return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64)
}

// csvText is text that no spreadsheet takes for a formula. The wide forms are
// among the signs because some locales read them as the narrow ones.
func csvText(s string) string {
	s = mailClip(s, csvCell)
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

func csvYes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
