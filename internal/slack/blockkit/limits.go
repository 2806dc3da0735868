package blockkit

// Slack's limits. Slack says "characters": texts are counted in runes. For
// whole messages Slack counts the markup too and does not say how, so they are
// counted in bytes.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks = 50
	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	maxHeader = 150
	// https://docs.slack.dev/reference/methods/chat.postMessage advises 4,000 and
	// cuts at 40,000.
	maxText = 4000
	// All blocks of a message together. This is not documented; about 13,200
	// was refused with msg_blocks_too_long:
	// https://github.com/slackapi/bolt-js/issues/2509
	maxMessage = 12000

	// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block/
	maxChartTitle  = 50
	maxChartPoints = 20
	maxChartName   = 20 // of a series or of a point
)

// Our own limits, which keep messages short and below Slack's.
const (
	maxNames       = 3    // of one cause, in a report itself
	reportNames    = 8    // of all causes
	maxEvents      = 5    // of one cause, in an alert itself
	alertEvents    = 15   // of all causes
	threadLines    = 25   // in one post of the thread: more is tiring to scroll
	maxThread      = 20   // posts of details; Slack takes about one a second
	pageRoom       = 1000 // bytes for what is around the items of a post of details
	firstThings    = 3    // actions to do first, in a report
	maxWarnings    = 3    // in the thread, or where there is none; the message itself has one
	maxExceptions  = 5    // described where there is no thread; the others are counted
	minChartPoints = 3    // the words around a chart say as much as fewer

	longTitle   = 110
	longTenant  = 80
	longWord    = 60 // a product, a category, a status
	longWarning = 200
	longLine    = 100 // what is to stay on one line
	longReason  = 300
	longURL     = 300 // of one action; one with a longer address gets no link
)
