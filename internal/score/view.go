package score

// ViewName is one of the portal's views of the score.
type ViewName string

// The views, from the lowest score to the highest.
const (
	CurrentView    ViewName = "current"    // as Microsoft sends it
	PlannedView    ViewName = "planned"    // after all planned actions
	AchievableView ViewName = "achievable" // after all actions but deprecated ones, accepted risks and exceptions
	LicenceView    ViewName = "licence"    // after all actions
)

// View is the score as it would be after some actions. Microsoft Graph sends
// the current view only, so the others are computed here.
type View struct {
	Name    ViewName
	Points  float64 // of the current score and Added, up to the maximum
	Percent float64 // of today's maximum
	Actions int     // how many actions it adds to the current score
	Added   float64 // points that are left in these actions
}

// Views computes the portal's views from the points that are left:
//
//	planned    = current + left in recommended actions that are planned
//	achievable = current + left in all but deprecated ones, accepted risks and exceptions
//	licence    = current + left in all
//
// So current <= planned <= achievable <= licence <= Max. No property of
// Microsoft Graph says "licensed", so we assume that the licences cover what is
// scored. A control with an unknown maximum adds nothing.
func (s Snapshot) Views() []View {
	views := []View{{Name: CurrentView}, {Name: PlannedView}, {Name: AchievableView}, {Name: LicenceView}}
	added := make([]int64, len(views))
	for _, c := range s.Controls {
		left := cents(c.Left())
		if left == 0 {
			continue
		}
		status := c.Status()
		for i, counts := range []bool{
			false,
			status == Planned && c.Recommended(),
			status != RiskAccepted && !c.Excepted && !c.Deprecated,
			true,
		} {
			if counts {
				added[i] += left
				views[i].Actions++
			}
		}
	}
	// The headline can differ from the sum of the controls. Even then no view
	// may exceed the maximum.
	ceiling := max(cents(s.Max), cents(s.Current))
	for i := range views {
		views[i].Added = points(added[i])
		views[i].Points = points(min(cents(s.Current)+added[i], ceiling))
		views[i].Percent = percent(views[i].Points, s.Max)
	}
	return views
}
