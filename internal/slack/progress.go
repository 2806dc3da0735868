package slack

import (
	"encoding/json"
	"errors"
)

// progress is how far a delivery got.
type progress struct {
	Channel   string `json:"channel"`             // its id, which Slack answers: uploads take no name
	TS        string `json:"ts"`                  // of the message, and so of its thread
	Thread    int    `json:"thread"`              // posts of details that are there
	Files     int    `json:"files"`               // files that are there
	Recovered int    `json:"recovered,omitempty"` // recoveries that are posted in their threads
	Plain     bool   `json:"plain,omitempty"`     // the workspace has no charts, so a picture goes with the files
}

// postedByWebhook is the progress of a message that a webhook took.
const postedByWebhook = "webhook"

func (p progress) announced() bool { return p.TS != "" }

// readProgress refuses what it cannot read: to begin again could post twice.
func readProgress(s string) (progress, error) {
	var p progress
	if s == "" {
		return p, nil
	}
	err := json.Unmarshal([]byte(s), &p)
	if err != nil || p.Channel == "" || p.TS == "" || p.Thread < 0 || p.Files < 0 || p.Recovered < 0 {
		return progress{}, errors.New("the record of an earlier try cannot be read, so it is not known what was posted")
	}
	return p, nil
}

func (p progress) String() string {
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings, numbers and a boolean always marshal
	}
	return string(data)
}
