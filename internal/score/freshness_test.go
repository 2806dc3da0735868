package score

import (
	"slices"
	"testing"
	"time"
)

func TestStaleIsWhatMicrosoftMeasuredLongAgo(t *testing.T) {
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	fresh, old, older, silent := scored("fresh", 1, 1), scored("old", 1, 1), scored("older", 1, 1),
		scored("silent", 1, 1)
	fresh.LastSynced, old.LastSynced, older.LastSynced = now.Add(-StaleAfter), now.Add(-StaleAfter-time.Second),
		now.AddDate(0, 0, -17)
	if got := ids(of("2026-11-23", old, silent, fresh, older).Stale(now)); !slices.Equal(got,
		[]string{"older", "old"}) {
		t.Errorf("stale are %v, want the older before the old", got)
	}
}
