package invocation

import (
	"context"
	"log/slog"

	"secure-score-reporter/internal/dispatch"
	"secure-score-reporter/internal/job"
)

// split answers a message about several tenants with a message for each: one
// run of all of them would not end in the function's time.
func (h *Handler) split(ctx context.Context, log *slog.Logger, m message, tenants []job.Tenant) error {
	var named []dispatch.Tenant
	for _, t := range tenants {
		named = append(named, dispatch.Tenant{Name: t.Name, ID: t.ID})
	}
	list, err := dispatch.Split([]byte(m.Body), named, m.request())
	if err != nil {
		return poisonError{err}
	}
	if err := (dispatch.Sender{Batch: h.Queue.Batch, Pause: dispatch.Wait}).Send(ctx, list); err != nil {
		log.Error("dispatching", "error", err.Error())
		return err
	}
	log.Info("dispatched", "messages", len(list))
	return nil
}
