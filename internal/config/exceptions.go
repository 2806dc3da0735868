package config

import (
	"slices"
	"strconv"
	"time"

	"secure-score-reporter/internal/config/tree"
	"secure-score-reporter/internal/score"
)

// Exception is what an organisation decided to live with.
type Exception struct {
	// The id of the recommended action, as Microsoft and the CSV file have it.
	// Upper and lower case do not count.
	Control string `key:"control,required" check:"identifier" example:"mdo_safelinks"`
	// Why the organisation lives with it, in one line of at most 300
	// characters.
	Reason string `key:"reason,required" check:"reason" example:"Scanner in plant 2 until it is replaced"`
	// Who is responsible.
	Owner string `key:"owner" check:"name" example:"kim@contoso.example"`
	// Where it was decided.
	Ticket string `key:"ticket" check:"name" example:"SEC-112"`
	// The last day. The day after, the exception is overdue, and one message
	// says so. Left out: it has no end.
	Until time.Time `key:"until" check:"day" example:"2027-03-31"` // midnight UTC
}

const (
	longestReason = 300 // characters
	// mostExceptions is how many one list may have. No score that can be read has
	// more actions, and a report has a line for each.
	mostExceptions = 1_200
)

func checkReason(v string) string {
	if len([]rune(v)) > longestReason {
		return "is longer than " + strconv.Itoa(longestReason) + " characters"
	}
	return checkLine(v)
}

// distinctExceptions reports a second exception for one action in one list, and
// a list of too many.
func (r *reader) distinctExceptions(owner tree.Node, path string, list []Exception) {
	node, _ := owner.Child("exceptions")
	if len(list) > mostExceptions {
		r.report(node, join(path, "exceptions"), "has %d exceptions; the most is %d", len(list), mostExceptions)
		return
	}
	seen := map[string]int{}
	for i, e := range list {
		id := score.Fold(e.Control)
		first, taken := seen[id]
		switch {
		case id == "":
		case !taken:
			seen[id] = i
		default:
			child, _ := node.Items[i].Child("control")
			r.report(child, join(index(join(path, "exceptions"), i), "control"),
				"is the same as %s (upper and lower case do not count)",
				join(index(join(path, "exceptions"), first), "control"))
		}
	}
}

// withExceptions are the tenant's exceptions, and those of the top level for
// other actions.
func withExceptions(own, top []Exception) []Exception {
	all := slices.Clone(own)
	has := make(map[string]bool, len(own))
	for _, e := range own {
		has[score.Fold(e.Control)] = true
	}
	for _, e := range top {
		if !has[score.Fold(e.Control)] {
			all = append(all, e)
		}
	}
	return all
}
