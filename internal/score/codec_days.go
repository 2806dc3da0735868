package score

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// storedDays is the stored form of a history: the index of days in the store.
type storedDays struct {
	Schema int         `json:"schema"`
	Tenant string      `json:"tenant,omitempty"` // as the configuration has it; earlier versions did not store it
	Days   []storedDay `json:"days"`
}

type storedDay struct {
	Date       Date     `json:"date"`
	Current    float64  `json:"current"`
	Max        float64  `json:"max"`
	AllTenants *float64 `json:"allTenants,omitempty"`
	Similar    *float64 `json:"similar,omitempty"`
	Controls   int      `json:"controls,omitempty"`

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
	Since   Date    `json:"since"`
	Gained  float64 `json:"gained,omitempty"`
	Lost    float64 `json:"lost,omitempty"`
	Drift   float64 `json:"drift,omitempty"` // missing in what older versions wrote: it is in gained and lost
	Added   int     `json:"added,omitempty"`
	Retired int     `json:"retired,omitempty"`
}

// EncodeDays writes the stored form of a tenant's history.
func EncodeDays(tenant string, days []Day) ([]byte, error) {
	stored := storedDays{Schema: Schema, Tenant: tenant}
	for _, d := range days {
		stored.Days = append(stored.Days, toStored(d))
	}
	data, err := json.Marshal(stored)
	if err != nil {
		return nil, fmt.Errorf("encoding the index of days: %w", err)
	}
	return data, nil
}

func toStored(d Day) storedDay {
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

// DecodeDays reads the stored form of a history, and whose it is: empty where
// an earlier version wrote it. One of a newer program is ErrFromTheFuture.
func DecodeDays(data []byte) (tenant string, days []Day, err error) {
	tenant, days, ok := decodeWrittenDays(data)
	if !ok {
		if tenant, days, err = decodeAnyDays(data); err != nil {
			return "", nil, err
		}
	}
	for _, d := range days {
		if _, err := ParseDate(string(d.Date)); err != nil {
			return "", nil, err
		}
		if !d.possible() {
			return "", nil, fmt.Errorf("impossible points on %s", d.Date)
		}
	}
	return tenant, days, nil
}

// decodeAnyDays reads the stored form with its properties in any order.
func decodeAnyDays(data []byte) (tenant string, days []Day, err error) {
	var stored storedDays
	if err := DecodeJSON(data, &stored); err != nil || stored.Schema != Schema {
		return "", nil, cmp.Or(CheckSchema(data, Schema), err)
	}
	for _, d := range stored.Days {
		days = append(days, fromStored(d))
	}
	return stored.Tenant, days, nil
}

func fromStored(stored storedDay) Day {
	d := Day{
		Headline:   Headline{Date: stored.Date, Current: stored.Current, Max: stored.Max},
		AllTenants: orNaN(stored.AllTenants), Similar: orNaN(stored.Similar), Controls: stored.Controls,
		Flipped: stored.Flipped,
	}
	if s := stored.Split; s != nil {
		d.Split = Split{Known: true, Earned: s.Earned, Declared: s.Declared, Accepted: s.Accepted, Open: s.Open}
	}
	if stored.Moves != nil && stored.Moves.Since != "" {
		d.Moves = Moves(*stored.Moves)
	}
	return d
}

// decodeWrittenDays reads what EncodeDays wrote. It is not ok for any other
// form, even if that means the same. A history has up to 400 days, and a
// portfolio reads that of each tenant.
func decodeWrittenDays(data []byte) (tenant string, days []Day, ok bool) {
	r := &reader{rest: string(data)}
	var schema int
	r.whole(`{"schema":`, &schema)
	r.check(schema == Schema)
	r.text(`,"tenant":`, &tenant)
	days = slices.Grow(days, bytes.Count(data, []byte(dayBegin)))
	r.list(`,"days":`, func() { days = append(days, r.day()) })
	r.need(`}`)
	return tenant, days, !r.failed && r.rest == ""
}

const dayBegin = `{"date":`

func (r *reader) day() Day {
	d := Day{AllTenants: math.NaN(), Similar: math.NaN()}
	r.need(dayBegin)
	d.Date = Date(r.quoted())
	r.number(`,"current":`, &d.Current)
	r.number(`,"max":`, &d.Max)
	r.number(`,"allTenants":`, &d.AllTenants)
	r.number(`,"similar":`, &d.Similar)
	r.whole(`,"controls":`, &d.Controls)
	if d.Split.Known = r.skip(`,"split":{"earned":`); d.Split.Known {
		r.number(``, &d.Split.Earned)
		r.number(`,"declared":`, &d.Split.Declared)
		r.number(`,"accepted":`, &d.Split.Accepted)
		r.number(`,"open":`, &d.Split.Open)
		r.need(`}`)
	}
	if r.skip(`,"moves":{"since":`) {
		d.Moves.Since = Date(r.quoted())
		r.number(`,"gained":`, &d.Moves.Gained)
		r.number(`,"lost":`, &d.Moves.Lost)
		r.number(`,"drift":`, &d.Moves.Drift)
		r.whole(`,"added":`, &d.Moves.Added)
		r.whole(`,"retired":`, &d.Moves.Retired)
		r.check(d.Moves.Since != "")
		r.need(`}`)
	}
	r.texts(`,"flipped":`, &d.Flipped)
	r.need(`}`)
	return d
}

// mostPoints is far above the points of any tenant, and any of their sums.
const mostPoints = 1e9

// possible says whether the points can be. The sums of huge ones are infinite,
// which no document can have.
func (d Day) possible() bool {
	for _, x := range [...]float64{
		d.Current, d.Max, d.Split.Earned, d.Split.Declared, d.Split.Accepted, d.Split.Open,
		d.Moves.Gained, d.Moves.Lost, d.Moves.Drift,
	} {
		if math.Abs(x) > mostPoints {
			return false
		}
	}
	return true
}

func orNil(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}
