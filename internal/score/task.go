package score

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
)

// Task is the recommended actions that are done together: those of one product,
// with the same kind of step, on a page that names one policy. Its effort
// counts once. Most actions are a task of their own.
type Task struct {
	Actions []Control // the most points left first; never empty
}

// Left is the points that are left in all actions of the task.
func (t Task) Left() float64 {
	var left int64
	for _, c := range t.Actions {
		left += cents(c.Left())
	}
	return points(left)
}

// Hardest is the action with the most effort, the first of them.
func (t Task) Hardest() Control { return t.Actions[t.hardest()] }

func (t Task) hardest() (at int) {
	for i := range t.Actions {
		if t.Actions[i].Effort() > t.Actions[at].Effort() {
			at = i
		}
	}
	return at
}

// Effort is that of the hardest action: the others are done with it.
func (t Task) Effort() int { return t.Actions[t.hardest()].Effort() }

// Priority is the points left for each unit of effort.
func (t Task) Priority() float64 { return t.Left() / float64(t.Effort()) }

// policyPages are the pages on which one policy has several actions, by host.
// A page that is not here may be a start page, a help page or a list, so each
// of its actions is a task of its own.
var policyPages = func() map[string]bool {
	pages := map[string]bool{}
	for _, place := range []struct{ hosts, paths []string }{
		{
			[]string{"security.microsoft.com", "security.microsoft.us", "security.apps.mil"},
			[]string{"/antiphishing", "/antispam", "/antimalwarev2", "/safeattachmentv2", "/safelinksv2"},
		},
		{
			[]string{"admin.teams.microsoft.com", "admin.gov.teams.microsoft.us", "admin.dod.teams.microsoft.us"},
			[]string{"/policies/meetings", "/policies/messaging"},
		},
	} {
		for _, host := range place.hosts {
			for _, path := range place.paths {
				pages[host+path] = true
			}
		}
	}
	return pages
}()

// taskKey is equal for the actions of one task, and empty for an action that is
// a task of its own. What follows the path of a page, such as the tenant, does
// not count.
func (c Control) taskKey() string {
	if c.Left() <= 0 {
		return ""
	}
	address, err := url.Parse(strings.TrimSpace(c.ActionURL))
	if err != nil {
		return ""
	}
	page := strings.ToLower(address.Hostname() + strings.TrimRight(address.Path, "/"))
	if !policyPages[page] {
		return ""
	}
	return strings.Join([]string{Fold(c.Service), page, Fold(c.ActionType)}, "\n")
}

// tasksOf groups actions, in the order in which each task has its first one.
func tasksOf(actions []Control) []Task {
	tasks := make([]Task, 0, len(actions))
	at := map[string]int{}
	for i := range actions {
		key := actions[i].taskKey()
		if key != "" {
			if at, known := at[key]; known {
				tasks[at].Actions = append(tasks[at].Actions, actions[i])
				continue
			}
			at[key] = len(tasks)
		}
		tasks = append(tasks, Task{actions[i : i+1 : i+1]})
	}
	return tasks
}

// Tasks groups and ranks the recommended actions: by band of the Priority, the
// highest first, within a band by Microsoft's rank, and then by priority, by
// points left, the most first, by implementation cost and user impact, the
// lowest first (unknown is between moderate and high), and by folded id. The
// actions of a task are in order of the points left, the most first.
func Tasks(s Snapshot) []Task {
	var open []Control
	for _, c := range s.Controls {
		if c.Recommended() {
			open = append(open, c)
		}
	}
	return rankedTasks(open)
}

func rankedTasks(open []Control) []Task {
	tasks := tasksOf(rankedAlone(open))
	for _, t := range tasks {
		t.mostFirst()
	}
	return sorted(tasks)
}

// mostFirst orders ranked actions by points left, the most first.
func (t Task) mostFirst() {
	if len(t.Actions) > 1 {
		slices.SortStableFunc(t.Actions, func(a, b Control) int { return cmp.Compare(cents(b.Left()), cents(a.Left())) })
	}
}

// rankedAlone ranks actions as if each was a task of its own.
func rankedAlone(actions []Control) []Control {
	ranked := make([]Control, len(actions))
	for i, t := range sorted(alone(actions)) {
		ranked[i] = t.Actions[0]
	}
	return ranked
}

// alone is a task for each action.
func alone(actions []Control) []Task {
	tasks := make([]Task, len(actions))
	for i := range actions {
		tasks[i].Actions = actions[i : i+1 : i+1]
	}
	return tasks
}

// sorted ranks tasks whose actions are ranked.
func sorted(tasks []Task) []Task {
	type ranked struct {
		at           int
		band, rank   int
		left, effort int64
		first        *Control
		id           string
	}
	list := make([]ranked, len(tasks))
	for i, t := range tasks {
		left, effort := cents(t.Left()), int64(t.Effort())
		first := &t.Actions[0]
		list[i] = ranked{i, band(left, effort), t.rated(), left, effort, first, Fold(first.ID)}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(b.band, a.band),
			cmp.Compare(a.rank, b.rank),
			cmp.Compare(b.left*a.effort, a.left*b.effort),
			cmp.Compare(b.left, a.left),
			cmp.Compare(a.first.Cost.order(), b.first.Cost.order()),
			cmp.Compare(a.first.UserImpact.order(), b.first.UserImpact.order()),
			cmp.Compare(rankOf(*a.first), rankOf(*b.first)),
			cmp.Compare(a.id, b.id),
		)
	})
	out := make([]Task, len(list))
	for i, r := range list {
		out[i] = tasks[r.at]
	}
	return out
}

// bandFactor is how much more than another a priority has to be to count as
// higher: cost, impact and tier are a word each, so that less is a near-tie.
const bandFactor = 4

// band is the band of a priority: the largest n with bandFactor^n points left
// for each unit of effort. It is exact.
func band(left, effort int64) int {
	if left <= 0 {
		return math.MinInt
	}
	unit := effort * 100
	n := 0
	for ; left/bandFactor >= unit; unit *= bandFactor {
		n++
	}
	for ; left < unit; left *= bandFactor {
		n--
	}
	return n
}

// rated is the best of Microsoft's ranks in the task. That of an action whose
// cost and impact are both unknown does not count: Microsoft gives nearly all
// of these the same rank.
func (t Task) rated() int {
	best := math.MaxInt
	for _, c := range t.Actions {
		if c.Cost.known() || c.UserImpact.known() {
			best = min(best, rankOf(c))
		}
	}
	return best
}
