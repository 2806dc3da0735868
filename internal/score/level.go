package score

// Level is an implementation cost or a user impact. Where levels are sorted,
// Unknown is between moderate and high; see Control.Effort for what it costs.
type Level string

// The levels.
const (
	Unknown  Level = "unknown"
	Low      Level = "low"
	Moderate Level = "moderate"
	High     Level = "high"
)

// ParseLevel reads the spellings that Microsoft sends, such as low, Medium and
// Moderate. Every other text, such as None and null, is Unknown.
func ParseLevel(s string) Level {
	switch Fold(s) {
	case "low":
		return Low
	case "medium", "moderate":
		return Moderate
	case "high":
		return High
	}
	return Unknown
}

// AtMost says whether the level is known and not above limit.
func (l Level) AtMost(limit Level) bool {
	return l.known() && l.order() <= limit.order()
}

func (l Level) known() bool { return l != Unknown && l != "" }

// The order of the levels.
const (
	lowOrder = iota
	moderateOrder
	unknownOrder
	highOrder
)

func (l Level) order() int {
	switch l {
	case Low:
		return lowOrder
	case Moderate:
		return moderateOrder
	case High:
		return highOrder
	}
	return unknownOrder
}
