package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
)

func TestDistinctViews(t *testing.T) {
	a := Analysis{Views: []score.View{{Name: score.CurrentView, Points: 5}, {Name: score.PlannedView, Points: 5.001},
		{Name: score.AchievableView, Points: 9}, {Name: score.LicenceView, Points: 9}}}
	var got []score.ViewName
	for _, v := range a.DistinctViews() {
		got = append(got, v.Name)
	}
	if diff := cmp.Diff([]score.ViewName{score.CurrentView, score.AchievableView}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
