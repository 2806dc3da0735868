// Package grace lets a request that is on its way get its answer although the
// run was cancelled or its time is up. Otherwise it would not be known whether
// a message was accepted, and it would be sent again.
package grace

import (
	"context"
	"time"
)

// Period is how long an answer is waited for after the context ended. Lambda
// leaves three seconds to a run.
const Period = 2 * time.Second

// Answer is a context that ends a Period after ctx. It is an error where ctx
// has ended: then nothing is sent any more.
func Answer(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, nil, err
	}
	longer, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		time.AfterFunc(Period, func() { cancel(context.Cause(ctx)) })
	})
	return longer, func() { stop(); cancel(context.Canceled) }, nil
}
