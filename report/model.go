// Package report turns snapshots into one Model, computed once, that every form
// shows: the PDF, the HTML page, the email, the CSV, Slack and the terminal.
//
// Build makes the Model. It is pure: the same input gives the same Model, and
// the time comes in as a value. Text from Microsoft Graph stays as Microsoft
// sent it; each form escapes it for where it goes.
//
// The package draws nothing and holds no sentence: report/words has those, and
// the packages beside it draw one form each. Only LocaleFor can fail.
package report

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/guidance"
)

// Input is all that a report is made of.
type Input struct {
	Tenant        string // the name that the configuration gives it
	TenantID      string
	Now           time.Time
	Snapshot      score.Snapshot
	Since         *score.Snapshot    // compared with this one; nil on a first run
	SinceIsOldest bool               // nothing as old as the period was stored, so Since is the oldest there is
	Between       []score.Snapshot   // from Since to Snapshot by day, both included, to find reversals; may be empty
	Catalogue     []score.Profile    // Microsoft's, licensed or not; may be empty
	Period        string             // the requested one, P7D or 2026-11-16; empty without a report
	Days          []score.Day        // the history, in any order; the Snapshot's own day is added if it is not there
	History       []score.HistoryDay // what moved the score in the last HistoryDays, oldest first; may be empty
	Zones         score.Zones
	Goal          *Goal
	Filter        Filter
	Locale        Locale
	Appearance    Appearance
	Edition       Edition // empty for Summary
	Note          string  // a line of the organisation's own; may be empty
	Warnings      []string
	Doubts        []string          // those of the warnings that are about the score itself
	Exceptions    []score.Exception // of the configuration
}

// Edition is how much the PDF and the email say. The page and the CSV are
// always complete.
type Edition string

// The editions.
const (
	Summary Edition = "summary" // what a board reads, on two to five pages
	Full    Edition = "full"    // every recommended action, with its guidance
)

// Goal is a percentage to reach, and by when; By may be empty.
type Goal struct {
	Percent float64
	By      score.Date
}

// Model is a report before it is drawn. Numbers are exact to the hundredth and
// add up as they stand; percents are 0 to 100, differences of percents are
// percentage points, NaN is "not available".
type Model struct {
	Tenant        string
	TenantID      string
	Made          time.Time // UTC
	Date          score.Date
	Current       float64 // points
	Max           float64 // points
	Percent       float64
	Zone          score.Zone
	AgeHours      int // since midnight UTC of Date
	Zones         score.Zones
	Goal          *Goal
	Period        string
	Since         *score.Headline // nil on a first run
	SinceIsOldest bool
	SinceIsBare   bool               // only the score of Since is known, not its actions
	Account       score.Account      // rounded; of Since to now; zero on a first run
	AllTenants    float64            // percent or NaN
	Similar       float64            // percent or NaN
	Trend         score.Trend        // of up to 90 days, today last
	History       []score.HistoryDay // what moved the score in the last HistoryDays, oldest first; may be empty
	Categories    []Category
	Actions       []Action // ranked; those that the filter lets through
	Filter        Filter
	Locale        Locale
	Appearance    Appearance
	Edition       Edition
	Note          string   // a line of the organisation's own; may be empty
	Unlisted      int      // actions that the filter kept out
	Top           []Action // the few tasks to do first, of the filtered, each by its first action; see Action.Task
	Analysis      Analysis
	Exceptions    []score.Decision // all of them, whatever the filter
	Warnings      []string
	Doubts        []string // those of the warnings that are about the score itself
}

// Category is one category's row.
type Category struct {
	score.CategoryTotal
	Change  float64 // percentage points of the category since the comparison, NaN without one
	Average float64 // percent of all organisations, NaN where there is none
	Gained  float64 // points achieved since the comparison, as score.Moves has it; 0 without one
	Lost    float64 // points that regressed, as a positive number
	// The category beside all organisations, also in points. Average is its
	// Percent, in hundredths.
	Beside score.CategoryComparison
}

// Action is one recommended action in a list.
type Action struct {
	score.Control
	Place     int             // rank among all actions, from 1; the actions of a task share it; 0 where it is Outside
	Task      Task            // of an entry of Top
	Product   string          // today's name of the product
	Gain      float64         // percentage points of the whole score that it can still add
	New       bool            // added to the score since the comparison
	Stale     bool            // measured longer ago than score.StaleAfter
	Outside   bool            // in Microsoft's catalogue, but not scored for this tenant
	PortalURL string          // opens the action in the Defender portal
	Exception *score.Decision // nil for none
	// How to do the action and what users will notice: HTML as Microsoft sent
	// it, which may be hostile. Guide cleans it.
	Remediation       string
	RemediationImpact string
}

// HistoryDays is how many days of history a report shows.
const HistoryDays = 30

const (
	trendDays = 90
	topTasks  = 5
)

// PortalURL opens the Secure Score page of the Defender portal.
const PortalURL = "https://security.microsoft.com/securescore"

// Build computes the model of a report.
func Build(in Input) Model { return Outline(in).Listed(in) }

// Outline is the model without the lists of actions, Actions and Top. Most runs
// send nothing, and need no more.
func Outline(in Input) Model {
	today := score.DateOf(in.Now)
	in.Snapshot = in.Snapshot.Except(in.Exceptions, today)
	s := in.Snapshot
	m := Model{
		Tenant: in.Tenant, TenantID: in.TenantID, Made: in.Now.UTC(),
		Date: s.Date, Current: score.Hundredths(s.Current), Max: score.Hundredths(s.Max),
		Percent: score.Hundredths(s.Percent()), Zone: in.Zones.Of(s.Percent()),
		AgeHours: AgeHours(s.Date, in.Now), Zones: in.Zones, Goal: in.Goal, Period: in.Period,
		Filter: in.Filter, Locale: in.Locale, Appearance: in.Appearance, Warnings: in.Warnings,
		Doubts: in.Doubts, History: in.History, Edition: cmp.Or(in.Edition, Summary), Note: in.Note,
	}
	day := s.Day()
	m.AllTenants, m.Similar = day.AllTenants, day.Similar
	days := append([]score.Day{day}, in.Days...)
	m.Trend = score.TrendOf(days, s.Date.AddDays(1-trendDays), s.Date)
	m.Analysis = analyse(in, days)
	if in.Since != nil {
		headline := in.Since.Headline()
		m.Since, m.SinceIsOldest, m.SinceIsBare = &headline, in.SinceIsOldest, in.Since.HeadlineOnly()
		m.Account = score.Diff(*in.Since, s).Rounded()
	}
	m.Categories = categories(s, in.Since, m.Analysis.Comparisons[0])
	m.countByCategory()
	m.listExceptions(in, today)
	return m
}

// Listed is the Outline with the lists of actions. The input is the outline's.
func (m Model) Listed(in Input) Model {
	m.Actions, m.Top, m.Unlisted = nil, nil, 0
	m.listActions(in.Snapshot.Except(in.Exceptions, score.DateOf(in.Now)), in.Catalogue)
	return m
}

// AgeHours is how many whole hours have passed at now since the start of the
// day that the score is of; never negative.
func AgeHours(day score.Date, now time.Time) int {
	return max(0, int(now.Sub(day.Time()).Hours()))
}

func categories(now score.Snapshot, since *score.Snapshot, all score.Comparison) []Category {
	before := map[string]score.CategoryTotal{}
	if since != nil {
		for _, c := range score.Categories(since.InCategoriesOf(now)) {
			before[score.Fold(c.Category)] = c
		}
	}
	var rows []Category
	for i, c := range score.Categories(now) {
		row := Category{CategoryTotal: c, Change: math.NaN(), Average: score.Hundredths(all.Categories[i].Percent),
			Beside: all.Categories[i]}
		if b, ok := before[score.Fold(c.Category)]; ok {
			row.Change = score.PrintedDifference(c.Percent(), b.Percent())
		}
		rows = append(rows, row)
	}
	return rows
}

// countByCategory adds up the points achieved and regressed in each category.
func (m *Model) countByCategory() {
	changes := map[string][]score.Change{}
	for _, c := range m.Account.Changes {
		category := score.Fold(c.Category)
		changes[category] = append(changes[category], c)
	}
	for i := range m.Categories {
		row := &m.Categories[i]
		moves := score.MovesOf(changes[score.Fold(row.Category)])
		row.Gained, row.Lost = moves.Gained, moves.Lost
	}
}

func (m *Model) listActions(s score.Snapshot, catalogue []score.Profile) {
	profiles := make(map[string]*score.Profile, len(catalogue))
	for i := range catalogue {
		profiles[score.Fold(catalogue[i].ID)] = &catalogue[i]
	}
	isNew := map[string]bool{}
	for _, c := range m.Account.Changes {
		if c.Has(score.Added) {
			isNew[score.Fold(c.ID)] = true
		}
	}
	isStale := map[string]bool{}
	for _, c := range m.Analysis.Stale {
		isStale[c.ID] = true
	}
	exceptions := m.exceptionsByID()
	m.Actions = slices.Grow(m.Actions, len(s.Controls)+len(m.Analysis.Outside))
	for i, task := range score.Ranking(s) {
		before := len(m.Actions)
		for _, c := range task.Actions {
			id := score.Fold(c.ID)
			action := actionOf(c, cmp.Or(profiles[id], &score.Profile{}), s.Max)
			action.Exception = exceptions[id]
			action.Place, action.New, action.Stale = i+1, isNew[id], isStale[c.ID]
			if matches(m.Filter, action) {
				m.Actions = append(m.Actions, action)
			} else {
				m.Unlisted++
			}
		}
		listed := m.Actions[before:]
		if len(listed) > 0 && listed[0].Recommended() && len(m.Top) < topTasks {
			m.Top = append(m.Top, topEntry(listed, s.Max))
		}
	}
	if !outside(m.Filter) {
		return
	}
	for _, action := range m.OutsideActions() {
		if matches(m.Filter, action) {
			m.Actions = append(m.Actions, action)
		}
	}
}

// Removed are the actions that Microsoft removed from the score since the
// comparison, as they were before, as far as the filter lets them through.
func (m Model) Removed() []Action {
	var list []Action
	for _, c := range m.Account.Changes {
		action := actionOf(c.Control, &score.Profile{}, m.Max)
		if c.Has(score.Retired) && matches(m.Filter, action) {
			list = append(list, action)
		}
	}
	return list
}

// OutsideActions are the actions of Microsoft's catalogue that are not scored
// for this tenant, as a list has them.
func (m Model) OutsideActions() []Action {
	list := make([]Action, 0, len(m.Analysis.Outside))
	for i := range m.Analysis.Outside {
		p := &m.Analysis.Outside[i]
		action := actionOf(p.Control(), p, m.Max)
		action.Outside = true
		list = append(list, action)
	}
	return list
}

func actionOf(c score.Control, p *score.Profile, maximum float64) Action {
	action := Action{
		Control: c, Product: score.ProductName(c.Service), PortalURL: ActionURL(c.ID),
		Remediation: p.Remediation, RemediationImpact: p.RemediationImpact,
	}
	if maximum > 0 {
		action.Gain = score.Hundredths(c.Left() / maximum * 100)
	}
	return action
}

// longestID is far above Microsoft's ids, in bytes.
const longestID = 300

// ActionURL opens one recommended action in the Defender portal, or the list of
// them where the id cannot be Microsoft's: documents repeat the address.
func ActionURL(controlID string) string {
	if len(controlID) > longestID {
		return PortalURL
	}
	return PortalURL + "?viewid=actions&actionId=" + strings.ReplaceAll(url.QueryEscape(controlID), "+", "%20")
}

// Guide is what Microsoft says about the action, as plain text.
func (a Action) Guide() guidance.Guidance {
	return guidance.Guidance{Why: guidance.Parse(a.Description), How: guidance.Parse(a.Remediation),
		Impact: guidance.Parse(a.RemediationImpact)}
}

// Known reports whether a number is available: it is neither NaN nor infinite.
func Known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
