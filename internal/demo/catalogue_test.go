package demo

import (
	"maps"
	"strings"
	"testing"
)

func TestCatalogue(t *testing.T) {
	t.Parallel()
	for _, scene := range Scenes() {
		_, profiles := newest(t, scene.Now)
		ids, titles, services := map[string]bool{}, map[string]int{}, map[string]int{}
		for _, p := range profiles {
			if fold := strings.ToLower(p.ID); ids[fold] {
				t.Errorf("%s twice", p.ID)
			} else {
				ids[fold] = true
			}
			titles[p.Title]++
			services[p.Service]++
			if p.MaxScore < 1 || p.MaxScore > 10 || p.Remediation == "" || len(p.Updates) == 0 {
				t.Errorf("%s: max %d, remediation %q, %d updates", p.ID, p.MaxScore, p.Remediation, len(p.Updates))
			}
		}
		maps.DeleteFunc(titles, func(_ string, n int) bool { return n == 1 })
		if len(titles) != 5 {
			t.Errorf("%s: shared titles are %v, want five", scene.Name, titles)
		}
		for _, s := range strings.Split("MDATP,Azure ATP,MDO,AzureAD,EXO,SPO,MIP,MCAS,MS Teams,AppG,Admincenter,FORMS,"+
			"SWAY,Intune,"+
			"MDA_SF,MDA_SNOW,MDA_Zendesk,MDA_CitrixSF,MDA_GitHub,MDA_Atlassian,MDA_Zoom,MDA_Okta,MDA_DocuSign,MDA_Dropbox,"+
			"MDA_Google,MDA_NetDocuments,MDA_Workplace", ",") {
			if services[s] == 0 || services[s] > services["MDATP"] {
				t.Errorf("%s has %d actions", s, services[s])
			}
		}
	}
}
