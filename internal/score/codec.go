package score

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Schema is the version of the stored snapshot that this program writes. It
// reads this version and every earlier one.
const Schema = 1

// ErrFromTheFuture means that a newer version of this program wrote the
// document.
var ErrFromTheFuture = errors.New("written by a newer version of this program")

// storedSnapshot is the stored form. It is a type of its own so that Snapshot
// can change without breaking what is stored already.
type storedSnapshot struct {
	Schema          int             `json:"schema"`
	TenantID        string          `json:"tenantId,omitempty"`
	Date            Date            `json:"date"`
	Current         float64         `json:"current"`
	Max             float64         `json:"max"`
	Thin            bool            `json:"thin,omitempty"`
	ActiveUsers     int             `json:"activeUsers,omitempty"`
	EnabledServices []string        `json:"enabledServices,omitempty"`
	Averages        []storedAverage `json:"averages,omitempty"`
	Controls        []storedControl `json:"controls"`
	Extra           Undocumented    `json:"extra,omitempty"`
}

type storedAverage struct {
	Basis      string                  `json:"basis"`
	Percent    *float64                `json:"percent,omitempty"`
	SeatsFrom  int                     `json:"seatsFrom,omitempty"`
	SeatsTo    int                     `json:"seatsTo,omitempty"`
	Categories []storedCategoryAverage `json:"categories,omitempty"`
}

type storedCategoryAverage struct {
	Category string  `json:"category"`
	Points   float64 `json:"points"`
	Max      float64 `json:"max"`
}

type storedControl struct {
	ID                   string       `json:"id"`
	Title                string       `json:"title,omitempty"`
	Category             string       `json:"category,omitempty"`
	Service              string       `json:"service,omitempty"`
	Points               float64      `json:"points"`
	Percent              *float64     `json:"percent,omitempty"`
	Unread               bool         `json:"unread,omitempty"`
	Max                  float64      `json:"max,omitempty"`
	MaxSource            MaxSource    `json:"maxSource,omitempty"`
	State                string       `json:"state,omitempty"`
	StateBy              string       `json:"stateBy,omitempty"`
	StateAt              *time.Time   `json:"stateAt,omitempty"`
	StateComment         string       `json:"stateComment,omitempty"`
	StateAssigned        string       `json:"stateAssigned,omitempty"`
	LastSynced           *time.Time   `json:"lastSynced,omitempty"`
	Tally                *storedTally `json:"tally,omitempty"`
	ImplementationStatus string       `json:"implementationStatus,omitempty"`
	HasProfile           bool         `json:"hasProfile,omitempty"`
	Deprecated           bool         `json:"deprecated,omitempty"`
	Rank                 int          `json:"rank,omitempty"`
	Cost                 Level        `json:"cost,omitempty"`
	UserImpact           Level        `json:"userImpact,omitempty"`
	Tier                 string       `json:"tier,omitempty"`
	ActionType           string       `json:"actionType,omitempty"`
	Threats              []string     `json:"threats,omitempty"`
	ActionURL            string       `json:"actionUrl,omitempty"`
	Extra                Undocumented `json:"extra,omitempty"`
}

type storedTally struct {
	Count int `json:"count"`
	Total int `json:"total"`
}

// syntax is what Encode may write: a property of Microsoft in Extra is stored
// as it was sent.
var syntax = jsonv2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// Decode reads the stored form. A snapshot of a newer program is
// ErrFromTheFuture. For anything else that is no snapshot, the error says what
// is wrong with it.
func Decode(data []byte) (Snapshot, error) {
	s, ok := decodeWritten(data)
	if !ok {
		var err error
		if s, err = decodeAny(data); err != nil {
			return Snapshot{}, fmt.Errorf("decoding snapshot: %w", err)
		}
	}
	if _, err := ParseDate(string(s.Date)); err != nil {
		return Snapshot{}, fmt.Errorf("decoding snapshot: date: %w", err)
	}
	return s, nil
}

// decodeAny reads the stored form with its properties in any order.
func decodeAny(data []byte) (Snapshot, error) {
	stored := storedSnapshot{Controls: make([]storedControl, 0, bytes.Count(data, []byte(`{"id":`)))}
	if err := DecodeJSON(data, &stored); err != nil || stored.Schema != Schema {
		return Snapshot{}, cmp.Or(CheckSchema(data, Schema), err)
	}
	s := Snapshot{
		TenantID: stored.TenantID, Date: stored.Date, Current: stored.Current, Max: stored.Max, Thin: stored.Thin,
		ActiveUsers: stored.ActiveUsers, EnabledServices: stored.EnabledServices, Extra: stored.Extra,
	}
	for _, a := range stored.Averages {
		average := Average{Basis: a.Basis, Percent: orNaN(a.Percent), SeatsFrom: a.SeatsFrom, SeatsTo: a.SeatsTo}
		for _, c := range a.Categories {
			average.Categories = append(average.Categories, CategoryAverage(c))
		}
		s.Averages = append(s.Averages, average)
	}
	if len(stored.Controls) > 0 {
		s.Controls = make([]Control, 0, len(stored.Controls))
	}
	for _, c := range stored.Controls {
		s.Controls = append(s.Controls, Control{
			ID: c.ID, Title: c.Title, Category: c.Category, Service: c.Service,
			Points: c.Points, Percent: orNaN(c.Percent), Unread: c.Unread, Max: c.Max, MaxSource: c.MaxSource,
			State: c.State, StateBy: c.StateBy, StateAt: orZero(c.StateAt), StateComment: c.StateComment,
			StateAssigned: c.StateAssigned, Tally: orNone(c.Tally),
			LastSynced: orZero(c.LastSynced), ImplementationStatus: c.ImplementationStatus,
			HasProfile: c.HasProfile, Deprecated: c.Deprecated, Rank: c.Rank, Cost: c.Cost, UserImpact: c.UserImpact,
			Tier: c.Tier, ActionType: c.ActionType, Threats: c.Threats, ActionURL: c.ActionURL, Extra: c.Extra,
		})
	}
	return s, nil
}

// DecodeJSON decodes a stored document. The error says where it is wrong and
// why, in the same words each time: those of SemanticError change from one
// process to the next.
func DecodeJSON(data []byte, to any) error {
	err := jsonv2.Unmarshal(data, to, syntax)
	if wrong, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return fmt.Errorf("at byte %d: %w", wrong.ByteOffset, wrong.Err)
	}
	wrong, ok := errors.AsType[*jsonv2.SemanticError](err)
	switch {
	case !ok:
		return err
	case wrong.Err != nil:
		return fmt.Errorf("%s: %w", wrong.JSONPointer, wrong.Err)
	}
	return fmt.Errorf("%s: unexpected %s", wrong.JSONPointer, wrong.JSONKind)
}

// CheckSchema refuses a stored document whose schema version is newer than
// known (ErrFromTheFuture) or missing. It reads nothing but the version,
// because the rest of a newer document can have any form. It returns nil for
// what is no JSON: the reader of the whole document has the better error.
func CheckSchema(doc []byte, known int) error {
	var version struct {
		Schema int `json:"schema"`
	}
	if jsonv2.Unmarshal(doc, &version, syntax) != nil {
		return nil //nolint:nilerr // the reader of the whole document reports it better
	}
	switch {
	case version.Schema > known:
		return fmt.Errorf("schema %d, this program knows up to %d: %w", version.Schema, known, ErrFromTheFuture)
	case version.Schema < 1:
		return errors.New("no schema version in it")
	}
	return nil
}

func orNaN(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}

func orNone(t *storedTally) Tally {
	if t == nil {
		return Tally{}
	}
	return Tally{t.Count, t.Total}
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
