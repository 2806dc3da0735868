package webhook

import (
	"time"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
	"secure-score-reporter/report/words"
)

// SchemaVersion is the version of Message. It is raised when a field changes
// its meaning or goes away; a new field does not raise it.
const SchemaVersion = 1

// Message is what is posted; docs/webhook.md describes its JSON.
type Message struct {
	SchemaVersion int `json:"schemaVersion"` // 1; higher after a change that breaks readers
	// What the message is: secureScore.report, secureScore.alert,
	// secureScore.watching (the first message: monitoring has started) or
	// secureScore.notice (the score cannot be relied on, or can be again, or an
	// exception has ended).
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"` // when the message was made, in UTC
	Data      Data      `json:"data"`      // the tenant and its score
}

// Data is a tenant's score, in the form of the result of a run.
type Data struct {
	Tenant   string `json:"tenant"`   // its name in the configuration
	TenantID string `json:"tenantId"` // its directory id; before its first score what the configuration has
	Text     string `json:"text"`     // the message in one line, as the subject of an email
	result.Score
	Omitted int `json:"omitted"` // number of changes that had no room
	// What a report does not list and was not posted here before, such as
	// changes before its period; null where there is nothing.
	Unannounced *Unannounced `json:"unannounced"`
	// The ids of actions whose regression an earlier message reported and that
	// are back.
	Recovered []string          `json:"recovered"`
	Notice    *Notice           `json:"notice"` // what a notice is about; null in other messages
	Report    map[string]string `json:"report"` // links to the documents by format, which expire
	// What a reader of the numbers has to know.
	Warnings []string `json:"warnings"`
}

// Unannounced is what was not posted here before, beside a report.
type Unannounced struct {
	Since        result.Headline `json:"since"`        // the score of the last message
	Changes      []result.Change `json:"changes"`      // one entry for each recommended action
	Unattributed float64         `json:"unattributed"` // percentage points that no action explains
}

// Notice is what is wrong with the data, or is right again.
type Notice struct {
	Trouble report.Trouble `json:"trouble"` // stale, heldBack, failing or exceptionEnded
	Over    bool           `json:"over"`    // true where it is over
	Text    string         `json:"text"`    // for people
	// The newest score, where the trouble is stale; absent in others.
	Newest score.Date `json:"newest,omitempty"`
}

// Real runs have a few warnings, of a sentence each.
const (
	mostWarnings   = 50
	longestWarning = 500 // characters
)

// messageOf puts a message into its JSON form.
func messageOf(m report.Message) Message {
	w := words.In(m.Model.Locale)
	d := Data{
		Tenant: m.Model.Tenant, TenantID: m.Model.TenantID, Text: w.Headline(m), Recovered: []string{},
		Report: map[string]string{}, Warnings: []string{},
	}
	for _, text := range m.Model.Warnings[:min(len(m.Model.Warnings), mostWarnings)] {
		d.Warnings = append(d.Warnings, plaintext.Clip(text, longestWarning))
	}
	for format, link := range m.Links {
		d.Report[format] = link
	}
	for _, r := range m.Recoveries {
		for _, c := range r.Changes {
			d.Recovered = append(d.Recovered, c.ID)
		}
	}
	if n := m.Notice; n != nil {
		d.Changes = []result.Change{}
		d.Notice = &Notice{Trouble: n.Trouble, Over: n.Over, Text: w.NoticeText(*n), Newest: n.Newest}
	} else {
		d.Score, d.Unannounced = result.Of(compared(m)), unannouncedOf(m)
	}
	return Message{
		SchemaVersion: SchemaVersion, Type: "secureScore." + string(m.Occasion), Timestamp: m.Model.Made, Data: d,
	}
}

// compared is the model with the comparison that the message is about.
func compared(m report.Message) report.Model {
	model := m.Model
	model.Since = nil
	if diff := m.Diff(); diff != nil {
		model.Since, model.Account = &diff.Before, *diff
	}
	return model
}

func unannouncedOf(m report.Message) *Unannounced {
	if m.Occasion != report.Periodic {
		return nil
	}
	rest := m.Unannounced()
	if rest == nil || len(rest.Changes) == 0 && rest.Unattributed == 0 {
		return nil
	}
	u := Unannounced{Since: result.HeadlineOf(rest.Before), Unattributed: rest.Unattributed, Changes: []result.Change{}}
	for _, c := range rest.Changes {
		u.Changes = append(u.Changes, result.ChangeOf(c))
	}
	return &u
}
