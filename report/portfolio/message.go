package portfolio

import "secure-score-reporter/report"

// Occasion is why a portfolio's message is sent.
const Occasion report.Occasion = "portfolio"

// Message is what a channel sends about all tenants; each channel draws it in
// its own form.
type Message struct {
	Model Model
	Files []report.File     // the documents that go with it
	Links map[string]string // to the stored documents by format; may be empty
	// Key is the same each time that the same delivery is tried; see
	// report.Message.
	Key string
}
