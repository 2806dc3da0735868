package bucket_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

// roleEnv turns a run of this test binary into one of several processes that
// share a store.
const roleEnv = "BUCKET_TEST_ROLE"

// roles are what such a process does with the store for each line that it
// reads. It answers with one line.
var roles = map[string]func(ctx context.Context, b bucket.Bucket, line string) string{
	"ifAbsent": func(ctx context.Context, b bucket.Bucket, key string) string {
		_, err := b.Put(ctx, key, fmt.Append(nil, os.Getpid()), bucket.IfAbsent())
		switch {
		case err == nil:
			return "won"
		case errors.Is(err, bucket.ErrConflict):
			return "lost"
		}
		return err.Error()
	},
	"increment": func(ctx context.Context, b bucket.Bucket, key string) string {
		return fmt.Sprint(buckettest.Increment(ctx, b, key))
	},
	"lock": func(ctx context.Context, b bucket.Bucket, name string) string {
		_, err := b.Lock(ctx, name, "the other process")
		return fmt.Sprint(err)
	},
	"overwrite": func(ctx context.Context, b bucket.Bucket, key string) string {
		fmt.Println("writing")
		for i := 0; ; i++ {
			if _, err := b.Put(ctx, key, largeObject(i), bucket.Condition{}); err != nil {
				return err.Error()
			}
		}
	},
}

func largeObject(i int) []byte { return []byte(strings.Repeat(strconv.Itoa(i%10), 1<<20)) }

func TestMain(m *testing.M) {
	if role := os.Getenv(roleEnv); role != "" {
		d, err := bucket.OpenDir(os.Args[1])
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		d.OnSync(func(*os.File) error { return nil })
		for in := bufio.NewScanner(os.Stdin); in.Scan(); {
			fmt.Println(roles[role](context.Background(), d, in.Text()))
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// process is another process that uses the store in root.
type process struct {
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

func start(t *testing.T, role, root string) *process {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], root)
	cmd.Env = append(os.Environ(), roleEnv+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, in: in, out: bufio.NewScanner(out)}
	t.Cleanup(p.kill)
	return p
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

func (p *process) ask(t *testing.T, line string) {
	t.Helper()
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		t.Fatal(err)
	}
}

func (p *process) answer(t *testing.T) string {
	t.Helper()
	if !p.out.Scan() {
		t.Fatalf("a process ended early: %v", p.out.Err())
	}
	return p.out.Text()
}

func startMany(t *testing.T, n int, role, root string) []*process {
	t.Helper()
	processes := make([]*process, n)
	for i := range processes {
		processes[i] = start(t, role, root)
	}
	return processes
}

func TestDirProcessesIfAbsent(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	processes := startMany(t, 8, "ifAbsent", root)
	for round := range 40 {
		key := fmt.Sprintf("ledger/%d/%d", round/10, round)
		for _, p := range processes {
			p.ask(t, key)
		}
		won := map[string]int{}
		for _, p := range processes {
			won[p.answer(t)]++
		}
		if won["won"] != 1 || won["lost"] != len(processes)-1 {
			t.Fatalf("round %d: %v", round, won)
		}
	}
	wantNoTemporary(t, root)
}

func TestDirProcessesIncrement(t *testing.T) {
	t.Parallel()
	const each = 15
	root := t.TempDir()
	d := openDir(t, root)
	if _, err := d.Put(t.Context(), "counter", []byte("0"), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	processes := startMany(t, 4, "increment", root)
	for _, p := range processes {
		p.ask(t, strings.Repeat("counter\n", each-1)+"counter")
	}
	for _, p := range processes {
		for range each {
			if got := p.answer(t); got != "<nil>" {
				t.Fatal(got)
			}
		}
	}
	got, err := d.Get(t.Context(), "counter")
	if want := strconv.Itoa(each * len(processes)); err != nil || string(got.Data) != want {
		t.Errorf("the counter is %s, error %v; want %s", got.Data, err, want)
	}
}

func TestDirLockEndsWithItsProcess(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	d := openDir(t, root)
	other := start(t, "lock", root)
	other.ask(t, "tenants/a")
	if got := other.answer(t); got != "<nil>" {
		t.Fatal(got)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := d.Lock(ctx, "tenants/a", "this process")
	want := fmt.Sprintf("waiting for lock tenants/a, held by the other process (process %d): ", other.cmd.Process.Pid)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), want) {
		t.Errorf("Lock while another process holds it: got error %v, want %s…", err, want)
	}

	other.kill()
	ctx, cancel = context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	unlock, err := d.Lock(ctx, "tenants/a", "this process")
	if err != nil {
		t.Fatalf("Lock after its holder was killed: %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
}

func TestDirWriterKilled(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	d := openDir(t, root)
	if _, err := d.Put(t.Context(), "a/b", largeObject(0), bucket.Condition{}); err != nil {
		t.Fatal(err)
	}
	for round := range 5 {
		other := start(t, "overwrite", root)
		other.ask(t, "a/b")
		other.answer(t)
		time.Sleep(time.Duration(round) * 7 * time.Millisecond)
		other.kill()
		got, err := d.Get(t.Context(), "a/b")
		if err != nil || len(got.Data) != 1<<20 || strings.Trim(string(got.Data), string(got.Data[:1])) != "" {
			t.Fatalf("round %d: %d bytes, not one object; error %v", round, len(got.Data), err)
		}
		if keys, err := d.List(t.Context(), ""); err != nil || len(keys) != 1 {
			t.Fatalf("round %d: List = %q, error %v; want a/b only", round, keys, err)
		}
		if _, err := d.Put(t.Context(), "a/b", got.Data, bucket.IfVersion(got.Version)); err != nil {
			t.Fatalf("round %d: Put after a writer was killed: %v", round, err)
		}
	}
}
