package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// claim is the content of an object under ids/: the tenant of the store that
// has this id.
type claim struct {
	Tenant string `json:"tenant"`
}

// identity is the id that a tenant's first score had.
type identity struct {
	ID string `json:"id"`
}

// Identity is the id that Claim remembered, empty before.
func (t *Tenant) Identity(ctx context.Context) (string, error) {
	if there, known := t.sees(t.identityKey()); known && !there {
		return "", nil
	}
	data, _, err := t.read(ctx, t.identityKey())
	if errors.Is(err, bucket.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	id, err := decodeIdentity(data)
	if err != nil {
		return "", unreadable(t.identityKey(), err)
	}
	return id, nil
}

func decodeIdentity(data []byte) (string, error) {
	var stored identity
	if err := json.Unmarshal(data, &stored); err != nil {
		return "", err
	}
	if !score.IsID(stored.ID) {
		return "", errors.New("it holds no tenant's id")
	}
	return stored.ID, nil
}

// Claim remembers the id of the tenant. It is a ClaimedError where another
// tenant of the store has it.
func (t *Tenant) Claim(ctx context.Context, id string) error {
	id = score.CanonicalID(id)
	if !t.foundFree(id) {
		if err := t.Claimable(ctx, id); err != nil {
			return err
		}
	}
	data, err := json.Marshal(claim{t.name()})
	if err != nil {
		return err
	}
	_, err = t.write(ctx, claimKey(id), data, bucket.IfAbsent())
	if errors.Is(err, bucket.ErrConflict) { // it was ours already, or another was faster
		err = t.Claimable(ctx, id)
	}
	if err != nil {
		return err
	}
	if data, err = json.Marshal(identity{id}); err != nil {
		return err
	}
	_, err = t.write(ctx, t.identityKey(), data, bucket.Condition{})
	return err
}

// Claimable is a ClaimedError where another tenant of the store has the id.
func (t *Tenant) Claimable(ctx context.Context, id string) error {
	id = score.CanonicalID(id)
	if t.name() != id {
		// A tenant that is configured by this id need not have claimed it.
		others, err := t.bucket.List(ctx, "tenants/"+id+"/snapshots/")
		if err != nil {
			return fmt.Errorf("listing the scores of %s: %w", id, err)
		}
		if len(others) > 0 {
			return &ClaimedError{ID: id, By: id, Name: t.names[id], Folder: t.prefix}
		}
	}
	data, _, err := t.read(ctx, claimKey(id))
	if errors.Is(err, bucket.ErrNotExist) {
		t.findFree(id)
		return nil
	}
	if err != nil {
		return err
	}
	stored, err := decodeClaim(data)
	if err != nil {
		return unreadable(claimKey(id), err)
	}
	if stored.Tenant != t.name() {
		return &ClaimedError{
			ID: id, By: stored.Tenant, Name: t.names[stored.Tenant], Key: claimKey(id), Folder: t.prefix,
		}
	}
	return nil
}

func decodeClaim(data []byte) (claim, error) {
	var stored claim
	if err := json.Unmarshal(data, &stored); err != nil {
		return stored, err
	}
	if stored.Tenant == "" {
		return stored, errors.New("it names no tenant")
	}
	return stored, nil
}

// ClaimedError says that two tenants of a store have one id.
type ClaimedError struct {
	ID   string
	By   string // the other tenant: its id or domain in the configuration
	Name string // of the other tenant, empty where it is not known
	Key  string // the object that says so; empty where it is the other's own scores

	Folder string // of this tenant's scores
}

func (e *ClaimedError) Error() string {
	text := fmt.Sprintf("the score is of the tenant %s, which the store has also as %s: "+
		"check the sign-in, or remove one of the two", e.ID, cmp.Or(e.Name, e.By))
	former := "; if it is this tenant under its former name, use that as before, " +
		"or move tenants/" + e.By + "/ to " + e.Folder + " in the store, in place of what is there"
	switch {
	case e.Key == "":
		return text + former
	case e.Name != "": // both are configured
		return text + "; if the other one is gone, delete " + e.Key + " from the store"
	}
	return text + former + "; then, or if the other one is gone, delete " + e.Key
}

// Withheld is the reason for a tenant's channels, which may not see the other
// one.
func (e *ClaimedError) Withheld() string { return "twoTenants" }

// Temporary says that only a change of the configuration helps.
func (e *ClaimedError) Temporary() bool { return false }

func claimKey(id string) string { return "ids/" + id + ".json.gz" }

// name is the tenant's id in the configuration, folded: an id or a domain.
func (t *Tenant) name() string {
	return strings.TrimSuffix(strings.TrimPrefix(t.prefix, "tenants/"), "/")
}

func (t *Tenant) identityKey() string { return t.prefix + "id.json.gz" }
