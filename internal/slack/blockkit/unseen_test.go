package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

// S15: Slack gets no character that cannot be seen, whatever field it is in.
func TestUnseenCharacters(t *testing.T) {
	texts := plaintexttest.Texts()
	n := 0
	next := func() string { n++; return texts[n%len(texts)] }
	var before, after []score.Control
	for i := range texts {
		c := slacktest.Control(fmt.Sprint(i, next()), next(), next(), next(), 5, 5, score.Low, score.Low)
		c.Tier, c.StateBy = next(), next()
		before = append(before, c)
		c.Points, c.State = float64(i%5), next()
		after = append(after, c)
	}
	from, to := slacktest.Snapshot("2026-11-16", before), slacktest.Snapshot("2026-11-23", after)
	for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
		m := report.Message{Occasion: occasion, Model: slacktest.Model(to, &from), News: slacktest.News(from, to),
			Key: slacktest.Key}
		// A message shows a few actions, so the texts move on.
		for i := range texts {
			m.Model.Tenant, m.Model.Warnings = texts[i], []string{next(), next()}
			m.Model.Top[0].Title, m.Model.Top[0].Service = texts[i], texts[i]
			m.News.Changes[0].Title, m.News.Changes[0].Service = texts[i], texts[i]
			r := Render(m, Mentions{})
			checkPosts(t, r, nil)
			for _, p := range append([]Post{r.Parent}, r.Thread...) {
				data, err := json.Marshal(p)
				var read any
				if err != nil || json.Unmarshal(data, &read) != nil {
					t.Fatal(err)
				}
				// Ours: it keeps an address from being a link.
				plaintexttest.Check(t, strings.NewReplacer(":\u2060//", "", "www\u2060.", "").Replace(fmt.Sprint(read)))
			}
		}
	}
}
