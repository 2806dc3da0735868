package main

import (
	"runtime/debug"
	"testing"
)

func TestVersionComesFromTheBuild(t *testing.T) {
	build := func(module string, settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{GoVersion: "go1.26.8"}
		info.Main.Version = module
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	const hash = "a1ca2b2c0ffee0123456789abcdef0123456789a"
	for _, tt := range []struct {
		name, linked string
		info         *debug.BuildInfo
		want         string
	}{
		{"the linker's goes first", "v0.2.0-3-ga1ca2b2", build("v0.1.0", "vcs.revision", hash),
			"securescore v0.2.0-3-ga1ca2b2 go1.26.8"},
		{"go install module@version", "", build("v0.1.0"), "securescore v0.1.0 go1.26.8"},
		{"go build in a checkout", "", build("(devel)", "vcs.revision", hash, "vcs.modified", "false"),
			"securescore a1ca2b2c0ffe go1.26.8"},
		{"with changes", "", build("", "vcs.modified", "true", "vcs.revision", hash),
			"securescore a1ca2b2c0ffe-dirty go1.26.8"},
		{"without version control", "", build("(devel)"), "securescore devel go1.26.8"},
		{"without build information", "", nil, "securescore devel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeBuild(tt.linked, tt.info); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
