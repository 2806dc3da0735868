package main

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/words"
)

// newsMessage is a report whose comparison begins on another day than its news:
// a week ago, or in the middle of the week.
func newsMessage(seed uint64) report.Message {
	h := history{rand.New(rand.NewPCG(seed, 16))}
	first := h.tenant()
	middle := h.changed(first)
	middle.Date = historyDay.AddDays(-3)
	now := h.changed(middle)
	since, announced := first, middle
	if h.IntN(2) == 0 {
		since, announced = middle, first
	}
	m := report.Build(report.Input{
		Tenant: "Contoso", Now: historyDay.Time(), Snapshot: now, Since: &since, Goal: h.goal(),
	})
	m.Trend = score.Trend{} // its picture takes most of the time
	news := score.Diff(announced, now).Rounded()
	return report.Message{Occasion: report.Periodic, Model: m, News: &news}
}

var (
	moreLines  = regexp.MustCompile(`and (\d+) more`)
	effectLine = regexp.MustCompile(`(?m)^[^\n]{1,2} +[+−±][\d.]+ pp (.*)$`)
)

// What was not announced before is among the report's own changes with the
// same cause, or it is listed beside them. What the report has in the same way
// is not listed again.
func TestNewsIsNeitherLostNorTwice(t *testing.T) {
	for seed := range uint64(40) {
		m := newsMessage(seed)
		letter, err := mail.Draw(m)
		if err != nil {
			t.Fatal(err)
		}
		_, unannounced, _ := strings.Cut(letter.Text, strings.ToUpper(words.English.Text(words.UnannouncedTitle)))
		unannounced, _, _ = strings.Cut(unannounced, strings.ToUpper(words.English.Text(words.CategoriesTitle)))
		listed := len(effectLine.FindAllString(unannounced, -1))
		if more := moreLines.FindStringSubmatch(unannounced); more != nil {
			n, _ := strconv.Atoi(more[1])
			listed += n
		}
		want, not := besideCompared(m)
		if listed < len(want) || listed > len(m.News.Real())-len(not) {
			t.Errorf("%d: the mail lists %d changes; %q are wanted, %q are not:\n%s", seed, listed, want, not, unannounced)
		}
		thread := slackText(t, blockkit.Render(m, blockkit.Mentions{}))
		_, thread, _ = strings.Cut(thread, "Last announced here")
		for _, title := range want {
			if !strings.Contains(thread, title) {
				t.Errorf("%d: Slack does not list %q:\n%s", seed, title, thread)
			}
		}
		for _, title := range not {
			if strings.Contains(thread, title) || strings.Contains(unannounced, title) {
				t.Errorf("%d: %q is listed twice:\n%s\n%s", seed, title, unannounced, thread)
			}
		}
	}
}

// besideCompared are the titles of the news that the comparison does not have
// with the same cause, and of those that it has in the same way. Where
// Microsoft replaced an action by another of that title, only the first list
// has it.
func besideCompared(m report.Message) (missing, twice []string) {
	compared, ofTitle := map[string]score.Change{}, map[string]int{}
	for _, c := range m.Model.Account.Changes {
		compared[score.Fold(c.ID)] = c
	}
	for _, c := range m.News.Changes {
		ofTitle[c.Title]++
	}
	for _, c := range m.News.Real() {
		switch whole, known := compared[score.Fold(c.ID)]; {
		case known && whole.Before == c.Before && whole.After == c.After:
			twice = append(twice, c.Title)
		case len(c.Kinds) > 0 && (!known || whole.Cause() != c.Cause()): // else another name or category
			missing = append(missing, c.Title)
		}
	}
	return missing, slices.DeleteFunc(twice, func(title string) bool { return ofTitle[title] > 1 })
}
