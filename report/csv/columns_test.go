package csv

import (
	"bytes"
	"encoding/csv"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// table reads a table as rows by their id, each by its columns.
func table(t *testing.T, data []byte, err error) map[string]map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]map[string]string{}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, cell := range row {
			if cell != "" {
				cells[rows[0][i]] = cell
			}
		}
		byID[cells["id"]] = cells
	}
	return byID
}

// An action's change stands in its row, and one that Microsoft removed has a
// row. What others wrote stays text.
func TestChangesInTheRowsOfActions(t *testing.T) {
	control := func(id string, points, maximum float64, state string) score.Control {
		return score.Control{ID: id, Title: id, Category: "Apps", Service: "EXO", Points: points, Max: maximum,
			MaxSource: score.MaxOfProfile, HasProfile: true, State: state}
	}
	snapshot := func(date score.Date, controls ...score.Control) score.Snapshot {
		s := score.Snapshot{Date: date, Controls: controls}
		for _, c := range controls {
			s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
		}
		s.Normalize()
		return s
	}
	accepted := control("accepted", 0, 5, "Ignored")
	accepted.StateBy, accepted.StateComment = "kim@contoso.example", "=HYPERLINK(1)"
	accepted.StateAt = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	since := snapshot("2026-11-16", control("accepted", 5, 5, ""), control("gone", 3, 3, ""), control("same", 2, 92, ""))
	in := report.Input{Since: &since, Snapshot: snapshot("2026-11-23", accepted, control("same", 2, 92, ""),
		control("added", 0, 10, ""))}

	data, err := Actions(report.Build(in))
	got := table(t, data, err)
	for id, want := range map[string]map[string]string{
		"accepted": {"cause": "accepted", "points before": "5", "points after": "0", "max points before": "5",
			"max points after": "5", "status before": "Completed", "effect (percentage points)": "-4.67",
			"status by": "kim@contoso.example", "status at": "2026-11-20T09:00:00Z", "status comment": "'=HYPERLINK(1)"},
		"gone": {"cause": "retired", "points before": "3", "max points before": "3", "status before": "Completed",
			"effect (percentage points)": "-2.52"},
		"added": {"cause": "added", "points after": "0", "max points after": "10",
			"effect (percentage points)": "-0.94"},
		"same": {},
	} {
		for _, c := range actionColumns[18:] {
			if got[id][c.name] != want[c.name] {
				t.Errorf("%s: %s is %q, want %q", id, c.name, got[id][c.name], want[c.name])
			}
		}
	}
	if gone := got["gone"]; gone["points"]+gone["status"]+gone["place"]+gone["max points"] != "" {
		t.Errorf("%v has a present, though it was removed", gone)
	}
	data, err = Changes(report.Build(in).Account)
	if got := table(t, data, err)["accepted"]; got["status comment"] != "'=HYPERLINK(1)" || got["status by"] == "" {
		t.Errorf("the changes have %v", got)
	}
	in.Filter = report.Filter{Search: "added"}
	data, err = Actions(report.Build(in))
	if got := table(t, data, err); len(got) != 1 || got["added"] == nil {
		t.Errorf("filtered: %v", got)
	}
}

var documented = regexp.MustCompile("(?m)^\\| `([^`]+)` \\|")

// The reference has every column in its order.
func TestReferenceOfTheColumns(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/csv.md")
	if err != nil {
		t.Fatal(err)
	}
	for title, names := range map[string][]string{
		"Actions": namesOf(actionColumns), "Changes": namesOf(changeColumns), "Trend": namesOf(trendColumns),
		"Plan": namesOf(planColumns), "Portfolio": namesOf(portfolioColumns),
	} {
		_, section, _ := strings.Cut(string(page), "\n## "+title+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		var got []string
		for _, m := range documented.FindAllStringSubmatch(section, -1) {
			got = append(got, m[1])
		}
		if diff := cmp.Diff(names, got); diff != "" {
			t.Errorf("%s (-columns +docs/reference/csv.md):\n%s", title, diff)
		}
	}
}

func namesOf[R any](columns []column[R]) []string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}
