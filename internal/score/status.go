package score

import "strings"

// Status is where an improvement action stands, in the portal's words.
// A state that Microsoft does not document is kept as it was sent.
type Status string

// The statuses, by the contract's words.
const (
	ToAddress           Status = "toAddress" // also partly done
	Planned             Status = "planned"
	RiskAccepted        Status = "riskAccepted"        // no points
	ThirdParty          Status = "thirdParty"          // full points, not verified by Microsoft
	AlternateMitigation Status = "alternateMitigation" // full points, not verified by Microsoft
	Completed           Status = "completed"           // set by the system
)

// declaredStates maps what controlStateUpdates[].state holds, folded, to the
// portal's word. How Planned and alternate mitigation arrive is not documented;
// Reviewed is taken for the latter, as the documented states leave no other.
var declaredStates = map[string]Status{
	"ignored":             RiskAccepted,
	"ignore":              RiskAccepted,
	"riskaccepted":        RiskAccepted,
	"thirdparty":          ThirdParty,
	"reviewed":            AlternateMitigation,
	"alternatemitigation": AlternateMitigation,
	"planned":             Planned,
}

// Status derives where the control stands: the declared state if somebody
// declared one, else by its points.
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

// Declared tells whether points of the control rest on somebody's word.
func (c Control) Declared() bool { return c.Status().Declared() }

// Declared tells whether the status gives points that Microsoft did not verify.
func (s Status) Declared() bool { return s == ThirdParty || s == AlternateMitigation }

// Open tells whether there is work left that somebody may do: neither completed
// nor closed by a declaration or an accepted risk. An unknown state is open.
func (s Status) Open() bool {
	return s != Completed && s != RiskAccepted && !s.Declared()
}

func undeclared(state string) bool {
	state = strings.TrimSpace(state)
	return state == "" || strings.EqualFold(state, "default")
}

func (c Control) complete() bool {
	if c.MaxKnown() {
		return c.Points >= c.Max-0.005
	}
	return c.Percent >= 100 // false for NaN
}
