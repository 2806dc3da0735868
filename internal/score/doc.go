// Package score is the domain: what a Microsoft Secure Score is, how two
// snapshots of it differ and why, in which zone it lies, which improvement actions
// are worth doing first, what is the cheapest way to a goal, and when the score
// gets there.
//
// Start at Snapshot, which is one tenant's score on one day, and at Diff, which
// accounts for the way from one snapshot to another; Account.ByCause tells what the
// tenant did from what Microsoft did. Actions ranks, PlanFor plans, TrendOf and
// ForecastOf look along the days. docs/analysis.md has every formula with an
// example.
//
// The package is pure: no clock, no network, no disk, nothing but the standard
// library. The same input gives the same output in the same order. It knows
// neither Microsoft Graph's wire format (internal/graph) nor where snapshots
// are kept (internal/store). It fails in one way only: Decode refuses bytes
// that are not a snapshot of this or an earlier schema.
//
// Units: points are Microsoft's points; a percent is of the maximum, 0 to 100;
// a difference of two percents is in percentage points.
package score
