package job_test

import (
	"context"
	"testing"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/store/bucket"
)

// What a portfolio stores is verified with the rest, and repaired.
func TestThePortfoliosStoreIsVerified(t *testing.T) {
	w := withAScore(t)
	if list := w.job().Verify(t.Context(), nil); len(list) != 1 {
		t.Errorf("without a portfolio: %+v", list)
	}
	if _, there := w.job().RebuildPortfolio(t.Context()); there {
		t.Error("rebuilt what is not there")
	}
	w.wantOverall(monday, "slack sent, email sent")
	list := w.job().Verify(t.Context(), nil)
	if len(list) != 2 || list[1].Tenant != "Northwind" || list[1].Ledgers != 2 || list[1].Reports != 1 ||
		list[0].Failed() || list[1].Failed() {
		t.Errorf("%+v", list)
	}
	const object = "portfolio/ledger/slack.json.gz"
	if _, err := w.bucket.Put(context.Background(), object, []byte("{"), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	list = w.job().Verify(t.Context(), nil)
	if len(list) != 2 || len(list[1].Problems) != 1 || list[1].Problems[0].Object != object ||
		list[1].Problems[0].Part != damage.Ledger {
		t.Errorf("damaged: %+v", list)
	}
	done, there := w.job().RebuildPortfolio(t.Context())
	if !there || done.Failed() || len(done.Moved) != 1 {
		t.Errorf("%+v", done)
	}
	if rest := w.job().VerifyRest(t.Context(), nil); rest.Failed() || len(rest.Others) > 0 {
		t.Errorf("%+v", rest)
	}
}
