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
	return to, nil
}

// Reindex makes the index of days anew from the stored days, and returns how
// many it has. A day of which only the old index knows becomes a day of the
// history, with its score; restored is how many did. A damaged index must have
// been moved aside.
func (t *Tenant) Reindex(ctx context.Context, today score.Date) (days, restored int, err error) {
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
	list, lost := reconciled(old.days, made, today.AddDays(1))
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

// reconciled are the days of an old index that agree with the stored days, and
// for the others what was made anew. Lost are those of which only the old index
// knows. What moved on a day is kept too, unless the day before it is wrong: it
// may come from a day that is no longer stored.
func reconciled(old []score.Day, made index, last score.Date) (days, lost []score.Day) {
	merged, indexed, sound := map[score.Date]score.Day{}, map[score.Date]bool{}, map[score.Date]bool{}
	for _, d := range made.days {
		merged[d.Date] = d
	}
	for _, d := range old {
		indexed[d.Date] = true
		now, stored := merged[d.Date]
		if d.Date > last || made.left.has(d.Date) || stored && now.Headline != d.Headline {
			continue
		}
		sound[d.Date] = true
		since := d.Moves.Since
		wrong := since != "" && indexed[since] && !sound[since]
		switch {
		case !stored && wrong:
			d.Moves, d.Flipped = score.Moves{}, nil
		case wrong, stored && since == "" && now.Moves.Since != "":
			d = now
		}
		if !stored {
			lost = append(lost, d)
		}
		merged[d.Date] = d
	}
	return score.Since(slices.Collect(maps.Values(merged)), "", last), lost
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

// Strays finds what belongs to no tenant: objects outside all folders of this
// program, claims of an id that cannot be read, and what killed writes left
// behind before a time.
func (t *Tenant) Strays(ctx context.Context, before time.Time) ([]damage.Finding, error) {
	keys, err := t.bucket.List(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("listing the store: %w", err)
	}
	v := &verifier{t: t}
	for _, key := range keys {
		folder, rest, nested := strings.Cut(key, "/")
		switch {
		case nested && (folder == "damaged" || folder == "tenants" && strings.Contains(rest, "/")):
		case nested && folder == "ids" && key == claimKey(strings.TrimSuffix(rest, ".json.gz")):
			_, err := v.read(ctx, key, damage.Claim, "", func(data []byte) error {
				_, err := decodeClaim(data)
				return err
			})
			if err != nil {
				return nil, err
			}
		default:
			v.add(key, damage.Other, damage.Unexpected, "", "")
		}
	}
	leaver, ok := t.bucket.(interface {
		Leftovers(ctx context.Context, before time.Time) ([]string, error)
	})
	if !ok {
		return v.found, nil
	}
	files, err := leaver.Leftovers(ctx, before)
	for _, file := range files {
		kind := damage.Unexpected
		if strings.HasPrefix(path.Base(file), ".tmp-") {
			kind = damage.Temporary
		}
		v.add(file, damage.Other, kind, "", "")
	}
	return v.found, err
}
