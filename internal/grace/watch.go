package grace

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
)

// Watch is a context for a request. It reports in sent whether the request was
// on its way: else it cannot have arrived, whatever its error says.
func Watch(ctx context.Context) (watched context.Context, sent *atomic.Bool) {
	sent = new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }}), sent
}
