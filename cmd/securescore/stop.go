package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

var (
	// errStopped ends a command whose process got SIGINT or SIGTERM.
	errStopped = errors.New("stopped by a signal")
	// errTimeout is why the context of a command ended that took too long.
	errTimeout = errors.New("the time of the command is over")
)

// bounded runs the command until its time is over or a signal ends it.
func (cli *commandLine) bounded(ctx context.Context, p process, c choice) error {
	limited, cancel := p.timeout(ctx, cli.Timeout, errTimeout)
	defer cancel()
	if c.name == "init" && p.terminal {
		limited = ctx // a person takes the time that it takes; what it tries has limits of its own
	}
	err := c.run(limited, cli, p)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return errStopped
	case errors.Is(context.Cause(limited), errTimeout):
		return overTime(cli.Timeout, err)
	}
	return err
}

// overTime is the error of a command whose time was over.
func overTime(limit time.Duration, err error) error {
	over := fmt.Errorf("not done within %s; --timeout gives it more time", limit)
	if errors.Is(err, errFailed) {
		return over // the output has said the rest
	}
	return fmt.Errorf("%w: %w", over, err)
}

// untilStopped is a writer that drops what comes after the end of ctx: each
// part of a command that was stopped reports the same.
type untilStopped struct {
	ctx context.Context
	to  io.Writer
}

func (u untilStopped) Write(data []byte) (int, error) {
	select {
	case <-u.ctx.Done():
		return len(data), nil
	default:
		return u.to.Write(data)
	}
}

// readAll is io.ReadAll, except that it does not wait for a person at a
// terminal, or a pipe, after the end of ctx.
func readAll(ctx context.Context, from io.Reader) ([]byte, error) {
	type read struct {
		data []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		data, err := io.ReadAll(from)
		done <- read{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// readLine is a line, read in the same way.
func readLine(ctx context.Context, from *bufio.Reader) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := from.ReadString('\n')
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// undated is a context without its deadline: the demo has days of its own,
// which no deadline fits.
type undated struct{ context.Context }

func (undated) Deadline() (time.Time, bool) { return time.Time{}, false }
