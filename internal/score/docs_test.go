package score

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The weights of effort also stand in docs/analysis.md, as text.
func TestTheAnalysisPageHasTheWeightsOfEffort(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "analysis.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(data)), " ")
	row := func(name string, effort func(Level) int) string {
		return fmt.Sprintf("| %s | %d | %d | %d | %d |", name, effort(Low), effort(Moderate), effort(Unknown),
			effort(High))
	}
	for _, want := range []string{
		"| | low | moderate | unknown | high |",
		row("implementation cost", ImplementationEffort),
		row("user impact", UserEffort),
		fmt.Sprintf("Core %d, Advanced %d, Defense in Depth %d, unknown %d",
			ComplexityEffort(TierCore), ComplexityEffort(TierAdvanced), ComplexityEffort(TierDepth),
			ComplexityEffort("")),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("docs/analysis.md lacks %q", want)
		}
	}
}
