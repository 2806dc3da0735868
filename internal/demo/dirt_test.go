package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// dirt is what captures of real answers contain. Each must occur, and how often tells a drop from a flood.
type dirt struct {
	name     string
	min, max int
}

func (d dirt) check(t *testing.T, n int) {
	t.Helper()
	if n < d.min || n > d.max {
		t.Errorf("%s: %d times, want %d to %d", d.name, n, d.min, d.max)
	}
}

func TestDirtOfProfiles(t *testing.T) {
	scores, elements := Graph(at("2026-11-18"))
	profiles, scored := decode[wireProfile](t, elements), string(scores[0])
	property := func(p wireProfile, json string) bool {
		i := slices.IndexFunc(profiles, func(q wireProfile) bool { return q.ID == p.ID })
		return strings.Contains(string(elements[i]), json)
	}
	states := func(p wireProfile, state string) bool {
		return slices.ContainsFunc(p.Updates, func(u map[string]any) bool { return u["state"] == state })
	}
	has := strings.Contains
	tests := []struct {
		dirt
		holds func(p wireProfile) bool
	}{
		{dirt{"blanks around a title", 4, 8}, func(p wireProfile) bool { return strings.TrimSpace(p.Title) != p.Title }},
		{dirt{"U+202F in a title", 1, 3}, func(p wireProfile) bool { return has(p.Title, "\u202f") }},
		{dirt{"U+2019 in a title", 1, 9}, func(p wireProfile) bool { return has(p.Title, "\u2019") }},
		{dirt{"Japanese", 1, 2}, func(p wireProfile) bool { return has(p.Title, "社") }},
		{dirt{"Greek", 1, 2}, func(p wireProfile) bool { return has(p.Title, "π") }},
		{dirt{"emoji above U+FFFF", 1, 2}, func(p wireProfile) bool { return has(p.Title, "👋") }},
		{dirt{"ampersand in a title", 1, 5}, func(p wireProfile) bool { return has(p.Title, " & ") }},
		{dirt{"< in a title", 1, 2}, func(p wireProfile) bool { return has(p.Title, "<") }},
		{dirt{"very long title", 1, 1}, func(p wireProfile) bool { return utf8.RuneCountInString(p.Title) >= 200 }},
		{dirt{"tenant in the actionUrl", 150, 260}, func(p wireProfile) bool { return has(p.ActionURL, "tid="+TenantID) }},
		{dirt{"blanks around the actionUrl", 2, 5}, func(p wireProfile) bool { return strings.TrimSpace(p.ActionURL) != p.ActionURL }},
		{dirt{"actionUrl that is no http(s)", 2, 5}, func(p wireProfile) bool { return !has(p.ActionURL, "https://") }},
		{dirt{"pseudo-tag", 2, 20}, func(p wireProfile) bool { return has(p.Remediation, "<DomainName>") }},
		{dirt{"unclosed p", 60, 200}, func(p wireProfile) bool {
			return strings.Count(p.Remediation, "<p>") > strings.Count(p.Remediation, "</p>")
		}},
		{dirt{"single-quoted attribute", 30, 100}, func(p wireProfile) bool { return has(p.Remediation, "<a href='") }},
		{dirt{"remediation without HTML", 12, 12}, func(p wireProfile) bool { return !has(p.Remediation, "<") }},
		{dirt{"no threats", 200, 300}, func(p wireProfile) bool { return p.Threats != nil && len(p.Threats) == 0 }},
		{dirt{"rank 0", 15, 35}, func(p wireProfile) bool { return p.Rank == 0 }},
		{dirt{"deprecated", 3, 3}, func(p wireProfile) bool { return p.Deprecated }},
		{dirt{"userImpact null", 2, 30}, func(p wireProfile) bool { return property(p, `"userImpact":null`) }},
		{dirt{"userImpact None", 2, 60}, func(p wireProfile) bool { return property(p, `"userImpact":"None"`) }},
		{dirt{"userImpact low", 20, 200}, func(p wireProfile) bool { return property(p, `"userImpact":"low"`) }},
		{dirt{"userImpact Low", 20, 200}, func(p wireProfile) bool { return property(p, `"userImpact":"Low"`) }},
		{dirt{"userImpact moderate", 5, 100}, func(p wireProfile) bool { return property(p, `"userImpact":"moderate"`) }},
		{dirt{"userImpact Medium", 5, 100}, func(p wireProfile) bool { return property(p, `"userImpact":"Medium"`) }},
		{dirt{"implementationCost High", 2, 40}, func(p wireProfile) bool { return property(p, `"implementationCost":"High"`) }},
		{dirt{"implementationCost high", 2, 40}, func(p wireProfile) bool { return property(p, `"implementationCost":"high"`) }},
		{dirt{"tier with In", 2, 20}, func(p wireProfile) bool { return property(p, `"tier":"Defense In Depth"`) }},
		{dirt{"tier with in", 2, 30}, func(p wireProfile) bool { return property(p, `"tier":"Defense in Depth"`) }},
		{dirt{"no tier", 1, 2}, func(p wireProfile) bool { return !property(p, `"tier":`) }},
		{dirt{"no remediationImpact", 1, 2}, func(p wireProfile) bool { return !property(p, `"remediationImpact":`) }},
		{dirt{"unknown property", 1, 2}, func(p wireProfile) bool { return property(p, `"licensing":{`) }},
		{dirt{"Behavior", 3, 9}, func(p wireProfile) bool { return p.ActionType == "Behavior" }},
		{dirt{"Review", 1, 1}, func(p wireProfile) bool { return p.ActionType == "Review" }},
		{dirt{"unknown category", 1, 1}, func(p wireProfile) bool { return p.ControlCategory == "Workloads" }},
		{dirt{"dot and leading digit", 1, 2}, func(p wireProfile) bool { return regexp.MustCompile(`^\d+\.MDA_`).MatchString(p.ID) }},
		{dirt{"not scored", 200, 300}, func(p wireProfile) bool { return !has(scored, `"controlName":"`+p.ID+`"`) }},
		{dirt{"ignored", 3, 6}, func(p wireProfile) bool { return states(p, "Ignored") }},
		{dirt{"ignored in lower case", 1, 1}, func(p wireProfile) bool { return states(p, "ignored") }},
		{dirt{"third party", 3, 6}, func(p wireProfile) bool { return states(p, "ThirdParty") }},
		{dirt{"reviewed", 2, 6}, func(p wireProfile) bool { return states(p, "Reviewed") }},
		{dirt{"unknown state", 1, 1}, func(p wireProfile) bool { return states(p, "Deferred") }},
		{dirt{"several states", 1, 1}, func(p wireProfile) bool { return len(p.Updates) > 3 && stamp(p.Updates[1]) == "" }},
	}
	for _, test := range tests {
		n := 0
		for _, p := range profiles {
			if test.holds(p) {
				n++
			}
		}
		test.check(t, n)
	}
}

func TestDirtOfControls(t *testing.T) {
	score, profiles := newest(t, at("2026-11-18"))
	listed := map[string]bool{}
	for _, p := range profiles {
		listed[p.ID] = true
	}
	type control = map[string]any
	text := func(c control, name string) string { s, _ := c[name].(string); return s }
	lacks := func(c control, name string) bool { _, ok := c[name]; return !ok }
	scid := func(c control) bool { return strings.HasPrefix(text(c, "controlName"), "scid_") }
	has := strings.Contains
	tests := []struct {
		dirt
		holds func(c control) bool
	}{
		{dirt{"no profile", 3, 3}, func(c control) bool { return !listed[text(c, "controlName")] }},
		{dirt{"state", 80, 120}, func(c control) bool { return scid(c) && text(c, "state") != "" }},
		{dirt{"state elsewhere", 0, 0}, func(c control) bool { return scid(c) == lacks(c, "state") }},
		{dirt{"count and total as strings", 100, 180}, func(c control) bool { return text(c, "count") != "" && text(c, "total") != "" }},
		{dirt{"count without total", 2, 4}, func(c control) bool { return text(c, "count") != "" && lacks(c, "total") }},
		{dirt{"on as a string", 20, 60}, func(c control) bool { return text(c, "on") == "true" || text(c, "on") == "false" }},
		{dirt{"neither on nor count", 2, 9}, func(c control) bool { return lacks(c, "on") && lacks(c, "count") }},
		{dirt{"no lastSynced", 1, 1}, func(c control) bool { return lacks(c, "lastSynced") }},
		{dirt{"9 days behind", 1, 1}, func(c control) bool { return text(c, "lastSynced") < "2026-11-10" && !lacks(c, "lastSynced") }},
		{dirt{"no implementationStatus", 1, 1}, func(c control) bool { return lacks(c, "implementationStatus") }},
		{dirt{"no scoreInPercentage", 1, 1}, func(c control) bool { return lacks(c, "scoreInPercentage") }},
		{dirt{"unknown property", 1, 4}, func(c control) bool { return !lacks(c, "evidence") }},
		{dirt{"enabled disabled", 1, 1}, func(c control) bool { return has(text(c, "implementationStatus"), "enabled disabled") }},
		{dirt{"not measured", 1, 3}, func(c control) bool { return text(c, "implementationStatus") == "[Not Measured]" }},
		{dirt{"On, but off", 1, 1}, func(c control) bool {
			return strings.HasSuffix(text(c, "implementationStatus"), ": On") && text(c, "on") == "false" && c["score"] == 0.0
		}},
		{dirt{"full points, status says no", 2, 2}, func(c control) bool {
			return has(text(c, "implementationStatus"), "not as recommended") && c["scoreInPercentage"] == 100.0
		}},
		{dirt{"the tenant's policy names", 5, 60}, func(c control) bool { return has(text(c, "implementationStatus"), "Fabrikam ") }},
		{dirt{"&nbsp;", 10, 80}, func(c control) bool { return has(text(c, "description")+text(c, "implementationStatus"), "&nbsp;") }},
		{dirt{"CRLF and tabs", 10, 60}, func(c control) bool { return has(text(c, "description"), "\r\n\t") }},
		{dirt{"leading blank", 5, 40}, func(c control) bool { return strings.HasPrefix(text(c, "description"), " ") }},
		{dirt{"U+2019", 5, 196}, func(c control) bool { return has(text(c, "description"), "\u2019") }},
	}
	for _, test := range tests {
		n := 0
		for _, c := range score.ControlScores {
			if test.holds(c) {
				n++
			}
		}
		test.check(t, n)
	}
}

func TestDirtOfHistory(t *testing.T) {
	scores, _ := graph(t, at("2026-11-16"))
	var empty, bad, hollow, zeros, rounded int
	for _, s := range scores {
		switch {
		case len(s.Averages) == 0:
			empty++
		case s.Averages[0]["averageScore"] == -1.0:
			bad++
		case s.Averages[1]["SeatSizeRangeLowerValue"] != "1001" || s.Averages[0]["basis"] != "AllTenants":
			t.Errorf("%s: averages are %v", s.ID, s.Averages)
		}
	}
	for _, c := range scores[1].ControlScores {
		status, _ := c["implementationStatus"].(string)
		if c["controlName"] == "AdminStrongSignInV2" && c["score"] == 6.67 && c["scoreInPercentage"] == 66.7 {
			rounded++
		}
		if strings.Contains(status, "currently  global") {
			hollow++
		}
		if strings.Contains(status, "0 of 0") && c["score"] != 0.0 {
			zeros++
		}
	}
	dirt{"averages left out", 2, 6}.check(t, empty)
	dirt{"averages of -1", 2, 6}.check(t, bad)
	dirt{"percentage of the rounded score", 1, 1}.check(t, rounded)
	dirt{"status without its number", 1, 1}.check(t, hollow)
	dirt{"status that contradicts the points", 50, 196}.check(t, zeros)
}
