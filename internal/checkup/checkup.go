// Package checkup is how parts of the program say whether they would work: what was
// tried, what came of it, and what to do where it did not.
//
// It is for securescore doctor. It checks nothing itself and cannot fail.
package checkup

// State is how a check came out.
type State string

// The states.
const (
	Well   State = "ok"
	Warned State = "warning" // it works, or may, and somebody should know
	Failed State = "failed"
)

// Finding is the outcome of one check.
type Finding struct {
	About string `json:"about"` // what was tried: sign-in, store, slack #security: upload
	State State  `json:"state"`
	Says  string `json:"says"`           // what came of it, in a sentence without its full stop
	Mend  string `json:"mend,omitempty"` // what to do; empty where nothing is to be done
}

// Ok is a finding without anything to do.
func Ok(about, says string) Finding { return Finding{About: about, State: Well, Says: says} }

// Warn is a finding that somebody should know of.
func Warn(about, says, mend string) Finding {
	return Finding{About: about, State: Warned, Says: says, Mend: mend}
}

// Fail is a finding of something that does not work.
func Fail(about, says, mend string) Finding {
	return Finding{About: about, State: Failed, Says: says, Mend: mend}
}
