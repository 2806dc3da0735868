package words

// The words of the page's controls.
const (
	SkipLink      Text = "page.skipLink"
	SectionsLabel Text = "page.sectionsLabel"

	FilterLabel       Text = "page.filterLabel"
	FilterSearch      Text = "page.filterSearch"
	FilterPlaceholder Text = "page.filterPlaceholder"
	FilterAll         Text = "page.filterAll"
	FilterAny         Text = "page.filterAny"
	FilterModerate    Text = "page.filterModerate"
	FilterHigh        Text = "page.filterHigh"
	FilterNew         Text = "page.filterNew"
	FilterOnlyNew     Text = "page.filterOnlyNew"
	FilterNotNew      Text = "page.filterNotNew"
	FilterScope       Text = "page.filterScope"
	FilterReset       Text = "page.filterReset"

	// FoundNone, FoundAll and FoundSome say what the filters let through. The
	// page's script puts numbers in place of {n} and {all}.
	FoundNone Text = "page.foundNone"
	FoundAll  Text = "page.foundAll"
	FoundSome Text = "page.foundSome"

	// DaySlider is for readers who do not see the trend.
	DaySlider Text = "page.daySlider"
)

// TableLabel names a table for screen readers.
func (w Words) TableLabel(title string) string { return w.say("page.tableLabel", "title", title) }

// ChartLabel names a chart for screen readers.
func (w Words) ChartLabel(title string) string { return w.say("page.chartLabel", "title", title) }
