package job

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

const (
	// maxMismatch is the share by which the controls' sum may miss the headline
	// before the snapshot is doubted. The contract has it.
	maxMismatch = 0.02
	// staleHours is the age at which people are told that the score is old.
	staleHours = 48
)

// collect reads the score, and on a first run Microsoft's history.
func (r *run) collect(ctx context.Context) error {
	var err error
	if r.snapshots, r.history, err = r.tenant.Store.Dates(ctx); err != nil {
		return err
	}
	if r.reading, err = r.tenant.Source.Today(ctx); err != nil {
		return err
	}
	s := &r.reading.Snapshot
	for _, id := range s.Normalize() {
		r.warn("Microsoft sent the control %s twice; the first one counts", id)
	}
	r.result.Warnings = append(r.result.Warnings, r.reading.Warnings...)
	r.examine(*s)
	r.log.Info("score read", "date", s.Date, "current", s.Current, "max", s.Max, "controls", len(s.Controls))

	if len(r.snapshots) > 0 || len(r.doubts) > 0 {
		return nil
	}
	if err := r.readHistory(ctx); err != nil {
		return fmt.Errorf("the history for a first run: %w", err)
	}
	return nil
}

// readHistory reads the days that Microsoft keeps, oldest first.
func (r *run) readHistory(ctx context.Context) (err error) {
	if r.backfill, err = r.tenant.Source.History(ctx, r.reading.Catalogue); err != nil {
		return err
	}
	for i := range r.backfill {
		r.backfill[i].Normalize()
	}
	slices.SortFunc(r.backfill, func(a, b score.Snapshot) int { return cmp.Compare(a.Date, b.Date) })
	return nil
}

// examine says what is odd about the snapshot, and doubts it where it must not
// be compared with.
func (r *run) examine(s score.Snapshot) {
	if r.reading.Partial {
		r.doubt("Microsoft Graph answered only in part (206); try again later")
	}
	switch mismatch := s.MismatchShare(); {
	case mismatch > maxMismatch:
		r.doubt("the controls sum to %s points but the headline says %s, which is more than %g %% apart",
			words.Points(s.Sum()), words.Points(s.Current), maxMismatch*100)
	case score.Hundredths(s.Sum()-s.Current) != 0:
		r.warn("the controls sum to %s points but the headline says %s; the difference is shown as unattributed",
			words.Points(s.Sum()), words.Points(s.Current))
	}
	if hours := report.AgeHours(s.Date, r.now); hours >= staleHours {
		r.warn("the newest score is %s old", words.Count(hours/24, "day"))
	}
	if missing := s.WithoutProfile(); len(missing) > 0 {
		r.warn("%s no profile in Microsoft's catalogue, so title and maximum may be missing: %s",
			haveOrHas(len(missing)), strings.Join(missing, ", "))
	}
	if s.TenantID != "" && score.Fold(s.TenantID) != score.Fold(r.tenant.ID) && looksLikeID(r.tenant.ID) {
		r.warn("Microsoft says that this score is of tenant %s, the configuration says %s: check the sign-in", s.TenantID, r.tenant.ID)
	}
}

func (r *run) warn(format string, args ...any) {
	r.result.Warnings = append(r.result.Warnings, fmt.Sprintf(format, args...))
}

func (r *run) doubt(format string, args ...any) {
	r.doubts = append(r.doubts, fmt.Sprintf(format, args...))
	r.warn(format, args...)
}

func haveOrHas(n int) string {
	if n == 1 {
		return "1 control has"
	}
	return fmt.Sprintf("%d controls have", n)
}

// looksLikeID tells an id from a domain name, which Microsoft also takes.
func looksLikeID(id string) bool { return !strings.Contains(id, ".") }
