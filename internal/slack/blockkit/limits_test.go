package blockkit

import "testing"

// Our texts are shorter than most of Slack's limits, so no message shows a
// limit that was raised by mistake. The documented numbers stand here a second
// time; a lower limit is allowed.
func TestLimitsAreWithinSlacks(t *testing.T) {
	for name, c := range map[string]struct{ ours, documented int }{
		"blocks of a message":            {maxBlocks, 50},
		"characters of a header":         {maxHeader, 150},
		"characters of a message's text": {maxText, 4000},
		"bytes of all blocks":            {maxMessage, 13200},
		"characters of a chart's title":  {maxChartTitle, 50},
		"points of a chart's series":     {maxChartPoints, 20},
		"characters of a chart's label":  {maxChartName, 20},
	} {
		if c.ours > c.documented {
			t.Errorf("%s: %d, but Slack takes %d", name, c.ours, c.documented)
		}
	}
}
