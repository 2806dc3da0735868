package scrub

import (
	"encoding/json"
	"html"
	"strings"
	"testing"
)

// A presigned link repeats the session token, and works only as it is.
func TestPresignedLinks(t *testing.T) {
	const (
		token = "IQoJb3JpZ2luX2VjE/+quiet/otters+park=under=="
		query = "?X-Amz-Security-Token=IQoJb3JpZ2luX2VjE%2F%2Bquiet%2Fotters%2Bpark%3Dunder%3D%3D&X-Amz-Signature=0a"
		link  = "https://scores.s3.eu-central-1.amazonaws.com/report.html" + query
		other = "https://evil.example/report.html" + query
	)
	var s Scrubber
	s.Know(token)
	s.Show(link)
	quoted, _ := json.Marshal(map[string]string{"link": link + "\nnext", "slack": "<" + link + "|report>"})
	for name, text := range map[string]string{
		"plain":    "at " + link + " for a day",
		"in JSON":  string(quoted),
		"in HTML":  `<a href="` + html.EscapeString(link) + `">`,
		"in Slack": "<" + html.EscapeString(link) + "|report>, <" + html.EscapeString(link) + "|again>",
	} {
		if got := s.Known(text); got != text {
			t.Errorf("%s: got %s, want %s", name, got, text)
		}
	}
	for name, text := range map[string]string{
		"a link of others": other, "longer": link + "0", "beside the link": link + " " + token,
	} {
		if got := s.Known(text); !strings.Contains(got, Mask) {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := s.Text(link); strings.Contains(got, "otters") {
		t.Errorf("a log shows %s", got)
	}
}
