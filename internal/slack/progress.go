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
	Recovered int    `json:"recovered,omitempty"` // recoveries that are told in their threads
	Plain     bool   `json:"plain,omitempty"`     // the workspace has no charts, so a picture goes with the files
}

// Announced tells whether the message itself was accepted, given what Deliver
// returned. Whatever else may be missing then, people were told.
func Announced(progress string) bool { return progress != "" }

func (p progress) announced() bool { return p.TS != "" }

// readProgress refuses what it cannot read: to begin anew could tell twice.
func readProgress(s string) (progress, error) {
	var p progress
	if s == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(s), &p); err != nil || p.Channel == "" || p.TS == "" || p.Thread < 0 || p.Files < 0 {
		return progress{}, errors.New("what an earlier try recorded is not readable, so it is not known what was posted")
	}
	return p, nil
}

func (p progress) String() string {
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // cannot be: strings, numbers and a boolean
	}
	return string(data)
}
