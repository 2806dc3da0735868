package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

var (
	//go:embed catalogue.tsv
	catalogueTSV string
	//go:embed paths.tsv
	pathsTSV string
	//go:embed tenant.tsv
	tenantTSV string
	//go:embed history.tsv
	historyTSV string
)

// place is a line of paths.tsv: a page of the portals, and the texts that all
// actions on it share.
type place struct {
	url, open, close, context string
	counted, setting          string // templates of implementationStatus
	noEffect                  string // user impact of an action without its own
	style, markup             string // of the team that wrote the texts
}

// action is a line of catalogue.tsv: a recommended action.
type action struct {
	id, service, category, title string
	max                          int // on the first day; history.tsv may change it
	cost, impact, tier           string
	rank                         int
	threats, steps               []string
	place                        *place
	why, effect                  string
	notes                        map[string]string
}

// control is a line of tenant.tsv: an action that the tenant is scored on.
type control struct {
	*action
	measure     string
	total, done int
	quirks      map[string]string
	status      string // template of implementationStatus
	thinHead    []byte // an older day's object up to its score
	thinStatus  []byte // an older day's implementationStatus
}

// event is a line of history.tsv.
type event struct {
	day, id, what, value, by, comment string
}

type tables struct {
	catalogue []*action
	controls  []*control
	position  map[string]int // of a control by its id
	history   []event
}

// loaded reads the tables once. A mistake in them is a mistake of the program,
// so it panics.
var loaded = sync.OnceValue(func() *tables {
	t := &tables{position: map[string]int{}}
	places := map[string]*place{}
	for _, f := range rows(pathsTSV, 10) {
		places[f[0]] = &place{f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9]}
	}
	actions := map[string]*action{}
	for _, f := range rows(catalogueTSV, 15) {
		a := &action{
			id: f[0], service: f[1], category: f[2], title: f[3], max: number(f[4]), cost: f[5], impact: f[6], tier: f[7],
			rank: number(f[8]), threats: list(f[9], ";"), place: places[f[10]], why: f[11], effect: f[12],
			steps: list(f[13], " // "), notes: keyed(f[14]),
		}
		if a.place == nil {
			panic(fmt.Sprintf("demo: %s: paths.tsv has no path %q", a.id, f[10]))
		}
		actions[a.id] = a
		t.catalogue = append(t.catalogue, a)
	}
	slices.SortFunc(t.catalogue, func(a, b *action) int {
		return strings.Compare(strings.ToLower(a.id), strings.ToLower(b.id))
	})
	for _, f := range rows(tenantTSV, 6) {
		c := &control{
			action: actions[f[0]], measure: f[1], total: number(f[2]), done: number(f[3]), quirks: keyed(f[4]), status: f[5],
		}
		if c.action == nil {
			panic(fmt.Sprintf("demo: tenant.tsv has %s, which is not in catalogue.tsv", f[0]))
		}
		c.prepare()
		t.position[c.id] = len(t.controls)
		t.controls = append(t.controls, c)
	}
	for _, f := range rows(historyTSV, 6) {
		t.history = append(t.history, event{f[0], f[1], f[2], f[3], f[4], f[5]})
	}
	return t
})

// invisible writes runes that readers of the tables cannot see, or that an
// editor would remove.
var invisible = strings.NewReplacer(`\u0020`, " ", `\u202f`, "\u202f", `\r`, "\r", `\n`, "\n")

// rows splits a table into lines of exactly width fields. Lines that begin with
// # are comments. An empty field at the end of a line is written as -, so that
// no editor removes it.
func rows(table string, width int) [][]string {
	var all [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != width {
			panic(fmt.Sprintf("demo: %d fields, want %d: %s", len(fields), width, line))
		}
		if last := &fields[width-1]; *last == "-" {
			*last = ""
		}
		for i, f := range fields {
			fields[i] = invisible.Replace(f)
		}
		all = append(all, fields)
	}
	return all
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return n
}

func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

// keyed reads "behind=9;noon".
func keyed(s string) map[string]string {
	m := map[string]string{}
	for _, word := range list(s, ";") {
		key, value, _ := strings.Cut(word, "=")
		m[key] = value
	}
	return m
}
