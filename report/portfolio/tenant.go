package portfolio

import (
	"math"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Tenant is what a portfolio keeps of one tenant. It is small, so that a
// thousand of them fit into little memory.
type Tenant struct {
	Name, ID string
	Now      score.Headline // the newest stored score, not rounded; without a date where there is none
	Zone     score.Zone     // empty without a score, and without a maximum
	Age      int            // whole days since the start of Now's day; 0 without a score
	Trouble  Trouble        // why there is no current score; empty where there is one

	Since         score.Headline // compared with this one, not rounded; without a date where there is none
	SinceIsOldest bool           // nothing as old as the period is stored
	Change        float64        // percentage points as the tenant's own report prints them; NaN without a comparison
	Points        float64        // the change in points
	Causes        []Cause        // of the change; as score.Account.Drive orders them
	Unattributed  float64        // percentage points of the change that no action explains
	Moves         score.Moves    // points achieved and regressed, without drift

	Goal       *score.Progress // nil without a goal or a score
	Open       []Open          // the recommended actions with points left, by folded id
	Changed    []Change        // what Microsoft changed, by folded id
	Exceptions []Exception     // overdue, or with a last day
}

// Cause is all changes of one cause.
type Cause struct {
	Cause  score.Cause
	Count  int     // actions
	Effect float64 // percentage points; all effects and Unattributed add up to the change
	Tenths float64 // the same with one decimal; adds up to the change with one decimal
	Title  string  // of the action that moved the score furthest
}

// Open is a recommended action with points left.
type Open struct {
	ID      string // Microsoft's
	Title   string
	Service string  // Microsoft's code of the product
	Left    float64 // points
}

// Change is what Microsoft changed about an action.
type Change struct {
	ID, Title   string
	Cause       score.Cause // Addition, Retirement or Repointing
	Before, Now float64     // maximum points; 0 where the action was not scored, or its maximum is unknown
	Effect      float64     // percentage points of the tenant's score: Microsoft's part
}

// Exception is an exception of the configuration with a last day.
type Exception struct {
	ID, Title     string
	Reason, Owner string
	Until         score.Date
	Overdue       bool // it has ended, and the action is not completed
}

// Trouble is why a tenant has no current score.
type Trouble struct {
	Kind   TroubleKind
	Since  time.Time // when people were notified of it; zero where they were not, or nobody knows
	Runs   int       // of Failing: how many failed, one after the other
	Detail string    // of Unreadable: why
}

// TroubleKind is the kind of a trouble.
type TroubleKind string

// The kinds, from the one to look at first.
const (
	Unreadable    TroubleKind = "unreadable"    // what is stored cannot be read
	Misconfigured TroubleKind = "misconfigured" // the tenant's settings cannot be used
	Failing       TroubleKind = "failing"       // runs fail, one after the other
	HeldBack      TroubleKind = "heldBack"      // what Microsoft sent cannot be right
	NoScore       TroubleKind = "noScore"       // nothing is stored yet
	Old           TroubleKind = "stale"         // Microsoft has sent no new score for days
)

// OldDays is the age in days from which a score is no longer current.
const OldDays = 3

// Reading is what was read of one tenant.
type Reading struct {
	Name, ID      string
	Now           time.Time
	Snapshot      score.Snapshot
	Since         *score.Snapshot // nil for none
	SinceIsOldest bool
	Days          []score.Day // the history; only a goal needs it
	Zones         score.Zones
	Goal          *report.Goal
	Exceptions    []score.Exception // of the configuration
	Owner         string            // the id that the store knows the tenant by; only Basis needs it, as the next one
	Stored        []score.Date      // all days that are stored, in order
	// Share returns an equal text that others have too, so that each is in memory
	// once; nil keeps every text.
	Share func(string) string
}

// Reduce keeps of a reading what a portfolio needs. The change is explained as
// in the tenant's own report.
func Reduce(in Reading) Tenant {
	today := score.DateOf(in.Now)
	s := in.Snapshot.Except(in.Exceptions, today)
	t := Tenant{
		Name: in.Name, ID: in.ID, Change: notKnown, Now: s.Headline(),
	}
	t.age(in.Now)
	if s.Max > 0 {
		t.Zone = in.Zones.Of(s.Percent())
	}
	if in.Since != nil {
		t.compare(score.Diff(*in.Since, s).Rounded(), in)
	}
	if in.Goal != nil {
		days := append(score.Since(in.Days, "", s.Date.AddDays(-1)), s.Day())
		progress := score.ProgressTo(s, days, in.Goal.Percent, in.Goal.By)
		t.Goal = &progress
	}
	for _, c := range s.Controls {
		if c.Recommended() && c.Left() > 0 {
			t.Open = append(t.Open, Open{in.share(c.ID), in.title(c.Title, c.ID), in.share(c.Service), c.Left()})
		}
	}
	t.except(s.Decisions(in.Exceptions, today), in)
	return t
}

func (in Reading) share(text string) string {
	if in.Share == nil {
		return text
	}
	return in.Share(text)
}

// mostTitle is how much of a title is kept, in bytes.
const mostTitle = 400

func (in Reading) title(title, id string) string {
	if title == "" {
		title = id
	}
	if len(title) > mostTitle {
		title = strings.Clone(strings.ToValidUTF8(title[:mostTitle], ""))
	}
	return in.share(title)
}

// compare keeps the account of the change.
func (t *Tenant) compare(a score.Account, in Reading) {
	t.Since, t.SinceIsOldest = a.Before, in.SinceIsOldest
	t.Change, t.Points, t.Unattributed = a.Percent, a.Points, a.Unattributed
	t.Moves = score.MovesOf(a.Changes)
	tenths := map[score.Cause]float64{}
	for _, g := range a.Overview().Groups {
		tenths[g.Cause] = g.Effect
	}
	for _, g := range a.Drive() {
		t.Causes = append(t.Causes, Cause{
			Cause: g.Cause, Count: len(g.Changes), Effect: score.Hundredths(g.Effect), Tenths: tenths[g.Cause],
			Title: in.title(leading(g).Title, leading(g).ID),
		})
		switch g.Cause {
		case score.Addition, score.Retirement, score.Repointing:
			t.change(g, in)
		}
	}
	slices.SortFunc(t.Changed, func(a, b Change) int { return byKey(changeKey(a), changeKey(b)) })
}

// leading is the change of a group that moved the score furthest.
func leading(g score.Group) score.Change {
	first := g.Changes[0]
	for _, c := range g.Changes[1:] {
		if math.Abs(c.Effect) > math.Abs(first.Effect) {
			first = c
		}
	}
	return first
}

func (t *Tenant) change(g score.Group, in Reading) {
	for _, c := range g.Changes {
		t.Changed = append(t.Changed, Change{
			ID: in.share(c.ID), Title: in.title(c.Title, c.ID), Cause: g.Cause, Effect: score.Hundredths(c.Effect),
			Before: score.Hundredths(c.Before.Max), Now: score.Hundredths(c.After.Max),
		})
	}
}

func (t *Tenant) except(list []score.Decision, in Reading) {
	for _, d := range list {
		ends := d.State == score.ExceptionCurrent && d.Until != ""
		if d.State != score.ExceptionOverdue && !ends {
			continue
		}
		t.Exceptions = append(t.Exceptions, Exception{
			ID: in.share(d.Control), Title: in.title(d.Action.Title, d.Control), Reason: in.share(d.Reason),
			Owner: in.share(d.Owner), Until: d.Until, Overdue: !ends,
		})
	}
}

// Nothing is a tenant of which no score is stored.
func Nothing(name, id string) Tenant {
	return Tenant{Name: name, ID: id, Change: notKnown, Trouble: Trouble{Kind: NoScore}}
}

// Worse is the one of two troubles to look at first; of two of one kind the one
// that began first.
func Worse(a, b Trouble) Trouble {
	switch {
	case place(a.Kind) < place(b.Kind):
		return a
	case place(a.Kind) > place(b.Kind) || a.Since.IsZero() || !b.Since.IsZero() && b.Since.Before(a.Since):
		return b
	}
	return a
}

// Scored says whether the tenant has a score of some maximum.
func (t Tenant) Scored() bool { return t.Now.Date != "" && t.Now.Max > 0 }

// Percent is the score as the tenant's own report prints it: 0 to 100, in
// hundredths. Of points that are rounded first it can be a hundredth off.
func (t Tenant) Percent() float64 { return score.Hundredths(t.Now.Percent()) }

// Current says whether the tenant has a score that is not old.
func (t Tenant) Current() bool { return t.Scored() && t.Trouble.Kind == "" }

// State is why the tenant has no current score, for programs; current where it
// has one.
func (t Tenant) State() string {
	switch {
	case t.Trouble.Kind != "":
		return string(t.Trouble.Kind)
	case !t.Scored():
		return "notScored"
	}
	return "current"
}

// Compared says whether the change of a current score is known.
func (t Tenant) Compared() bool { return t.Current() && report.Known(t.Change) }

// Fell says whether a current score fell by half a percentage point or more.
func (t Tenant) Fell() bool { return t.Compared() && t.Change < 0 && !score.IsNoise(t.Change) }

// Left is the points that are left in the open actions.
func (t Tenant) Left() (sum float64) {
	for _, o := range t.Open {
		sum += o.Left
	}
	return score.Hundredths(sum)
}

// Parts is the change by who made it, in percentage points. They add up to the
// change.
func (t Tenant) Parts() score.Shares {
	var s score.Shares
	for _, c := range t.Causes {
		switch c.Cause.By() {
		case score.ByMicrosoft:
			s.Microsoft += c.Effect
		case score.ByDeclaration:
			s.Declared += c.Effect
		case score.ByDrift:
			s.Drift += c.Effect
		default:
			s.Own += c.Effect
		}
	}
	return score.Shares{
		Own: score.Hundredths(s.Own), Declared: score.Hundredths(s.Declared), Microsoft: score.Hundredths(s.Microsoft),
		Drift: score.Hundredths(s.Drift + t.Unattributed),
	}
}

// Loss is the cause of the tenant's own, drift apart, that took the most; zero
// where none took anything.
func (t Tenant) Loss() (most Cause) {
	for _, c := range t.Causes {
		own := c.Cause.By() != score.ByMicrosoft && c.Cause.By() != score.ByDrift
		if own && c.Effect < most.Effect {
			most = c
		}
	}
	return most
}

// Count is how many changes the tenant has of a cause.
func (t Tenant) Count(cause score.Cause) int {
	for _, c := range t.Causes {
		if c.Cause == cause {
			return c.Count
		}
	}
	return 0
}
