package words

// The words of the page's controls.
const (
	SkipLink      = "Skip to the report"
	SectionsLabel = "Sections"

	FilterLabel       = "Filter the actions"
	FilterSearch      = "Search"
	FilterPlaceholder = "title, product, steps"
	FilterAll         = "All"
	FilterAny         = "Any"
	FilterModerate    = "At most moderate"
	FilterHigh        = "At most high"
	FilterNew         = "New"
	FilterOnlyNew     = "Only new"
	FilterNotNew      = "Not new"
	FilterScope       = "Scope"
	FilterReset       = "Reset"

	// FoundNone, FoundAll and FoundSome say what the filters let through. The
	// page's script puts numbers in place of {n} and {all}.
	FoundNone = "No action matches. Reset shows all again."
	FoundAll  = "All {all} actions are shown."
	FoundSome = "{n} of {all} actions are shown."

	// DaySlider is for readers who do not see the trend.
	DaySlider = "The score on one day; the arrow keys go from day to day"
)

// TableLabel names a table for screen readers.
func TableLabel(title string) string { return "Table: " + title }

// ChartLabel names a chart for screen readers.
func ChartLabel(title string) string { return "Chart: " + title }
