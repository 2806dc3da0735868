package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// storedDays is the index of days. A day that it lacks is read from its
// snapshot.
type storedDays struct {
	Schema int         `json:"schema"`
	Tenant string      `json:"tenant,omitempty"` // as the configuration has it; earlier versions did not store it
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
	Drift   float64    `json:"drift,omitempty"` // missing in what older versions wrote: it is in gained and lost
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

// mostPoints is far above the points of any tenant, and any of their sums.
const mostPoints = 1e9

// possible says whether the points can be. The sums of huge ones are infinite,
// which no document can have.
func (d storedDay) possible() bool {
	list := append(make([]float64, 0, 9), d.Current, d.Max)
	if s := d.Split; s != nil {
		list = append(list, s.Earned, s.Declared, s.Accepted, s.Open)
	}
	if m := d.Moves; m != nil {
		list = append(list, m.Gained, m.Lost, m.Drift)
	}
	return !slices.ContainsFunc(list, func(x float64) bool { return math.Abs(x) > mostPoints })
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
	if stored.Moves != nil && stored.Moves.Since != "" {
		d.Moves = score.Moves(*stored.Moves)
	}
	return d
}

// Days reads the headline of every stored day, oldest first. A day that is
// stored but not in the index, after a crash for example, is read from its
// snapshot. An index that is damaged or gone is made anew from the snapshots,
// and PutDays replaces it. Damaged says that it was damaged, and which days are
// left out because they cannot be read or are another tenant's; it is empty if
// all is well.
func (t *Tenant) Days(ctx context.Context) (days []score.Day, damaged []damage.Finding, err error) {
	stored, err := t.indexed(ctx)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[score.Date]bool, len(stored.days))
	for _, d := range stored.days {
		known[d.Date] = true
	}
	dates, err := t.allDates(ctx)
	if err != nil {
		return nil, nil, err
	}
	oldest := score.Date("")
	if len(stored.days) > 0 {
		oldest = stored.days[0].Date // what is older could not be pruned
	}
	dates = slices.DeleteFunc(dates, func(d score.Date) bool { return known[d] || stored.left.has(d) || d < oldest })
	days, left, err := t.daysOf(ctx, dates)
	if err != nil {
		return nil, nil, err
	}
	days = score.Since(append(stored.days, days...), "", "9999-12-31")
	return days, damageOf(stored.damaged, append(stored.left, left...)), nil
}

// PutDays adds days to the index, replaces those with the same date and removes
// those before from. The caller writes the index before the snapshots: a crash
// in between leaves a correct headline without its snapshot, never an old
// headline.
func (t *Tenant) PutDays(ctx context.Context, days []score.Day, from score.Date) error {
	old, err := t.indexed(ctx)
	if err != nil {
		return err
	}
	merged := score.Since(append(old.days, days...), from, "9999-12-31")
	if old.version != "" && old.damaged == nil && slices.EqualFunc(old.days, merged, sameDay) {
		return nil
	}
	return t.putIndex(ctx, merged, old.version)
}

// putIndex replaces this version of the index.
func (t *Tenant) putIndex(ctx context.Context, days []score.Day, version string) error {
	data, err := encodeDays(t.name(), days)
	if err != nil {
		return err
	}
	condition := bucket.IfAbsent()
	if version != "" {
		condition = bucket.IfVersion(version)
	}
	if version, err = t.write(ctx, t.daysKey(), data, condition); err != nil {
		return err
	}
	t.made(nil)
	t.knowIndex(&index{version: version, days: days})
	return nil
}

func encodeDays(tenant string, days []score.Day) ([]byte, error) {
	stored := storedDays{Schema: score.Schema, Tenant: tenant}
	for _, d := range days {
		stored.Days = append(stored.Days, toStored(d))
	}
	data, err := json.Marshal(stored)
	if err != nil {
		return nil, fmt.Errorf("encoding the index of days: %w", err)
	}
	return data, nil
}

func decodeDays(tenant string, data []byte) ([]score.Day, error) {
	stored := storedDays{Days: make([]storedDay, 0, bytes.Count(data, []byte(`{"date":`)))}
	if err := score.DecodeJSON(data, &stored); err != nil || stored.Schema != score.Schema {
		return nil, cmp.Or(score.CheckSchema(data, score.Schema), err)
	}
	if stored.Tenant != "" && stored.Tenant != tenant {
		return nil, fmt.Errorf("it is of the tenant %s", stored.Tenant)
	}
	days := slices.Grow([]score.Day(nil), len(stored.Days))
	for _, d := range stored.Days {
		if _, err := score.ParseDate(string(d.Date)); err != nil {
			return nil, err
		}
		if !d.possible() {
			return nil, fmt.Errorf("impossible points on %s", d.Date)
		}
		days = append(days, fromStored(d))
	}
	return days, nil
}

// index is the index of days as it was read, or as it was made anew.
type index struct {
	version string // empty where there is none
	days    []score.Day
	damaged error // why it was made anew; nil if it was read or is gone
	left    left
}

// indexed reads the index. One that is damaged or gone is made anew, once; one
// of a newer program is an error.
func (t *Tenant) indexed(ctx context.Context) (index, error) {
	if known := t.knownIndex(); known != nil {
		return index{version: known.version, days: slices.Clone(known.days)}, nil
	}
	data, version, err := t.read(ctx, t.daysKey())
	var days []score.Day
	if err == nil {
		if days, err = decodeDays(t.name(), data); err != nil {
			err = unreadable(t.daysKey(), err)
		}
	}
	switch {
	case err == nil:
		t.knowIndex(&index{version: version, days: days})
		return index{version: version, days: days}, nil
	case errors.Is(err, bucket.ErrNotExist):
		version, err = "", nil
	case !isDamaged(err):
		return index{}, err
	}
	made, ok := t.madeIndex()
	if !ok || made.version != version {
		if made, err = t.madeAnew(ctx, version, err); err != nil {
			return index{}, err
		}
		t.made(&made)
	}
	made.days, made.left = slices.Clone(made.days), slices.Clone(made.left)
	return made, nil
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
