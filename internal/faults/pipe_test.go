package faults

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
)

// pipes is a listener whose connections are in memory, for a bubble.
type pipes struct {
	waiting chan net.Conn
	closed  chan struct{}
	close   func()
}

func newPipes() *pipes {
	p := &pipes{waiting: make(chan net.Conn), closed: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.closed) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.waiting:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.close()
	return nil
}

func (p *pipes) Addr() net.Addr { return pipeAddress{} }

type pipeAddress struct{}

func (pipeAddress) Network() string { return "pipe" }
func (pipeAddress) String() string  { return "graph.test" }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	broken := &atomic.Bool{}
	select {
	case p.waiting <- &end{Conn: there, broken: broken}:
		return &end{Conn: here, broken: broken}, nil
	case <-p.closed:
		return nil, refused("dial")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// end is one end of a connection. Its errors are those of TCP.
type end struct {
	net.Conn
	broken *atomic.Bool // it was reset
}

// reset breaks the connection of a stand-in.
func reset(c net.Conn) {
	switch c := c.(type) {
	case *end:
		c.broken.Store(true)
	case *net.TCPConn:
		_ = c.SetLinger(0)
	}
	_ = c.Close()
}

func (e *end) Read(p []byte) (int, error) {
	n, err := e.Conn.Read(p)
	return n, e.failed("read", err)
}

func (e *end) Write(p []byte) (int, error) {
	n, err := e.Conn.Write(p)
	return n, e.failed("write", err)
}

func (e *end) failed(operation string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF) && !e.broken.Load():
		return err
	case e.broken.Load():
		err = os.NewSyscallError(operation, syscall.ECONNRESET)
	}
	return &net.OpError{Op: operation, Net: "tcp", Err: err}
}

func refused(operation string) error {
	return &net.OpError{Op: operation, Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}
