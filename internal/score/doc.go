// Package score is the domain: what a Microsoft Secure Score is, how two
// snapshots of it differ and why, in which zone it lies, and which improvement
// actions are worth doing first.
//
// Start at Snapshot, which is one tenant's score on one day, and at Compare,
// which accounts for the way from one snapshot to another.
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
