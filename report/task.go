package report

import "secure-score-reporter/internal/score"

// Task is what an entry of Model.Top stands for: the listed actions that are
// done together, the entry's own first. Most entries stand for one action.
type Task struct {
	Actions []score.Control
	Left    float64       // points
	Gain    float64       // percentage points of the whole score
	Hardest score.Control // its effort is that of the task
}

// Together is how many actions an entry of Model.Top stands for.
func (a Action) Together() int { return max(1, len(a.Task.Actions)) }

// topEntry is the listed actions of a task as one entry.
func topEntry(listed []Action, maximum float64) Action {
	var task score.Task
	for _, a := range listed {
		task.Actions = append(task.Actions, a.Control)
	}
	entry := listed[0]
	entry.Task = Task{Actions: task.Actions, Left: task.Left(), Hardest: task.Hardest()}
	if maximum > 0 {
		entry.Task.Gain = score.Hundredths(task.Left() / maximum * 100)
	}
	return entry
}
