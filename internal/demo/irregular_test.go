package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// irregularity is something that real answers have. The demo must have it too,
// about as often.
type irregularity[T any] struct {
	name     string
	min, max int
	holds    func(T) bool
}

func wantIrregular[T any](t *testing.T, all []T, irregularities []irregularity[T]) {
	t.Helper()
	for _, i := range irregularities {
		n := 0
		for _, one := range all {
			if i.holds(one) {
				n++
			}
		}
		wantTimes(t, i.name, n, i.min, i.max)
	}
}

func wantTimes(t *testing.T, name string, n, least, most int) {
	t.Helper()
	if n < least || n > most {
		t.Errorf("%s: %d times, want %d to %d", name, n, least, most)
	}
}

var digitsAndDot = regexp.MustCompile(`^\d+\.MDA_`)

func TestIrregularProfiles(t *testing.T) {
	t.Parallel()
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
	wantIrregular(t, profiles, []irregularity[wireProfile]{
		{"blanks around a title", 4, 8, func(p wireProfile) bool { return strings.TrimSpace(p.Title) != p.Title }},
		{"U+202F in a title", 1, 3, func(p wireProfile) bool { return has(p.Title, "\u202f") }},
		{"U+2019 in a title", 1, 9, func(p wireProfile) bool { return has(p.Title, "\u2019") }},
		{"Japanese", 1, 2, func(p wireProfile) bool { return has(p.Title, "社") }},
		{"Greek", 1, 2, func(p wireProfile) bool { return has(p.Title, "π") }},
		{"emoji above U+FFFF", 1, 2, func(p wireProfile) bool { return has(p.Title, "👋") }},
		{"ampersand in a title", 1, 5, func(p wireProfile) bool { return has(p.Title, " & ") }},
		{"< in a title", 1, 2, func(p wireProfile) bool { return has(p.Title, "<") }},
		{"very long title", 1, 1, func(p wireProfile) bool { return utf8.RuneCountInString(p.Title) >= 200 }},
		{"tenant in the actionUrl", 150, 260, func(p wireProfile) bool { return has(p.ActionURL, "tid="+TenantID) }},
		{"blanks around the actionUrl", 2, 5, func(p wireProfile) bool {
			return strings.TrimSpace(p.ActionURL) != p.ActionURL
		}},
		{"actionUrl that is no http(s)", 2, 5, func(p wireProfile) bool { return !has(p.ActionURL, "https://") }},
		{"pseudo-tag", 2, 20, func(p wireProfile) bool { return has(p.Remediation, "<DomainName>") }},
		{"unclosed p", 60, 200, func(p wireProfile) bool {
			return strings.Count(p.Remediation, "<p>") > strings.Count(p.Remediation, "</p>")
		}},
		{"single-quoted attribute", 30, 100, func(p wireProfile) bool { return has(p.Remediation, "<a href='") }},
		{"remediation without HTML", 12, 12, func(p wireProfile) bool { return !has(p.Remediation, "<") }},
		{"no threats", 200, 300, func(p wireProfile) bool { return p.Threats != nil && len(p.Threats) == 0 }},
		{"rank 0", 15, 35, func(p wireProfile) bool { return p.Rank == 0 }},
		{"deprecated", 3, 3, func(p wireProfile) bool { return p.Deprecated }},
		{"userImpact null", 2, 30, func(p wireProfile) bool { return property(p, `"userImpact":null`) }},
		{"userImpact None", 2, 60, func(p wireProfile) bool { return property(p, `"userImpact":"None"`) }},
		{"userImpact low", 20, 200, func(p wireProfile) bool { return property(p, `"userImpact":"low"`) }},
		{"userImpact Low", 20, 200, func(p wireProfile) bool { return property(p, `"userImpact":"Low"`) }},
		{"userImpact moderate", 5, 100, func(p wireProfile) bool { return property(p, `"userImpact":"moderate"`) }},
		{"userImpact Medium", 5, 100, func(p wireProfile) bool { return property(p, `"userImpact":"Medium"`) }},
		{"implementationCost High", 2, 40, func(p wireProfile) bool { return property(p, `"implementationCost":"High"`) }},
		{"implementationCost high", 2, 40, func(p wireProfile) bool { return property(p, `"implementationCost":"high"`) }},
		{"tier with In", 2, 20, func(p wireProfile) bool { return property(p, `"tier":"Defense In Depth"`) }},
		{"tier with in", 2, 30, func(p wireProfile) bool { return property(p, `"tier":"Defense in Depth"`) }},
		{"no tier", 1, 2, func(p wireProfile) bool { return !property(p, `"tier":`) }},
		{"no remediationImpact", 1, 2, func(p wireProfile) bool { return !property(p, `"remediationImpact":`) }},
		{"unknown property", 1, 2, func(p wireProfile) bool { return property(p, `"licensing":{`) }},
		{"Behavior", 3, 9, func(p wireProfile) bool { return p.ActionType == "Behavior" }},
		{"Review", 1, 1, func(p wireProfile) bool { return p.ActionType == "Review" }},
		{"unknown category", 1, 1, func(p wireProfile) bool { return p.ControlCategory == "Workloads" }},
		{"dot and leading digit", 1, 2, func(p wireProfile) bool { return digitsAndDot.MatchString(p.ID) }},
		{"not scored", 200, 300, func(p wireProfile) bool { return !has(scored, `"controlName":"`+p.ID+`"`) }},
		{"ignored", 3, 6, func(p wireProfile) bool { return states(p, "Ignored") }},
		{"ignored in lower case", 1, 1, func(p wireProfile) bool { return states(p, "ignored") }},
		{"third party", 3, 6, func(p wireProfile) bool { return states(p, "ThirdParty") }},
		{"reviewed", 2, 6, func(p wireProfile) bool { return states(p, "Reviewed") }},
		{"unknown state", 1, 1, func(p wireProfile) bool { return states(p, "Deferred") }},
		{"several states", 1, 1, func(p wireProfile) bool { return len(p.Updates) > 3 && stamp(p.Updates[1]) == "" }},
	})
}

func TestIrregularControls(t *testing.T) {
	t.Parallel()
	score, profiles := newest(t, at("2026-11-18"))
	listed := map[string]bool{}
	for _, p := range profiles {
		listed[p.ID] = true
	}
	text := func(c wireControl, name string) string { s, _ := c[name].(string); return s }
	lacks := func(c wireControl, name string) bool { _, ok := c[name]; return !ok }
	scid := func(c wireControl) bool { return strings.HasPrefix(text(c, "controlName"), "scid_") }
	has := strings.Contains
	wantIrregular(t, score.ControlScores, []irregularity[wireControl]{
		{"no profile", 3, 3, func(c wireControl) bool { return !listed[text(c, "controlName")] }},
		{"state", 80, 120, func(c wireControl) bool { return scid(c) && text(c, "state") != "" }},
		{"state elsewhere", 0, 0, func(c wireControl) bool { return scid(c) == lacks(c, "state") }},
		{"count and total as strings", 100, 180, func(c wireControl) bool {
			return text(c, "count") != "" && text(c, "total") != ""
		}},
		{"count without total", 2, 4, func(c wireControl) bool { return text(c, "count") != "" && lacks(c, "total") }},
		{"on as a string", 20, 60, func(c wireControl) bool { return text(c, "on") == "true" || text(c, "on") == "false" }},
		{"neither on nor count", 2, 9, func(c wireControl) bool { return lacks(c, "on") && lacks(c, "count") }},
		{"no lastSynced", 1, 1, func(c wireControl) bool { return lacks(c, "lastSynced") }},
		{"9 days behind", 1, 1, func(c wireControl) bool {
			return text(c, "lastSynced") < "2026-11-10" && !lacks(c, "lastSynced")
		}},
		{"no implementationStatus", 1, 1, func(c wireControl) bool { return lacks(c, "implementationStatus") }},
		{"no scoreInPercentage", 1, 1, func(c wireControl) bool { return lacks(c, "scoreInPercentage") }},
		{"unknown property", 1, 4, func(c wireControl) bool { return !lacks(c, "evidence") }},
		{"enabled disabled", 1, 1, func(c wireControl) bool {
			return has(text(c, "implementationStatus"), "enabled disabled")
		}},
		{"not measured", 1, 3, func(c wireControl) bool { return text(c, "implementationStatus") == "[Not Measured]" }},
		{"On, but off", 1, 1, func(c wireControl) bool {
			return strings.HasSuffix(text(c, "implementationStatus"), ": On") && text(c, "on") == "false" && c["score"] == 0.0
		}},
		{"full points, status says no", 2, 2, func(c wireControl) bool {
			return has(text(c, "implementationStatus"), "not as recommended") && c["scoreInPercentage"] == 100.0
		}},
		{"the tenant's policy names", 5, 60, func(c wireControl) bool {
			return has(text(c, "implementationStatus"), "Fabrikam ")
		}},
		{"&nbsp;", 10, 80, func(c wireControl) bool {
			return has(text(c, "description")+text(c, "implementationStatus"), "&nbsp;")
		}},
		{"CRLF and tabs", 10, 60, func(c wireControl) bool { return has(text(c, "description"), "\r\n\t") }},
		{"leading blank", 5, 40, func(c wireControl) bool { return strings.HasPrefix(text(c, "description"), " ") }},
		{"U+2019", 5, 196, func(c wireControl) bool { return has(text(c, "description"), "\u2019") }},
	})
}

func TestIrregularHistory(t *testing.T) {
	t.Parallel()
	scores := history[wireControl](t, at("2026-11-16"))
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
	wantTimes(t, "averages left out", empty, 2, 6)
	wantTimes(t, "averages of -1", bad, 2, 6)
	wantTimes(t, "percentage of the rounded score", rounded, 1, 1)
	wantTimes(t, "status without its number", hollow, 1, 1)
	wantTimes(t, "status that contradicts the points", zeros, 50, 196)
}
