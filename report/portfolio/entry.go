package portfolio

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// entryForm has to be raised where Reduce makes another Tenant of the same
// reading: entries of the form before are then not used.
const entryForm = 1

// entry is a Tenant in the store. A number that is not available is null.
type entry struct {
	Tenant
	Change *float64
	Most   *float64 // of the goal
	Open   columns
}

// columns are the open actions by column, which is read twice as fast as a list
// of actions.
type columns struct {
	ID, Title, Service []string
	Left               []float64
}

func columnsOf(list []Open) (c columns) {
	for _, o := range list {
		c.ID, c.Title = append(c.ID, o.ID), append(c.Title, o.Title)
		c.Service, c.Left = append(c.Service, o.Service), append(c.Left, o.Left)
	}
	return c
}

// actions are the open actions, with texts that other tenants have, too.
func (c columns) actions(in Reading) ([]Open, error) {
	if n := len(c.ID); len(c.Title) != n || len(c.Service) != n || len(c.Left) != n {
		return nil, errors.New("its columns are not of one length")
	}
	list := make([]Open, 0, len(c.ID))
	for i, left := range c.Left {
		list = append(list, Open{in.share(c.ID[i]), in.share(c.Title[i]), in.share(c.Service[i]), left})
	}
	return list, nil
}

// Encode is a reduced tenant to be kept, without what depends on the moment at
// which it is read: its age, its trouble, and how it is called.
func Encode(t Tenant) ([]byte, error) {
	e := entry{Tenant: t, Change: known(t.Change), Open: columnsOf(t.Open)}
	e.Name, e.ID, e.Age, e.Trouble = "", "", 0, Trouble{}
	if t.Goal != nil {
		goal := *t.Goal
		e.Most, goal.Most = known(goal.Most), 0
		e.Goal = &goal
	}
	data, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("writing a portfolio's entry: %w", err)
	}
	return data, nil
}

func known(x float64) *float64 {
	if !report.Known(x) {
		return nil
	}
	return &x
}

// Decode reads what Encode wrote, for the tenant and the moment of a reading of
// which nothing else is used but Share.
func Decode(data []byte, in Reading) (Tenant, error) {
	var e entry
	err := json.Unmarshal(data, &e)
	t := e.Tenant
	if err == nil {
		t.Open, err = e.Open.actions(in)
	}
	if err != nil {
		return Tenant{}, fmt.Errorf("reading a portfolio's entry: %w", err)
	}
	t.Name, t.ID, t.Change = in.Name, in.ID, orNotKnown(e.Change)
	if t.Goal != nil {
		t.Goal.Most = orNotKnown(e.Most)
	}
	t.age(in.Now)
	return t, nil
}

func orNotKnown(x *float64) float64 {
	if x == nil {
		return notKnown
	}
	return *x
}

// Basis is all that Reduce uses of a reading beside the days, what says which
// days are the tenant's, and the period of the comparison: of two readings of
// the same days with the same basis it makes the same Tenant.
func (in Reading) Basis(period string) (string, error) {
	var today score.Date
	if len(in.Exceptions) > 0 {
		today = score.DateOf(in.Now)
	}
	history := ""
	if in.Goal != nil {
		history = fingerprint(in.Stored)
	}
	data, err := json.Marshal(struct {
		Form       int
		Period     string
		Zones      score.Zones
		Goal       *report.Goal
		Exceptions []score.Exception
		Today      score.Date // on which exceptions hold
		Owner      string
		History    string // the days with which a goal is forecast
	}{entryForm, period, in.Zones, in.Goal, in.Exceptions, today, score.CanonicalID(in.Owner), history})
	if err != nil {
		return "", fmt.Errorf("what a portfolio's entry depends on: %w", err)
	}
	return string(data), nil
}

func fingerprint(days []score.Date) string {
	sum := sha256.New()
	for _, date := range days {
		_, _ = io.WriteString(sum, string(date)) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// age sets how old the score is, and whether that is its trouble.
func (t *Tenant) age(now time.Time) {
	if t.Age = report.AgeHours(t.Now.Date, now) / 24; t.Age >= OldDays {
		t.Trouble.Kind = Old
	}
}
