package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// asidePrefix begins the keys of what was moved aside.
const asidePrefix = "damaged/"

// MoveAside takes an object out of the way, and returns where it is now. The
// new name goes with the content, so that nothing is overwritten there either.
func (t *Tenant) MoveAside(ctx context.Context, key string) (to string, err error) {
	object, err := t.bucket.Get(ctx, key)
	if err != nil {
		return "", fmt.Errorf("moving %s aside: %w", key, err)
	}
	to = asidePrefix + key + "." + fingerprint(object.Data)
	_, err = t.bucket.Put(ctx, to, object.Data, bucket.IfAbsent())
	if err != nil && !errors.Is(err, bucket.ErrConflict) {
		return "", fmt.Errorf("moving %s aside: writing %s: %w", key, to, err)
	}
	if err := t.bucket.Delete(ctx, key); err != nil {
		return "", fmt.Errorf("moving %s aside: it was copied to %s, deleting it: %w", key, to, err)
	}
	t.deleted(key)
	if key == t.daysKey() {
		t.knowIndex(nil)
	}
	return to, nil
}

// Reindex makes the index of days anew from the stored days, and returns how
// many it has. A day of which only the old index knows becomes a day of the
// history, with its score; restored is how many did. What the old index says of
// the refused days does not count. A damaged index must have been moved aside.
func (t *Tenant) Reindex(
	ctx context.Context, today score.Date, refused []score.Date,
) (days, restored int, err error) {
	old, err := t.indexed(ctx)
	if err == nil {
		err = old.damaged
	}
	if err != nil {
		return 0, 0, err
	}
	made, err := t.madeAnew(ctx, old.version, nil)
	if err != nil {
		return 0, 0, err
	}
	last := today.AddDays(1)
	believed := slices.DeleteFunc(score.Since(old.days, "", last), func(d score.Day) bool {
		return made.left.has(d.Date) || slices.Contains(refused, d.Date)
	})
	list, lost := reconciled(old.days, believed, score.Since(made.days, "", last))
	for i, d := range lost {
		if err := t.restore(ctx, d); err != nil {
			return 0, i, err
		}
	}
	if old.version != "" && slices.EqualFunc(old.days, list, sameDay) || old.version == "" && len(list) == 0 {
		return len(list), len(lost), nil
	}
	return len(list), len(lost), t.putIndex(ctx, list, old.version)
}

// reconciled are the believed days of an old index that agree with the stored
// days, and for the others what was made anew. Lost are those of which only the
// old index knows. What moved on a day is kept too, as the day before it may no
// longer be stored, unless that day was wrong in the old index.
func reconciled(old, believed, made []score.Day) (days, lost []score.Day) {
	merged, wrong := map[score.Date]score.Day{}, map[score.Date]bool{}
	for _, d := range made {
		merged[d.Date] = d
	}
	for _, d := range old {
		wrong[d.Date] = true
	}
	for _, d := range believed {
		now, stored := merged[d.Date]
		if stored && now.Headline != d.Headline {
			continue
		}
		wrong[d.Date] = false
		since := d.Moves.Since
		switch {
		case !stored:
			if wrong[since] {
				d.Moves, d.Flipped = score.Moves{}, nil
			}
			lost = append(lost, d)
		case wrong[since], since == "" && now.Moves.Since != "":
			d = now
		}
		merged[d.Date] = d
	}
	return score.Since(slices.Collect(maps.Values(merged)), "", "9999-12-31"), lost
}

// restore stores what the index has of a day as a day of the history.
func (t *Tenant) restore(ctx context.Context, d score.Day) error {
	owner, err := t.owner(ctx)
	if err != nil {
		return err
	}
	s := score.Snapshot{TenantID: owner, Date: d.Date, Current: d.Current, Max: d.Max, Thin: true}
	for basis, percent := range map[string]float64{score.BasisAllTenants: d.AllTenants, score.BasisSimilar: d.Similar} {
		if !math.IsNaN(percent) {
			s.Averages = append(s.Averages, score.Average{Basis: basis, Percent: percent})
		}
	}
	slices.SortFunc(s.Averages, func(a, b score.Average) int { return strings.Compare(a.Basis, b.Basis) })
	_, err = t.PutSnapshot(ctx, s)
	return err
}

// verifyNothing is what is wrong where nothing is stored about the tenant: it
// may be new, or its objects are gone.
func (t *Tenant) verifyNothing(ctx context.Context) (found damage.Inspected, err error) {
	keys, err := t.bucket.List(ctx, "ids/")
	if err != nil {
		return found, err
	}
	for _, key := range keys {
		data, _, err := t.read(ctx, key)
		if err == nil {
			if stored, wrong := decodeClaim(data); wrong == nil && stored.Tenant == t.name() {
				found.Findings = append(found.Findings, damage.Finding{
					Object: t.prefix, Part: damage.Folder, Kind: damage.Missing, Detail: key + " names it",
				})
				return found, nil
			}
		}
		if err != nil && !isDamaged(err) && !errors.Is(err, score.ErrFromTheFuture) {
			return found, err
		}
	}
	return found, nil
}

// Strays finds what belongs to no tenant: objects outside all folders of this
// program, claims of an id that cannot be read, and what killed writes left
// behind before a time. The folders of tenants that are not among those
// configured are counted, and not read.
func (t *Tenant) Strays(ctx context.Context, before time.Time, configured []string) (damage.Inspected, error) {
	keys, err := t.bucket.List(ctx, "")
	if err != nil {
		return damage.Inspected{}, err
	}
	v := &verifier{t: t}
	others := map[string]int{}
	for _, key := range keys {
		folder, rest, nested := strings.Cut(key, "/")
		tenant, _, inTenant := strings.Cut(rest, "/")
		_, isLastRun := readLastRun(key)
		switch {
		case nested && (folder == "damaged" || folder == "portfolio"), isLastRun:
		case nested && folder == "tenants" && inTenant:
			if !slices.ContainsFunc(configured, func(id string) bool { return score.Fold(id) == tenant }) {
				others["tenants/"+tenant]++
			}
		case nested && folder == "ids" && key == claimKey(strings.TrimSuffix(rest, ".json.gz")):
			_, err := v.read(ctx, key, damage.Claim, "", func(data []byte) error {
				_, err := decodeClaim(data)
				return err
			})
			if err != nil {
				return damage.Inspected{}, err
			}
		default:
			v.add(key, damage.Other, damage.Unexpected, "", "")
		}
	}
	err = v.leftovers(ctx, before)
	found := damage.Inspected{Findings: v.found}
	for _, folder := range slices.Sorted(maps.Keys(others)) {
		found.Others = append(found.Others, damage.Unknown{Folder: folder, Objects: others[folder]})
	}
	return found, err
}

// leftovers finds files that are no objects.
func (v *verifier) leftovers(ctx context.Context, before time.Time) error {
	leaver, ok := v.t.bucket.(interface {
		Leftovers(ctx context.Context, before time.Time) ([]string, error)
	})
	if !ok {
		return nil
	}
	files, err := leaver.Leftovers(ctx, before)
	for _, file := range files {
		kind := damage.Unexpected
		if strings.HasPrefix(path.Base(file), ".tmp-") {
			kind = damage.Temporary
		}
		v.add(file, damage.Other, kind, "", "")
	}
	return err
}
