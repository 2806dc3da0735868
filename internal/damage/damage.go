// Package damage is the form in which a store reports what is wrong with its
// objects: which object, what is wrong with it, and since that decides what
// effect it has, which part of the store it is.
//
// It is for securescore store verify, the doctor and a run's warnings. It reads
// nothing itself and cannot fail.
package damage

import (
	"slices"

	"secure-score-reporter/internal/score"
)

// Kind is what is wrong with an object.
type Kind string

// The kinds.
const (
	Unreadable Kind = "damaged"
	Newer      Kind = "newer"      // a newer version of this program wrote it
	Missing    Kind = "missing"    // another object says that it is there
	Foreign    Kind = "foreign"    // another tenant's
	Future     Kind = "future"     // of a day that has not come
	Impossible Kind = "impossible" // a score that cannot be
	Unlisted   Kind = "unlisted"   // a day that the index lacks
	Differs    Kind = "differs"    // the index has another score of the day
	Unexpected Kind = "unexpected" // nothing needs such an object
	Temporary  Kind = "temporary"  // left behind by a process that was killed
)

// Part is what an object is in the store.
type Part string

// The parts.
const (
	Snapshot Part = "snapshot" // a day, whole
	History  Part = "history"  // a day of Microsoft's history
	Index    Part = "index"    // of days
	Ledger   Part = "ledger"
	Step     Part = "step"  // the last one of a delivery that a channel accepted
	Draft    Part = "draft" // a message of which a part is still to be sent
	Identity Part = "identity"
	Claim    Part = "claim" // which tenant has an id
	Report   Part = "report"
	Folder   Part = "folder" // all of a tenant's objects
	Other    Part = "other"
)

// Finding is one object with which something is wrong.
type Finding struct {
	Object string     `json:"object"` // its key; a file's path in a directory
	Kind   Kind       `json:"kind"`
	Part   Part       `json:"part"`
	Date   score.Date `json:"date,omitempty"`   // of the day that it concerns
	Detail string     `json:"detail,omitempty"` // what exactly is wrong
}

// IsDay says whether the object is a stored day.
func (f Finding) IsDay() bool { return f.Part == Snapshot || f.Part == History }

// Same says whether two findings are about one day or object.
func (f Finding) Same(g Finding) bool { return f.Part == g.Part && f.Date == g.Date }

// Rebuilt says whether a rebuild of the store repairs it. What a newer program
// wrote is left to it. A draft that is gone, and a ledger that can be read and
// is not another tenant's, are left to the next run.
func (f Finding) Rebuilt() bool {
	switch f.Kind {
	case Unreadable, Unlisted, Differs:
		return true
	case Missing:
		return f.Part != Draft && f.Part != Folder
	case Foreign:
		return f.IsDay() || f.Part == Ledger
	case Future, Impossible:
		return f.IsDay() || f.Part == Index
	}
	return false
}

// Inspected is what a store found: how much was read, and what is wrong.
type Inspected struct {
	Days, Ledgers, Reports int
	Findings               []Finding
	Others                 []Unknown
}

// Unknown is a folder of a tenant that the configuration does not have. It was
// not read.
type Unknown struct {
	Folder  string `json:"folder"`
	Objects int    `json:"objects"`
}

// Group is findings of which people read one sentence.
type Group struct {
	Finding          // the first
	Last     Finding // the same as the first where there is one only
	Findings int
}

// One is the group of one finding.
func One(f Finding) Group { return Group{f, f, 1} }

// Groups puts together the days with which the same is wrong, in the order of
// the first of each.
func Groups(list []Finding) (groups []Group) {
	for _, f := range list {
		i := slices.IndexFunc(groups, func(g Group) bool { return alike(g.Finding, f) })
		if i < 0 {
			groups = append(groups, One(f))
			continue
		}
		if g := &groups[i]; g.Detail != f.Detail {
			g.Detail = ""
		}
		groups[i].Last, groups[i].Findings = f, groups[i].Findings+1
	}
	return groups
}

// alike says whether the same is wrong with two days. The numbers of the index,
// and of a score that cannot be, differ from day to day.
func alike(a, b Finding) bool {
	if a.Kind != b.Kind || a.Part != b.Part || a.Date == "" || b.Date == "" || !a.IsDay() && a.Part != Index {
		return false
	}
	return a.Detail == b.Detail || a.Kind == Differs || a.Kind == Future || a.Kind == Impossible
}
