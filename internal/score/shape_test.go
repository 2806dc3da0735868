package score

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shaped is a tenant with nothing done, in the shape of Microsoft's catalogue:
// a few rated identity actions, policies with many settings on one page, pages
// that many actions share by chance, and a majority of which neither cost nor
// impact is known, nearly all with rank 10. All of it is invented.
func shaped() Snapshot {
	var s Snapshot
	s.Date = "2026-11-23"
	add := func(n int, id, service, page string, maximum float64, cost, impact Level, tier string, rank int) {
		for i := range n {
			c := scored(id, 0, maximum)
			if n > 1 {
				c.ID = fmt.Sprintf("%s%02d", id, i+1)
			}
			c.Service, c.ActionURL, c.ActionType = service, page, "Config"
			c.Cost, c.UserImpact, c.Tier, c.Rank = cost, impact, tier, rank
			s.Controls = append(s.Controls, c)
			s.Max += maximum
		}
	}
	const (
		start  = "https://portal.azure.example/#view/TenantOverview"
		portal = "https://security.microsoft.com"
	)
	add(1, "admin-sign-in", "AzureAD", start, 10, Low, Low, TierCore, 1)
	add(1, "all-sign-in", "AzureAD", start, 9, High, High, TierCore, 12)
	add(1, "sign-in-risk", "AzureAD", start, 7, Moderate, Moderate, TierAdvanced, 20)
	add(1, "user-risk", "AzureAD", start, 7, Moderate, Moderate, TierAdvanced, 24)
	add(1, "old-protocols", "AzureAD", start, 8, Moderate, Moderate, TierAdvanced, 68)
	add(1, "consent", "AzureAD", "", 4, Low, Moderate, TierDepth, 35)
	add(1, "two-admins", "AzureAD", start, 1, Low, Low, TierCore, 31)
	add(11, "impersonation", "MDO", portal+"/antiphishing?tid=1", 6, Moderate, Unknown, TierCore, 128)
	add(16, "spam", "MDO", portal+"/antispam?tid=1", 2, Moderate, Unknown, TierCore, 128)
	add(3, "attachment", "MDO", portal+"/safeattachmentv2", 6, Moderate, High, TierCore, 128)
	add(5, "meeting", "MS Teams", "https://admin.teams.microsoft.com/policies/meetings", 1, Unknown, Unknown, TierCore, 10)
	add(2, "directory", "Azure ATP", portal+"/settings/identities", 5, Low, Low, TierCore, 67)
	add(12, "device", "Intune", "https://learn.microsoft.com/device-profile-create", 3, Unknown, Unknown, TierCore, 10)
	add(15, "session", "MDA_SF", "https://help.example/sessions", 7, Unknown, Unknown, TierCore, 10)
	add(20, "setting", "EXO", "", 5, Unknown, Unknown, TierCore, 10)
	return s
}

func TestRankingOfACatalogueOfTheRealShape(t *testing.T) {
	s := shaped()
	tasks := Tasks(s)
	var top []string
	for _, task := range tasks[:10] {
		top = append(top, fmt.Sprintf("%s %d %v", task.Actions[0].ID, len(task.Actions), task.Left()))
	}
	want := []string{
		"admin-sign-in 1 10", "impersonation01 11 66", "spam01 16 32", // 5, 11 and 5.3 points for each unit of effort
		"all-sign-in 1 9", "sign-in-risk 1 7", "user-risk 1 7", // in the next band by Microsoft's rank
		"directory01 1 5", "directory02 1 5", "old-protocols 1 8", "attachment01 3 18",
	}
	if diff := cmp.Diff(want, top); diff != "" {
		t.Errorf("the first tasks (-want +got):\n%s", diff)
	}
	quick := slices.DeleteFunc(slices.Clone(s.Controls), func(c Control) bool { return !c.QuickWin() })
	if len(quick) != 8 {
		t.Errorf("quick wins are %v, want the rated ones without those of high cost or impact", ids(quick))
	}
	if want := 7 + 4 + 2 + 12 + 15 + 20; len(tasks) != want {
		t.Errorf("%d tasks, want %d: four pages name one policy", len(tasks), want)
	}
}

// Half of the catalogue's points, and the policies first.
func TestPlanOfACatalogueOfTheRealShape(t *testing.T) {
	p := PlanFor(shaped(), 50)
	if p.Tasks > 20 || len(p.Steps) < 40 || p.Effort > 100 {
		t.Errorf("%d actions in %d tasks with an effort of %d", len(p.Steps), p.Tasks, p.Effort)
	}
	if p.Steps[0].Control.Service != "MDO" || p.Steps[1].Task != 1 || p.Steps[1].Effort != 0 {
		t.Errorf("the plan begins with %+v, want the policy with eleven actions", p.Steps[0])
	}
}
