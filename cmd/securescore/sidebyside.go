package main

import "errors"

// sideBySide is the flag of commands that serve several tenants. The default is
// job.Parallel.
type sideBySide struct {
	Parallel int
}

func (c *sideBySide) flags(f *flagSet) {
	f.count(&c.Parallel, "parallel", "N", 8, "How many tenants are served side by side.")
}

// Validate refuses more than a process can serve.
func (s sideBySide) Validate() error {
	if s.Parallel < 1 || s.Parallel > mostSideBySide {
		return errors.New("--parallel: it has to be from 1 to 64")
	}
	return nil
}

// mostSideBySide keeps the memory and the connections of a process bounded.
const mostSideBySide = 64

// sideBySideMemory is what the heap of a process takes that serves several
// tenants, unless GOMEMLIMIT says otherwise. Without a limit the garbage of all
// of them together would be as large as what they need.
const sideBySideMemory = 90 << 20

const memoryVariable = "GOMEMLIMIT"

func (s sideBySide) limitMemory(p process, tenants int) {
	_, set := p.lookupEnv(memoryVariable)
	if p.limitMemory != nil && !set && min(s.Parallel, tenants) > 1 {
		p.limitMemory(sideBySideMemory)
	}
}
