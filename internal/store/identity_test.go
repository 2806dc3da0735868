package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

func TestIdentity(t *testing.T) {
	ctx := context.Background()
	tenant := ForTenant(buckettest.NewMemory(), "contoso.example")
	if id, err := tenant.Identity(ctx); err != nil || id != "" {
		t.Errorf("before the first score: %q (%v), want none", id, err)
	}
	if err := tenant.Claim(ctx, " "+strings.ToUpper(ours)); err != nil {
		t.Fatal(err)
	}
	if id, err := tenant.Identity(ctx); err != nil || id != ours {
		t.Errorf("%q (%v), want %s", id, err, ours)
	}
}

// T2: of two tenants with one id the second is refused.
func TestClaim(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name   string
		before func(b bucket.Bucket) error
		tenant string
		want   *ClaimedError // nil where the claim is accepted
	}{
		{"the first", func(bucket.Bucket) error { return nil }, "contoso.example", nil},
		{"T2: two domains with one id", func(b bucket.Bucket) error {
			return ForTenant(b, "contoso.onmicrosoft.com").Claim(ctx, ours)
		}, "contoso.example", &ClaimedError{ID: ours, By: "contoso.onmicrosoft.com", Key: "ids/" + ours + ".json.gz",
			Folder: "tenants/contoso.example/"}},
		{"again by the same tenant", func(b bucket.Bucket) error {
			return ForTenant(b, "contoso.example").Claim(ctx, ours)
		}, "Contoso.example", nil},
		{"T2: a domain whose id is configured and has scores", func(b bucket.Bucket) error {
			_, err := ForTenant(b, ours).PutSnapshot(ctx, snapshot("2026-11-23", 5))
			return err
		}, "contoso.example", &ClaimedError{ID: ours, By: ours, Folder: "tenants/contoso.example/"}},
		{"the id itself, which has scores", func(b bucket.Bucket) error {
			_, err := ForTenant(b, ours).PutSnapshot(ctx, snapshot("2026-11-23", 5))
			return err
		}, ours, nil},
		{"T2: the id itself, which a domain has", func(b bucket.Bucket) error {
			return ForTenant(b, "contoso.example").Claim(ctx, ours)
		}, ours, &ClaimedError{ID: ours, By: "contoso.example", Key: "ids/" + ours + ".json.gz",
			Folder: "tenants/" + ours + "/"}},
		{"another id", func(b bucket.Bucket) error {
			return ForTenant(b, "contoso.onmicrosoft.com").Claim(ctx, theirs)
		}, "contoso.example", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := buckettest.NewMemory()
			if err := tt.before(b); err != nil {
				t.Fatal(err)
			}
			tenant := ForTenant(b, tt.tenant)
			err := tenant.Claim(ctx, ours)
			var claimed *ClaimedError
			if errors.As(err, &claimed); tt.want == nil {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			if claimed == nil || *claimed != *tt.want {
				t.Fatalf("error %v, want %+v", err, *tt.want)
			}
			for _, name := range []string{ours, tt.want.By, tt.want.Key, tt.want.Folder} {
				if !strings.Contains(err.Error(), name) {
					t.Errorf("error %q does not name %s", err, name)
				}
			}
			if claimed.Temporary() {
				t.Error("it is temporary, but only a change of the configuration helps")
			}
			if id, err := tenant.Identity(ctx); err != nil || id != "" {
				t.Errorf("the tenant has the id %q (%v), want none", id, err)
			}
		})
	}
}

// A tenant that was configured by its domain, and now by its id, keeps its
// history as the error says.
func TestMovedToItsID(t *testing.T) {
	ctx, b := t.Context(), buckettest.NewMemory()
	former := ForTenant(b, "contoso.example")
	if _, err := former.PutSnapshot(ctx, snapshot("2026-11-23", 5)); err != nil {
		t.Fatal(err)
	}
	if err := former.Claim(ctx, ours); err != nil {
		t.Fatal(err)
	}
	tenant := ForTenant(b, ours)
	var claimed *ClaimedError
	if err := tenant.Claim(ctx, ours); !errors.As(err, &claimed) {
		t.Fatalf("before: %v, want a ClaimedError", err)
	}
	keys, err := b.List(ctx, former.prefix)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		object, err := b.Get(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		put(t, b, claimed.Folder+strings.TrimPrefix(key, former.prefix), object.Data)
		if err := b.Delete(ctx, key); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Delete(ctx, claimed.Key); err != nil {
		t.Fatal(err)
	}
	if err := tenant.Claim(ctx, ours); err != nil {
		t.Errorf("after: %v", err)
	}
	if s, err := tenant.Snapshot(ctx, "2026-11-23"); err != nil || s.Current != 5 {
		t.Errorf("the former day: %+v (%v), want 5 points", s, err)
	}
}

func TestDamagedIdentities(t *testing.T) {
	ctx := context.Background()
	for name, data := range map[string][]byte{
		"not compressed": []byte("rubbish"), "no JSON": packed(t, "rubbish"), "empty": packed(t, `{}`),
		"no id": packed(t, `{"id":"contoso","tenant":""}`),
	} {
		t.Run(name, func(t *testing.T) {
			b := buckettest.NewMemory()
			tenant := ForTenant(b, "contoso.example")
			for _, key := range []string{tenant.identityKey(), claimKey(ours)} {
				put(t, b, key, data)
			}
			if id, err := tenant.Identity(ctx); err == nil || !strings.Contains(err.Error(), tenant.identityKey()) {
				t.Errorf("%q (%v), want an error that names the object", id, err)
			}
			if err := tenant.Claim(ctx, ours); err == nil || !strings.Contains(err.Error(), claimKey(ours)) {
				t.Errorf("claim: %v, want an error that names the object", err)
			}
		})
	}
}

func TestDrafts(t *testing.T) {
	ctx := context.Background()
	tenant := ForTenant(buckettest.NewMemory(), "t")
	drafts := map[[2]string]string{{"slack", "1"}: "one", {"slack", "2"}: "two", {"email", "1"}: "\x00three"}
	for key, body := range drafts {
		for _, content := range []string{"earlier", body} {
			if err := tenant.PutDraft(ctx, key[0], key[1], []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for key, body := range drafts {
		if got, err := tenant.Draft(ctx, key[0], key[1]); err != nil || string(got) != body {
			t.Errorf("%v is %q (%v), want %q", key, got, err, body)
		}
	}
	for range 2 { // deleting what is gone is no error
		if err := tenant.DeleteDraft(ctx, "slack", "1"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := tenant.Draft(ctx, "slack", "1")
	if !errors.Is(err, bucket.ErrNotExist) || !strings.Contains(err.Error(), "drafts/slack-1.gz") {
		t.Errorf("a deleted draft: %v, want %v", err, bucket.ErrNotExist)
	}
	if got, err := tenant.Draft(ctx, "email", "1"); err != nil || string(got) != "\x00three" {
		t.Errorf("another channel's draft is %q (%v)", got, err)
	}
}
