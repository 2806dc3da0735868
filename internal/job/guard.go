package job

import (
	"fmt"
	"log/slog"
	"runtime"
	"strings"
)

// guard calls a function and returns a panic in it as an error, so that a fault
// of this program concerns one tenant or one channel, and not those after it.
// The log says where it happened.
func guard(log *slog.Logger, call func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			fault, isRelayed := p.(relayed)
			if !isRelayed {
				fault = relayed{p, panicked()}
			}
			err = fmt.Errorf("an internal error: %v; please report it", fault.value)
			log.Error("panic", "error", err.Error(), "at", fault.at)
		}
	}()
	return call()
}

// relayed is a panic that another goroutine had.
type relayed struct {
	value any
	at    string
}

// panicked is the place of a panic, seen from the function that recovers.
func panicked() string {
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") || !more {
			return fmt.Sprintf("%s:%d", frame.Function, frame.Line)
		}
	}
}
