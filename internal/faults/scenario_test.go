package faults

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// scenario is a run that is broken, and what was before it.
type scenario struct {
	name   string
	config string
	before func(w *world) // runs that are not broken
	moves  []string       // of the broken run's day
	event  string
	only   string // the services whose calls break; empty for all
}

// ended is the exception of a scenario with a notice beside the alert: the day
// before was its last one.
const ended = `"exceptions": [{"control": "control_Foxtrot", "reason": "a relay", "until": "2026-11-16"}],`

// summaryName is the scenario of a report that has what improved as a count:
// Slack's message and the email name only what regressed.
const summaryName = "summary"

// overallName is the scenario of the report over all tenants, which has
// channels of its own.
const overallName = "portfolio"

var scenarios = []scenario{
	{"first day", document(onS3, withApp, bySMTP), func(*world) {}, nil, daily, ""},
	{
		"alert", document(onS3, withApp, bySMTP), (*world).watching, []string{"Alfa", "Bravo", "Charlie", "Romeo"}, daily, "",
	},
	{"report", document(onS3, withApp, bySMTP), (*world).watching, []string{"Alfa", "Bravo", "Charlie"}, weekly, ""},
	{"recovery", document(onS3, withApp, bySMTP), (*world).regressed, []string{"Alfa", "Romeo"}, daily, "Slack SMTP"},
	{"webhook and SES", document(onS3, byWebhook, "ses"), (*world).watching, []string{"Alfa"}, daily, "Slack SES SSM"},
	{"email over Graph", document(onS3, byWebhook, "graph"), (*world).watching, []string{"Alfa"}, daily, "Exchange"},
	{
		"an exception ends", strings.Replace(document(onS3, withApp, bySMTP), `"tenants"`, ended+`"tenants"`, 1),
		(*world).watching, []string{"Alfa"}, daily, "Slack SMTP",
	},
	{
		summaryName, document(onS3, withApp, bySMTP), (*world).watching, []string{"Alfa", "Bravo", "Romeo"}, brief,
		"Slack SMTP",
	},
	{overallName, document(onS3, withApp, bySMTP), (*world).watching, nil, overall, ""},
	{
		"Teams and webhook", documentOf(onS3, byHooks), (*world).watching, []string{"Alfa", "Bravo", "Romeo"}, daily,
		"Teams Webhook SSM S3",
	},
	{
		"report by Teams and webhook", documentOf(onS3, byHooks), (*world).watching, []string{"Alfa", "Bravo", "Romeo"},
		weekly, "Teams Webhook",
	},
	{
		"an exception ends, Teams and webhook", documentOf(onS3, byHooks+ended), (*world).watching, []string{"Alfa"},
		daily, "Teams Webhook",
	},
}

func (w *world) watching() {
	w.well(daily)
	w.tomorrow()
}

// regressed is the world three weeks after Romeo regressed.
func (w *world) regressed() {
	w.watching()
	w.move("Romeo")
	w.well(daily)
	for range 21 {
		w.tomorrow()
	}
}

// well is a run in which nothing breaks.
func (w *world) well(format string) {
	w.t.Helper()
	w.goesWell(scheduled(format))
}

func (w *world) goesWell(event string) {
	w.t.Helper()
	w.network.arm(plan{})
	if o := w.run(event); o.failed() {
		w.t.Errorf("a run that nothing breaks: %v %+v", o.err, o.Tenants)
	}
}

// recovery is what follows on a broken run.
type recovery struct {
	again bool // the same event comes again
	moved bool // and an action moves before it, or before the next schedule
}

func (r recovery) String() string {
	return map[bool]string{true: "same event", false: "next schedule"}[r.again] +
		map[bool]string{true: ", data changed", false: ""}[r.moved]
}

var recoveries = []recovery{{true, false}, {true, true}, {false, false}, {false, true}}

// trial is one case of the matrix.
type trial struct {
	scenario scenario
	plan     plan
	recovery recovery
}

func (c trial) String() string {
	lasting := ""
	if c.plan.lasting {
		lasting = " and on"
	}
	return fmt.Sprintf("%s: %s #%d%s: %s; %s", c.scenario.name, c.plan.name, c.plan.n, lasting, c.plan.fault, c.recovery)
}

// verdict is what people got to know in a trial.
type verdict struct {
	lost, twice []string
	unlike      []string      // of those that came twice: whose copies have two keys
	took        time.Duration // of the broken run
	calls       []call        // of the broken run
	hit         bool          // something broke
}

// play plays a trial in the bubble of t. On the day after the broken run
// another action moves; the day after that is quiet.
func (c trial) play(t *testing.T) verdict {
	w := newWorld(t, c.scenario.config)
	c.scenario.before(w)
	w.move(c.scenario.moves...)
	event := scheduled(c.scenario.event)
	w.network.arm(c.plan)
	broken := w.run(event)
	v := verdict{took: broken.took, calls: w.network.calls, hit: w.network.hits > 0}
	time.Sleep(2 * time.Minute)
	if c.recovery.moved {
		w.move("Delta")
	}
	if c.recovery.again {
		w.network.arm(plan{})
		w.run(event)
	}
	w.tomorrow()
	if c.scenario.name == overallName {
		c.followed(w, &v)
		return v
	}
	w.move("Echo")
	w.well(daily)
	before := w.messages()
	w.tomorrow()
	w.well(daily)
	if w.messages() != before {
		t.Errorf("%s: a message on a quiet day:\n%s", c, w.dump())
	}
	w.judge(&v, c)
	if t.Failed() || len(v.lost) > 0 {
		t.Logf("%s: the broken run: %v %+v", c, broken.err, broken.Tenants)
	}
	return v
}

// followed is a portfolio's next schedule, which comes twice.
func (c trial) followed(w *world, v *verdict) {
	event := scheduled(overall)
	w.goesWell(event)
	before := w.messages()
	w.goesWell(event)
	if w.messages() != before {
		w.t.Errorf("%s: the same schedule sends twice:\n%s", c, w.dump())
	}
	w.judgeOverall(v, c)
}

// judgeOverall counts the reports of both schedules on each channel. Each is
// there once; that of a schedule whose event did not come again may be missing.
func (w *world) judgeOverall(v *verdict, c trial) {
	w.mu.Lock()
	defer w.mu.Unlock()
	today := time.Now().Truncate(24 * time.Hour)
	posts, files, mails := map[bool]int{}, map[bool]int{}, map[bool]int{}
	for _, p := range w.on("slack") {
		if p.thread == "" && strings.Contains(p.text, "All tenants") {
			next := !p.at.Before(today)
			posts[next]++
			for _, f := range w.files {
				if f.thread == p.id {
					files[next]++
				}
			}
		}
	}
	for _, m := range w.on("email") {
		if strings.Contains(m.text, "All tenants") {
			mails[!m.at.Before(today)]++
		}
	}
	for next, expected := range map[bool]bool{false: c.recovery.again, true: true} {
		name := map[bool]string{false: " of the broken schedule", true: " of the next schedule"}[next]
		v.count("slack portfolio"+name, posts[next], expected)
		v.count("email portfolio"+name, mails[next], expected)
		v.count("slack file"+name, files[next], expected && (next || c.recovery.again))
	}
}

// count notes what is there not at all, where it should be, or twice.
func (v *verdict) count(what string, n int, expected bool) {
	switch {
	case n == 0 && expected:
		v.lost = append(v.lost, what)
	case n > 1:
		v.twice = append(v.twice, what)
	}
}

// judge counts how often people were notified of each move.
func (w *world) judge(v *verdict, c trial) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, channel := range c.scenario.channels() {
		w.judgeChannel(v, channel, c)
	}
	if c.scenario.name == "recovery" {
		v.count("slack reply", w.replies(), true)
	}
	w.judgeFiles(v, c)
}

func (w *world) judgeChannel(v *verdict, channel string, c trial) {
	sent := w.on(channel)
	began := time.Now()
	if len(sent) > 0 {
		began = sent[0].at
	}
	threads := channel == "slack" && !strings.Contains(c.scenario.config, byWebhook)
	onlyInThread := threads && c.scenario.name == "report"
	for _, name := range names {
		at, moved := w.moved[name]
		if !moved {
			continue
		}
		alone, inside := naming(sent, name, at)
		improved := c.scenario.counts(channel) && name != "Romeo"
		if improved && channel != "slack" {
			alone += counting(sent, at)
		}
		if n := len(keysNaming(sent, name, at)); n > 1 {
			v.unlike = append(v.unlike, channel+" "+name)
		}
		v.count(channel+" "+name, alone, began.Before(at) && !onlyInThread && (!improved || channel != "slack"))
		v.count(channel+" thread "+name, inside, began.Before(at) && threads)
	}
	// A channel whose first message failed may hear of the first change instead.
	v.count(channel+" watching", with(sent, "onitoring has started"), len(sent) == 0)
	v.count(channel+" exception", with(sent, "exception has ended"), c.scenario.ends())
}

// channels are those of the configuration.
func (s scenario) channels() []string {
	if strings.Contains(s.config, byHooks) {
		return []string{"teams", "webhook"}
	}
	return []string{"slack", "email"}
}

// counts says whether a report on the channel counts what improved.
func (s scenario) counts(channel string) bool {
	return s.name == summaryName || s.event == weekly && channel == "teams"
}

// ends says whether an exception ends on the scenario's day.
func (s scenario) ends() bool { return strings.Contains(s.config, ended) }

// with counts the messages with a text.
func with(sent []message, text string) (n int) {
	for _, m := range sent {
		if m.thread == "" && strings.Contains(m.text, text) {
			n++
		}
	}
	return n
}

// naming counts the messages from a time on that have a name, and those in
// their threads.
func naming(sent []message, name string, from time.Time) (alone, inside int) {
	after := map[string]bool{}
	for _, m := range sent {
		switch has := strings.Contains(m.text, "Turn on "+name); {
		case m.at.Before(from):
		case m.thread == "":
			after[m.id] = true
			if has {
				alone++
			}
		case has && after[m.thread]:
			inside++
		}
	}
	return alone, inside
}

// keysNaming are the keys of the messages from a time on that have a name. What
// is in a thread has the key of its message.
func keysNaming(sent []message, name string, from time.Time) map[string]bool {
	keys := map[string]bool{}
	for _, m := range sent {
		if !m.at.Before(from) && m.thread == "" && strings.Contains(m.text, "Turn on "+name) {
			keys[m.key] = true
		}
	}
	return keys
}

// counting counts the reports from a time on that have what improved as a
// count.
func counting(sent []message, from time.Time) (n int) {
	for _, m := range sent {
		if !m.at.Before(from) && strings.Contains(m.text, "Report of ") && strings.Contains(m.text, " improved") {
			n++
		}
	}
	return n
}

// replies counts the posts in the threads of earlier regressions.
func (w *world) replies() (n int) {
	for _, p := range w.on("slack") {
		if strings.Contains(p.key, "/recovered/") {
			n++
		}
	}
	return n
}

// judgeFiles counts the files of each report that Slack has. A message that was
// posted twice needs its file once. One that nobody knows of, and whose event
// does not come again, stays without.
func (w *world) judgeFiles(v *verdict, c trial) {
	known := c.recovery.again || !c.plan.mayDouble()
	files := map[string]int{}
	for _, p := range w.on("slack") {
		if p.thread == "" && strings.Contains(p.text, "Secure Score report") {
			files[p.key] += 0
			for _, f := range w.files {
				if f.thread == p.id {
					files[p.key]++
				}
			}
		}
	}
	for _, n := range files {
		v.count("slack file", n, known)
	}
}
