package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// storedDays is the index of days. A day that it lacks is read from its
// snapshot.
type storedDays struct {
	Schema int         `json:"schema"`
	Days   []storedDay `json:"days"`
}

type storedDay struct {
	Date       score.Date `json:"date"`
	Current    float64    `json:"current"`
	Max        float64    `json:"max"`
	AllTenants *float64   `json:"allTenants,omitempty"`
	Similar    *float64   `json:"similar,omitempty"`
	Controls   int        `json:"controls,omitempty"`

	Split *storedSplit `json:"split,omitempty"` // absent if the states are unknown
	Moves *storedMoves `json:"moves,omitempty"` // absent if there was no earlier day

	Flipped []string `json:"flipped,omitempty"` // since Moves.Since
}

type storedSplit struct {
	Earned   float64 `json:"earned"`
	Declared float64 `json:"declared"`
	Accepted float64 `json:"accepted"`
	Open     float64 `json:"open"`
}

type storedMoves struct {
	Since   score.Date `json:"since"`
	Gained  float64    `json:"gained,omitempty"`
	Lost    float64    `json:"lost,omitempty"`
	Added   int        `json:"added,omitempty"`
	Retired int        `json:"retired,omitempty"`
}

func toStored(d score.Day) storedDay {
	stored := storedDay{
		Date: d.Date, Current: d.Current, Max: d.Max, AllTenants: orNil(d.AllTenants), Similar: orNil(d.Similar),
		Controls: d.Controls, Flipped: d.Flipped,
	}
	if d.Split.Known {
		stored.Split = &storedSplit{d.Split.Earned, d.Split.Declared, d.Split.Accepted, d.Split.Open}
	}
	if d.Moves.Since != "" {
		moves := storedMoves(d.Moves)
		stored.Moves = &moves
	}
	return stored
}

func fromStored(stored storedDay) score.Day {
	d := score.Day{
		Headline:   score.Headline{Date: stored.Date, Current: stored.Current, Max: stored.Max},
		AllTenants: orNaN(stored.AllTenants), Similar: orNaN(stored.Similar), Controls: stored.Controls,
		Flipped: stored.Flipped,
	}
	if s := stored.Split; s != nil {
		d.Split = score.Split{Known: true, Earned: s.Earned, Declared: s.Declared, Accepted: s.Accepted, Open: s.Open}
	}
	if stored.Moves != nil {
		d.Moves = score.Moves(*stored.Moves)
	}
	return d
}

// Days reads the headline of every stored day, oldest first. A day that is
// stored but not in the index, after a crash for example, is read from its
// snapshot.
func (t *Tenant) Days(ctx context.Context) ([]score.Day, error) {
	days, _, err := t.indexed(ctx)
	if err != nil {
		return nil, err
	}
	known := map[score.Date]bool{}
	for _, d := range days {
		known[d.Date] = true
	}
	snapshots, history, err := t.Dates(ctx)
	if err != nil {
		return nil, err
	}
	for _, date := range append(snapshots, history...) {
		if known[date] {
			continue
		}
		known[date] = true
		s, err := t.Snapshot(ctx, date)
		if err != nil {
			return nil, err
		}
		days = append(days, s.Day())
	}
	return score.Since(days, "", "9999-12-31"), nil
}

// PutDays adds days to the index, replaces those with the same date and removes
// those before from. The caller writes the index before the snapshots: a crash
// in between leaves a correct headline without its snapshot, never an old
// headline.
func (t *Tenant) PutDays(ctx context.Context, days []score.Day, from score.Date) error {
	old, version, err := t.indexed(ctx)
	if err != nil {
		return err
	}
	merged := score.Since(append(slices.Clone(old), days...), from, "9999-12-31")
	if version != "" && slices.EqualFunc(old, merged, sameDay) {
		return nil
	}
	stored := storedDays{Schema: score.Schema}
	for _, d := range merged {
		stored.Days = append(stored.Days, toStored(d))
	}
	data, err := json.Marshal(stored)
	if err != nil {
		return fmt.Errorf("encoding the index of days: %w", err)
	}
	condition := bucket.IfAbsent()
	if version != "" {
		condition = bucket.IfVersion(version)
	}
	_, err = t.write(ctx, t.daysKey(), data, condition)
	return err
}

func (t *Tenant) indexed(ctx context.Context) (days []score.Day, version string, err error) {
	data, version, err := t.read(ctx, t.daysKey())
	if errors.Is(err, bucket.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	var stored storedDays
	if err := json.Unmarshal(data, &stored); err != nil || stored.Schema != score.Schema {
		return nil, "", unreadable(t.daysKey(), cmp.Or(score.CheckSchema(data, score.Schema), err))
	}
	for _, d := range stored.Days {
		days = append(days, fromStored(d))
	}
	return days, version, nil
}

func (t *Tenant) daysKey() string { return t.prefix + "days.json.gz" }

func sameDay(a, b score.Day) bool {
	return a.Headline == b.Headline && sameNumber(a.AllTenants, b.AllTenants) && sameNumber(a.Similar, b.Similar) &&
		a.Controls == b.Controls && a.Split == b.Split && a.Moves == b.Moves && slices.Equal(a.Flipped, b.Flipped)
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func orNil(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

func orNaN(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}
