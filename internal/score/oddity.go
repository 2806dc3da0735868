package score

// Oddity is something odd about Microsoft's answer, which can be used all the
// same. What is odd about one action is often odd about two hundred, so these
// are one Oddity.
type Oddity struct {
	Kind  OddityKind
	Field string // of Unreadable and TooLong: the property, as Microsoft calls it
	Of    string // the first action, profile or day with it, or what Microsoft says; empty where there is none
	Times int
}

// OddityKind is what is odd.
type OddityKind string

// The kinds.
const (
	PartialScore      OddityKind = "partialScore"     // status 206
	PartialCatalogue  OddityKind = "partialCatalogue" // status 206
	Unlisted          OddityKind = "unlisted"         // the score lists no actions
	Nameless          OddityKind = "nameless"         // an action without a name, which is left out
	SentTwice         OddityKind = "sentTwice"        // an action; the first one counts
	PointsMissing     OddityKind = "pointsMissing"    // of an action
	AverageLeftOut    OddityKind = "averageLeftOut"   // it has no basis
	CatalogueEmpty    OddityKind = "catalogueEmpty"
	CatalogueCircle   OddityKind = "catalogueCircle"   // its pages lead back, so profiles may be missing
	ProfileTwice      OddityKind = "profileTwice"      // the first one counts
	ProfileNameless   OddityKind = "profileNameless"   // it has no id, and is left out
	ProfileMaxMissing OddityKind = "profileMaxMissing" // no usable maximum
	Unreadable        OddityKind = "unreadable"        // a property
	TooLong           OddityKind = "tooLong"           // a property, whose end is left out
)
