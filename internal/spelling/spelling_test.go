package spelling

import (
	"strings"
	"testing"
)

func TestClosest(t *testing.T) {
	known := []string{"channel", "to", "by", "apiUrl", "slack"}
	for word, want := range map[string]string{
		"chanel": "channel", "chnanel": "channel", "Channel": "channel", "channells": "channel", "api_url": "apiUrl",
		"ot": "", "x": "", "": "", "recipients": "", "slakc": "slack", strings.Repeat("channel", 1000): "",
	} {
		if got := Closest(word, known); got != want {
			t.Errorf("Closest(%.20q) = %q, want %q", word, got, want)
		}
	}
}
