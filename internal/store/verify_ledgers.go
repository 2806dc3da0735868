package store

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

func (v *verifier) checkLedgers(ctx context.Context) error {
	gate := score.Gate{TenantID: v.owner, Today: v.today}
	for _, key := range v.folders["ledger"] {
		channel, _, _ := strings.Cut(path.Base(key), ".")
		if slots := v.t.stepKeys(channel); slices.Contains(slots[:], key) {
			if err := v.checkStep(ctx, key); err != nil {
				return err
			}
			continue
		}
		name, isObject := strings.CutSuffix(path.Base(key), ".json.gz")
		if !isObject || key != v.t.ledgerKey(name) {
			v.add(key, damage.Other, damage.Unexpected, "", "")
			continue
		}
		v.ledgers++
		var l ledger.Ledger
		ok, err := v.read(ctx, key, damage.Ledger, "", func(data []byte) (err error) {
			l, err = ledger.Decode(data)
			return err
		})
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if l.Baseline != nil {
			if kind, detail := v.refusal(l.Baseline.Snapshot, gate); kind != "" {
				v.add(key, damage.Ledger, kind, l.Baseline.Date, detail)
			}
		}
		for _, e := range l.Entries {
			if e.Drafted {
				v.needed[v.t.draftKey(name, e.Digest)] = key
			}
			if e.Owed && !slices.Contains(v.folders["drafts"], v.t.draftKey(name, e.Digest)) {
				v.add(v.t.draftKey(name, e.Digest), damage.Draft, damage.Missing, score.DateOf(e.At), "")
			}
		}
	}
	return nil
}

func (v *verifier) checkDrafts(ctx context.Context) error {
	for _, key := range v.folders["drafts"] {
		if _, needed := v.needed[key]; !needed {
			v.add(key, damage.Draft, damage.Unexpected, "", "")
			continue
		}
		if _, err := v.read(ctx, key, damage.Draft, "", func([]byte) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// checkStep reads a step of a channel's delivery.
func (v *verifier) checkStep(ctx context.Context, key string) error {
	object, err := v.t.bucket.Get(ctx, key)
	if err != nil {
		err = fmt.Errorf("reading %s: %w", key, err)
	}
	_, err = v.decode(key, damage.Step, "", object.Data, err, func(data []byte) error {
		_, err := ledger.DecodeStep(data)
		return err
	})
	return err
}
