package score

// ViewName is one of the portal's views of the score.
type ViewName string

// The views, in the order in which they grow.
const (
	CurrentView    ViewName = "current"    // the headline
	PlannedView    ViewName = "planned"    // with everything done that is planned
	AchievableView ViewName = "achievable" // with everything done whose risk was not accepted
	LicenceView    ViewName = "licence"    // with everything done that is scored
)

// View is the score as it would be. Microsoft Graph sends no view but the current
// one: the others are derived here.
type View struct {
	Name    ViewName
	Points  float64
	Percent float64 // of the maximum as it is today
	Actions int     // whose points it adds to the current score
}

// Views derives the portal's views from what is left in the controls:
//
//	planned    = current + left in recommended actions that are planned
//	achievable = current + left in all but deprecated ones and accepted risks
//	licence    = current + left in all
//
// so that current <= planned <= achievable <= licence <= Max. What is scored is
// taken for what the licences cover, since no property of the API says
// "licensed". A control whose maximum is unknown adds nothing.
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
			status != RiskAccepted && !c.Deprecated,
			true,
		} {
			if counts {
				added[i] += left
				views[i].Actions++
			}
		}
	}
	// A headline that is off must not lead beyond the maximum.
	ceiling := max(cents(s.Max), cents(s.Current))
	for i := range views {
		views[i].Points = points(min(cents(s.Current)+added[i], ceiling))
		views[i].Percent = percent(views[i].Points, s.Max)
	}
	return views
}
