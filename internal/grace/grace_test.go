package grace

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnAnswerHasTimeAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := errors.New("the time is up")
		ctx, cancel := context.WithCancelCause(t.Context())
		longer, done, err := Answer(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer done()
		cancel(ended)
		time.Sleep(Period - time.Millisecond)
		synctest.Wait()
		if longer.Err() != nil {
			t.Error("it ended with the context")
		}
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		if !errors.Is(context.Cause(longer), ended) {
			t.Errorf("it ended with %v", context.Cause(longer))
		}
		if _, _, err := Answer(ctx); !errors.Is(err, ended) {
			t.Errorf("after the end: %v", err)
		}
	})
}
