// Package score is the domain: what a Microsoft Secure Score is, why it differs
// between two days, which recommended actions come first, what the cheapest
// plan to a goal is, and when the score gets there.
//
// Start at Snapshot, which is the score of one tenant on one day. Diff compares
// two snapshots, and Account.ByCause separates what the tenant did from what
// Microsoft did. Actions ranks, PlanFor plans, TrendOf and ProgressTo look at a
// series of days. docs/analysis.md explains every formula with an example.
//
// The package computes and does nothing else. It reads no clock, no network and
// no disk, and it imports the standard library only, with encoding/json/v2 from
// the module that has it before Go 1.27. The same input gives the same output
// in the same order. It does not know the format of Microsoft Graph
// (internal/graph), where snapshots are kept (internal/store), or any sentence
// that people read (report).
//
// Only decoding, encoding and ParseDate can fail: on bytes that are no snapshot
// or index of days of a known schema, on numbers that JSON cannot hold, and on
// text that is no date.
//
// Units: points are Microsoft's points. A percent is a share of the maximum,
// from 0 to 100. The difference of two percents is in percentage points.
package score
