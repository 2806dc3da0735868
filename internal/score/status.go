package score

import "strings"

// Status is the status of a recommended action, as the portal has it. A state
// that Microsoft does not document is kept as it was sent.
type Status string

// The statuses, by the words of the event, of its result and of JSON output.
const (
	ToAddress           Status = "toAddress" // nothing or a part is done
	Planned             Status = "planned"
	RiskAccepted        Status = "riskAccepted"        // no points
	ThirdParty          Status = "thirdParty"          // full points, not verified by Microsoft
	AlternateMitigation Status = "alternateMitigation" // full points, not verified by Microsoft
	Completed           Status = "completed"           // all points, measured by Microsoft
)

// declaredStates maps the folded controlStateUpdates[].state of Microsoft Graph
// to a status. Microsoft does not document how planned and alternate mitigation
// are sent. We take Reviewed for the latter, because no other documented state
// is left for it.
var declaredStates = map[string]Status{
	"ignored":             RiskAccepted,
	"ignore":              RiskAccepted,
	"riskaccepted":        RiskAccepted,
	"thirdparty":          ThirdParty,
	"reviewed":            AlternateMitigation,
	"alternatemitigation": AlternateMitigation,
	"planned":             Planned,
}

// Status is the declared state, or follows from the points where none is
// declared.
func (c Control) Status() Status {
	if undeclared(c.State) {
		if c.complete() {
			return Completed
		}
		return ToAddress
	}
	if status, known := declaredStates[Fold(c.State)]; known {
		return status
	}
	return Status(c.State)
}

// Declared says whether the control has a status that gives points which
// Microsoft does not verify.
func (c Control) Declared() bool { return c.Status().Declared() }

// Declared says whether the status gives points that Microsoft does not verify.
func (s Status) Declared() bool { return s == ThirdParty || s == AlternateMitigation }

// Open says whether work is left: the action is neither completed nor closed by
// a declaration or an accepted risk. An unknown state is open.
func (s Status) Open() bool {
	return s != Completed && s != RiskAccepted && !s.Declared()
}

func undeclared(state string) bool {
	state = strings.TrimSpace(state)
	return state == "" || strings.EqualFold(state, "default")
}

func (c Control) complete() bool {
	switch {
	case c.Unread:
		return false
	case c.MaxKnown():
		return c.Left() == 0
	}
	return c.Percent >= 100 // false for NaN
}
