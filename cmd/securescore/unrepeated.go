package main

import (
	"context"
	"log/slog"

	"secure-score-reporter/internal/job"
)

// unrepeated is the log of a run without what the command prints anyway, unless
// every step is wanted.
func (cli *commandLine) unrepeated(log *slog.Logger) *slog.Logger {
	if cli.Verbose {
		return log
	}
	return slog.New(withoutFailed{log.Handler()})
}

// withoutFailed leaves out that a tenant failed.
type withoutFailed struct{ slog.Handler }

func (h withoutFailed) Handle(ctx context.Context, r slog.Record) error {
	if r.Message == job.LogFailed {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

func (h withoutFailed) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withoutFailed{h.Handler.WithAttrs(attrs)}
}

func (h withoutFailed) WithGroup(name string) slog.Handler {
	return withoutFailed{h.Handler.WithGroup(name)}
}
