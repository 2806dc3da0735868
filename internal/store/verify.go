package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// Verify reads every object of the tenant and says what is wrong, in the order
// of the keys. It changes nothing and takes no lock: what a run is writing just
// now may look wrong. Where the bucket itself fails, that is the error.
func (t *Tenant) Verify(ctx context.Context, today score.Date) (damage.Inspected, error) {
	keys, err := t.bucket.List(ctx, t.prefix)
	if err != nil {
		return damage.Inspected{}, err
	}
	if len(keys) == 0 {
		return t.verifyNothing(ctx)
	}
	v := &verifier{
		t: t, today: today, days: map[score.Date]score.Snapshot{}, needed: map[string]string{},
		folders: map[string][]string{},
	}
	for _, key := range keys {
		folder, _, nested := strings.Cut(strings.TrimPrefix(key, t.prefix), "/")
		if !nested {
			folder = ""
		}
		v.folders[folder] = append(v.folders[folder], key)
	}
	for _, check := range []func(context.Context) error{
		v.readDays, v.identify, v.judgeDays, v.checkIndex, v.checkLedgers, v.checkDrafts, v.checkReports, v.checkClaim,
	} {
		if err := check(ctx); err != nil {
			return damage.Inspected{}, err
		}
	}
	v.checkRest()
	slices.SortStableFunc(v.found, func(a, b damage.Finding) int { return strings.Compare(a.Object, b.Object) })
	return damage.Inspected{
		Days: v.daysRead(), Ledgers: v.ledgers, Reports: len(v.folders["reports"]), Findings: v.found,
	}, nil
}

// daysRead is how many days have an object.
func (v *verifier) daysRead() int {
	days := slices.Concat(slices.Collect(maps.Keys(v.days)), v.refused)
	slices.Sort(days)
	return len(slices.Compact(days))
}

// verifier collects what is wrong with a tenant's objects.
type verifier struct {
	t       *Tenant
	today   score.Date
	owner   string              // the tenant's id, as far as it is known
	folders map[string][]string // the keys, by the folder; "" for those in none
	found   []damage.Finding
	ledgers int // that there are

	days    map[score.Date]score.Snapshot // that can be read, without their controls
	objects []day                         // the same, and history that has a snapshot too
	refused []score.Date                  // days of which the object cannot be used
	needed  map[string]string             // drafts that a ledger says are there: its key
}

type day struct {
	key  string
	part damage.Part
	score.Snapshot
}

func (v *verifier) add(key string, part damage.Part, kind damage.Kind, date score.Date, detail string) {
	v.found = append(v.found, damage.Finding{Object: key, Part: part, Kind: kind, Date: date, Detail: detail})
}

// read reads an object and has it decoded. What cannot be read is a finding,
// and ok is false.
func (v *verifier) read(
	ctx context.Context, key string, part damage.Part, date score.Date, decode func([]byte) error,
) (ok bool, err error) {
	data, _, err := v.t.read(ctx, key)
	return v.decode(key, part, date, data, err, decode)
}

// decode is read of what was read, or could not be.
func (v *verifier) decode(
	key string, part damage.Part, date score.Date, data []byte, err error, decode func([]byte) error,
) (ok bool, _ error) {
	if err == nil {
		if err = decode(data); err != nil {
			err = unreadable(key, err)
		}
	}
	cannot, isUnreadable := errors.AsType[*unreadableError](err)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, bucket.ErrNotExist): // deleted meanwhile
	case errors.Is(err, fs.ErrPermission):
		v.add(key, part, damage.Unreadable, date, err.Error())
	case !isUnreadable:
		return false, err
	case errors.Is(err, score.ErrFromTheFuture):
		v.add(key, part, damage.Newer, date, "")
	default:
		v.add(key, part, damage.Unreadable, date, cannot.err.Error())
	}
	return false, nil
}

func (v *verifier) readDays(ctx context.Context) error {
	for _, part := range []damage.Part{damage.History, damage.Snapshot} { // where there are both, the snapshot counts
		for _, key := range v.folders[folderOf[part]] {
			if s, isSpan := v.t.spanOf(key); isSpan {
				if err := v.readSpan(ctx, s); err != nil {
					return err
				}
				continue
			}
			name, isObject := strings.CutSuffix(path.Base(key), ".json.gz")
			date, err := score.ParseDate(name)
			if !isObject || err != nil || strings.Count(key, "/") != strings.Count(v.t.prefix, "/")+1 {
				v.add(key, damage.Other, damage.Unexpected, "", "")
				continue
			}
			var s score.Snapshot
			ok, err := v.read(ctx, key, part, date, func(data []byte) (err error) {
				if s, err = score.Decode(data); err == nil && s.Date != date {
					err = fmt.Errorf("it holds the score of %s", s.Date)
				}
				return err
			})
			if err != nil {
				return err
			}
			v.addDay(ok, date, day{key, part, s})
		}
	}
	return nil
}

// addDay adds a day that was read, or that cannot be.
func (v *verifier) addDay(ok bool, date score.Date, d day) {
	if !ok {
		v.refused = append(v.refused, date)
		return
	}
	d.Controls = nil
	v.days[date], v.objects = d.Snapshot, append(v.objects, d)
}

// readSpan reads an object with several days of the history.
func (v *verifier) readSpan(ctx context.Context, s span) error {
	data, _, err := v.t.read(ctx, s.key)
	for _, date := range s.days() {
		snapshot, errDay := s.day(data, err, date)
		ok, err := v.decode(s.key, damage.History, date, nil, errDay, func([]byte) error { return nil })
		if err != nil {
			return err
		}
		v.addDay(ok, date, day{s.key, damage.History, snapshot})
	}
	return nil
}

var folderOf = map[damage.Part]string{damage.Snapshot: "snapshots", damage.History: "history"}

// firstID is the id of the first snapshot that has one, or else of the first
// day of the history, as a run takes it.
func (v *verifier) firstID() (id string) {
	for _, part := range []damage.Part{damage.Snapshot, damage.History} {
		first := score.Date("")
		for _, d := range v.objects {
			if d.part == part && score.IsID(d.TenantID) && (first == "" || d.Date < first) {
				first, id = d.Date, score.CanonicalID(d.TenantID)
			}
		}
		if id != "" {
			return id
		}
	}
	return ""
}

// identify finds out the tenant's id: from its name, what it claimed, or its
// first day.
func (v *verifier) identify(ctx context.Context) error {
	if slices.Contains(v.folders[""], v.t.identityKey()) {
		_, err := v.read(ctx, v.t.identityKey(), damage.Identity, "", func(data []byte) (err error) {
			v.owner, err = decodeIdentity(data)
			return err
		})
		if err != nil {
			return err
		}
	}
	switch {
	case score.IsID(v.t.name()):
		v.owner = v.t.name()
	case v.owner == "":
		v.owner = v.firstID()
	}
	return nil
}

// judgeDays finds the days that a run would not believe.
func (v *verifier) judgeDays(context.Context) error {
	gate := score.Gate{TenantID: v.owner, Today: v.today}
	for _, d := range v.objects {
		if kind, detail := v.refusal(d.Snapshot, gate); kind != "" {
			v.add(d.key, d.part, kind, d.Date, detail)
			v.refused = append(v.refused, d.Date)
		}
	}
	return nil
}

// refusal says why a run would refuse even the headline of a day.
func (v *verifier) refusal(s score.Snapshot, gate score.Gate) (damage.Kind, string) {
	faults := gate.Faults(s)
	switch {
	case slices.Contains(faults, score.OtherTenant):
		return damage.Foreign, foreign(s, v.owner)
	case slices.Contains(faults, score.Future):
		return damage.Future, fmt.Sprintf("today is %s", v.today)
	case slices.Contains(faults, score.OutOfRange):
		return damage.Impossible, impossible(s)
	}
	return "", ""
}

// checkIndex compares the index with the days.
func (v *verifier) checkIndex(ctx context.Context) error {
	key := v.t.daysKey()
	if !slices.Contains(v.folders[""], key) {
		if len(v.days) > 0 {
			v.add(key, damage.Index, damage.Missing, "", "")
		}
		return nil
	}
	var indexed []score.Day
	ok, err := v.read(ctx, key, damage.Index, "", func(data []byte) (err error) {
		indexed, err = decodeDays(v.t.name(), data)
		return err
	})
	if err != nil || !ok {
		return err
	}
	known := map[score.Date]bool{}
	for _, d := range indexed {
		known[d.Date] = true
		stored, ok := v.days[d.Date]
		switch {
		case slices.Contains(v.refused, d.Date): // said already
		case d.Date > v.today.AddDays(1):
			v.add(key, damage.Index, damage.Future, d.Date, fmt.Sprintf("today is %s", v.today))
		case !ok && d.Split.Known:
			v.add(v.t.snapshotKey(d.Date, false), damage.Snapshot, damage.Missing, d.Date, "")
		case !ok: // no statuses: it was a day of the history
			v.add(v.t.snapshotKey(d.Date, true), damage.History, damage.Missing, d.Date, "")
		case stored.Headline() != d.Headline:
			v.add(key, damage.Index, damage.Differs, d.Date, fmt.Sprintf("%v of %v points, but the day has %v of %v",
				d.Current, d.Max, stored.Current, stored.Max))
		}
	}
	v.checkListed(known, indexed)
	return nil
}

// checkListed adds the days that the index lacks.
func (v *verifier) checkListed(known map[score.Date]bool, indexed []score.Day) {
	oldest := score.Date("")
	if len(indexed) > 0 {
		oldest = indexed[0].Date
	}
	for _, d := range v.objects {
		if _, isSpan := v.t.spanOf(d.key); isSpan && d.Date < oldest {
			continue // it goes with the last day of its object
		}
		if !known[d.Date] && !slices.Contains(v.refused, d.Date) {
			known[d.Date] = true
			v.add(d.key, d.part, damage.Unlisted, d.Date, "")
		}
	}
}

// checkReports compares each report with the fingerprint in its name.
func (v *verifier) checkReports(ctx context.Context) error {
	for _, key := range v.folders["reports"] {
		date, ok := dayIn(key)
		if !ok {
			v.add(key, damage.Other, damage.Unexpected, "", "")
			continue
		}
		object, err := v.t.bucket.Get(ctx, key)
		if err != nil && !errors.Is(err, bucket.ErrNotExist) {
			return fmt.Errorf("reading %s: %w", key, err)
		}
		name, _, _ := strings.Cut(path.Base(key), ".")
		hash := strings.TrimPrefix(name, string(date)+"-")
		if err == nil && (len(object.Data) == 0 || hash != name && hash != fingerprint(object.Data)) {
			v.add(key, damage.Report, damage.Unreadable, date, fmt.Sprintf("it has other content than it was made with, %d bytes",
				len(object.Data)))
		}
	}
	return nil
}

// checkClaim reads which tenant has the tenant's id.
func (v *verifier) checkClaim(ctx context.Context) error {
	if v.owner == "" {
		return nil
	}
	var stored claim
	ok, err := v.read(ctx, claimKey(v.owner), damage.Claim, "", func(data []byte) (err error) {
		stored, err = decodeClaim(data)
		return err
	})
	if ok && stored.Tenant != v.t.name() {
		v.add(claimKey(v.owner), damage.Claim, damage.Foreign, "",
			fmt.Sprintf("%s has the id of %s", stored.Tenant, v.t.name()))
	}
	return err
}

// checkRest finds what is none of the above.
func (v *verifier) checkRest() {
	for folder, keys := range v.folders {
		if slices.Contains([]string{"snapshots", "history", "ledger", "drafts", "reports"}, folder) {
			continue
		}
		for _, key := range keys {
			switch name := path.Base(key); {
			case key == v.t.daysKey(), key == v.t.identityKey(), key == v.t.entryKey():
			case folder == "" && strings.HasPrefix(name, probePrefix):
				v.add(key, damage.Other, damage.Temporary, "", "")
			default:
				v.add(key, damage.Other, damage.Unexpected, "", "")
			}
		}
	}
}
