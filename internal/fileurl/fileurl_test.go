package fileurl

import (
	"strings"
	"testing"
)

func TestPath(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, location string
		windows        bool
		want           string
	}{
		{"absolute", "file:///srv/data", false, "/srv/data"},
		{"this host", "file://localhost/srv/data", false, "/srv/data"},
		{"this host in capitals", "file://LOCALHOST/srv/data", false, "/srv/data"},
		{"this host on Windows", "file://localhost/C:/data", true, "C:/data"},
		{"a relative directory that is named so", "file://./localhost/data", false, "./localhost/data"},
		{"a relative file that is named so", "file://localhost", false, "localhost"},
		{"relative", "file://./data", false, "./data"},
		{"relative without a dot", "file://data", false, "data"},
		{"encoded", "file:///srv/Z%C3%BCrich%20100%25", false, "/srv/Zürich 100%"},
		{"a drive", "file:///C:/data", true, "C:/data"},
		{"a drive alone", "file:///c:", true, "c:"},
		{"a drive without the root's slash", "file://C:/data", true, "C:/data"},
		{"a backslash", `file://C:\data`, true, `C:\data`},
		{"relative on Windows", "file://./data", true, "./data"},
		{"no drive on Windows", "file:///data", true, "/data"},
		{"a share of Windows", "file:////server/share", true, "//server/share"},
		{"a file named like a drive elsewhere", "file:///C:/data", false, "/C:/data"},
	} {
		got, err := path(tt.location, tt.windows)
		if err != nil || got != tt.want {
			t.Errorf("%s: %q (%v), want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestPathRefuses(t *testing.T) {
	t.Parallel()
	for location, want := range map[string]string{
		"/srv/data": "not a file:// URL", "s3://bucket": "not a file:// URL",
		"file://": "without a path", "file:///a%00b": "without a path", "file:///100%": "percent-encoding",
	} {
		if got, err := Path(location); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q (%v), want %q", location, got, err, want)
		}
	}
}

// What Of writes, Path reads.
func TestOf(t *testing.T) {
	t.Parallel()
	for slashed, want := range map[string]string{
		"/srv/data": "file:///srv/data", "/Zürich #1 100%/?": "file:///Z%C3%BCrich%20%231%20100%25/%3F",
		"C:/Users/kim/data": "file:///C:/Users/kim/data", "//server/share": "file:////server/share",
	} {
		got := of(slashed)
		if back, err := path(got, !strings.HasPrefix(slashed, "/")); got != want || err != nil || back != slashed {
			t.Errorf("%s: %q, read as %q (%v), want %q", slashed, got, back, err, want)
		}
	}
}
