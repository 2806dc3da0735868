package slack

// Slack's limits, and below them the package's own, which are lower. Slack says
// "characters"; texts are counted in runes, and whole messages, where Slack
// counts the markup too and does not say how, in bytes.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks = 50
	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	maxHeader = 150
	// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
	maxTextObject = 3000
	// https://docs.slack.dev/reference/block-kit/blocks/context-block
	maxContextElements = 10
	// https://docs.slack.dev/reference/methods/chat.postMessage: more is cut off at 40,000, and
	// 4,000 is what it advises.
	maxText = 4000
	// All blocks of a message together. Not documented; about 13,200 was refused
	// with msg_blocks_too_long: https://github.com/slackapi/bolt-js/issues/2509
	maxMessage = 12000
)

const (
	parentLines = 5  // of a group, in the message itself
	threadLines = 25 // in one message of the thread: more is tiring to scroll
	maxThread   = 20 // messages of details; Slack takes about one a second
	firstThings = 3  // actions to do first, in a report
	maxWarnings = 3

	longTitle   = 110
	longTenant  = 80
	longWord    = 60 // a product, a category, a state
	longWarning = 200
	longURL     = 300 // of one action; an id that makes a longer one gets no link
)
