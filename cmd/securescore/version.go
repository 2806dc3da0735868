package main

import (
	"cmp"
	"runtime/debug"
)

// version is set by the linker: -ldflags "-X main.version=v0.1.0". The Makefile
// sets it to what git describe says.
var version string

// versionLine is the answer to --version.
func versionLine() string {
	info, _ := debug.ReadBuildInfo()
	return describeBuild(version, info)
}

// describeBuild names the build by the linker's version, else by the module's,
// else by the commit. info is nil in a binary without build information.
func describeBuild(linked string, info *debug.BuildInfo) string {
	if info == nil {
		info = &debug.BuildInfo{}
	}
	module := info.Main.Version
	if module == "(devel)" {
		module = ""
	}
	line := "securescore" + " " + cmp.Or(linked, module, commit(info), "devel")
	if info.GoVersion != "" {
		line += " " + info.GoVersion
	}
	return line
}

// commit is the short hash that the go command records in a checkout; "-dirty"
// marks a tree with changes, as in git describe.
func commit(info *debug.BuildInfo) string {
	var hash, suffix string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			hash = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			suffix = "-dirty"
		}
	}
	if hash == "" {
		return ""
	}
	return hash + suffix
}
