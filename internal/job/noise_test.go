package job_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// noisy is a tenant on which something moves every day: proportional controls
// wander by 0.04 to 0.9 points in all, up to two others flap for weeks, and on
// six days something happens.
type noisy struct {
	random   *rand.Rand
	flapping int
	controls []score.Control
}

// wanderers is how many controls wander. Of 90 controls of a real tenant, 45
// are proportional.
const wanderers = 24

// newNoisy is the tenant with so many controls that flap.
func newNoisy(seed uint64, flapping int) *noisy {
	n := &noisy{random: rand.New(rand.NewPCG(seed, 7)), flapping: flapping}
	for i := range wanderers {
		n.controls = append(n.controls, control(fmt.Sprintf("wanders_%d", i), 5, 10))
	}
	for _, id := range []string{"flaps_1", "flaps_2", "mfa", "legacy", "forwarding", "old", "lapses"} {
		n.controls = append(n.controls, control(id, 5, 5))
	}
	n.of("forwarding").Points = 0
	return n
}

func (n *noisy) of(id string) *score.Control {
	i := slices.IndexFunc(n.controls, func(c score.Control) bool { return c.ID == id })
	return &n.controls[i]
}

// events are the six, by the day on which they show.
var events = map[int]struct {
	control string
	happen  func(n *noisy)
}{
	10: {"mfa", func(n *noisy) { n.of("mfa").Points = 0 }},
	24: {"agents", func(n *noisy) { n.controls = append(n.controls, control("agents", 0, 8)) }},
	35: {"legacy", func(n *noisy) { n.of("legacy").State, n.of("legacy").Points = "Ignored", 0 }},
	48: {"forwarding", func(n *noisy) { n.of("forwarding").Points = 5 }},
	61: {"old", func(n *noisy) {
		n.controls = slices.DeleteFunc(n.controls, func(c score.Control) bool { return c.ID == "old" })
	}},
	77: {"mfa", func(n *noisy) { n.of("mfa").Points = 5 }},
}

func (n *noisy) pass(day int) {
	drift := 0.04 + 0.86*n.random.Float64()
	if n.random.IntN(2) == 0 {
		drift = -drift
	}
	for i := range wanderers {
		part := drift / wanderers * (0.5 + n.random.Float64())
		n.controls[i].Points = score.Hundredths(min(9, max(1, n.controls[i].Points+part)))
	}
	for i, weeks := range [][2]int{{15, 45}, {52, 80}}[:n.flapping] {
		flaps := n.of(fmt.Sprintf("flaps_%d", i+1))
		if day >= weeks[0] && day < weeks[1] {
			flaps.Points = float64((day + 1) % 2 * 5)
		} else if day >= weeks[1] {
			flaps.Points = 5
		}
	}
	if e, is := events[day]; is {
		e.happen(n)
	}
}

// People mute a channel that reports everything. In ninety days of noise every
// event is reported once, on its day, and noise never. A control that flaps has
// three messages at most: that it fell, that it came back and is unstable, and
// the state in which it settles if another message had shown the other one.
func TestNinetyNoisyDays(t *testing.T) {
	const started, happened = 1, 6 // len(events)
	for _, tc := range []struct{ flapping, seeds, most int }{
		{0, 3, started + happened}, {1, 3, started + happened + 3}, {2, 8, started + happened + 5},
	} {
		for seed := range uint64(tc.seeds) {
			t.Run(fmt.Sprintf("%d flapping, %d", tc.flapping, seed), func(t *testing.T) {
				t.Parallel()
				ninetyDays(t, seed, tc.flapping, tc.most)
			})
		}
	}
}

func ninetyDays(t *testing.T, seed uint64, flapping, most int) {
	w, n := newWorld(t), newNoisy(seed, flapping)
	if seed > 0 || flapping < 2 { // one of them on a real store
		w.store = newValues()
	}
	reportedOn := map[string][]int{}
	for day := range 90 {
		n.pass(day)
		w.day(score.Date("2026-08-01").AddDays(day), n.controls...)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		for _, m := range w.slack.received[before:] {
			if m.News == nil {
				continue
			}
			for _, c := range m.News.Changes {
				reportedOn[c.ID] = append(reportedOn[c.ID], day)
			}
		}
	}
	if got := len(w.slack.received); got > most {
		t.Errorf("%d messages, at most %d", got, most)
	}
	for day, e := range events {
		onTheDay := slices.DeleteFunc(slices.Clone(reportedOn[e.control]), func(d int) bool { return d != day })
		if len(onTheDay) != 1 {
			t.Errorf("%s of day %d was reported on the days %v", e.control, day, reportedOn[e.control])
		}
	}
	if got := reportedOn["mfa"]; !slices.Equal(got, []int{10, 77}) {
		t.Errorf("mfa was reported on the days %v", got)
	}
}

// A control that flaps is reported, reported as unstable when it comes back,
// and then not until it settles in another state. A state that a person
// declares is reported at once.
func TestAFlappingControl(t *testing.T) {
	w := newWorld(t)
	other := control("other", 3, 10)
	flaps := control("flaps", 5, 5)
	messages := func(day int) int {
		w.day(score.Date("2026-11-01").AddDays(day), flaps, other)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		return len(w.slack.received) - before
	}
	messages(0)
	for day := 1; day <= 8; day++ {
		flaps.Points = 5 - flaps.Points
		want := 0
		if day <= score.FlipsLeast {
			want = 1
		}
		if got := messages(day); got != want {
			t.Fatalf("day %d: %d messages, want %d", day, got, want)
		}
	}
	last := w.slack.received[len(w.slack.received)-1].News.Changes[0]
	if last.Flips != score.FlipsLeast || words.English.Unstable(last) == "" {
		t.Errorf("the last message has %d flips", last.Flips)
	}
	flaps.State, flaps.Points = "Ignored", 0
	if messages(9) != 1 {
		t.Error("an accepted risk was not reported")
	}
}

// A control that settles in another state than was reported is reported again.
func TestAControlThatSettles(t *testing.T) {
	w := newWorld(t)
	flaps := control("flaps", 5, 5)
	var days []int
	for day := range 40 {
		if day > 0 && day <= 5 {
			flaps.Points = 5 - flaps.Points // the last reported is 5, after five flips it is 0
		}
		w.day(score.Date("2026-10-01").AddDays(day), flaps)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		if len(w.slack.received) > before {
			days = append(days, day)
		}
	}
	if !slices.Equal(days, []int{0, 1, 2, 5 + score.Settled}) {
		t.Errorf("reported on the days %v, want on 0 to 2 and when it has settled", days)
	}
}

func TestASnoozedControl(t *testing.T) {
	w := newWorld(t)
	w.snoozed = map[string]score.Date{"loud": "2026-11-20"}
	loud := control("loud", 5, 5)
	for day, want := range []int{1, 0, 0, 1} { // the snooze ends on the third day
		if day == 1 {
			loud.Points = 0
		}
		w.day(score.Date("2026-11-18").AddDays(day), loud)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		if got := len(w.slack.received) - before; got != want {
			t.Errorf("day %d: %d messages, want %d", day, got, want)
		}
	}
}

// A change in quiet times is reported after them; a report is sent in them too.
func TestQuietTimes(t *testing.T) {
	w := newWorld(t)
	w.quiet = job.Quiet{Days: []time.Weekday{time.Saturday, time.Sunday}}
	one := control("one", 5, 5)
	w.day("2026-11-20", one) // a Friday
	w.well(`{"deliver": ["slack"]}`)
	one.Points = 0
	w.day("2026-11-21", one)
	held := w.well(`{"deliver": ["slack"]}`)
	w.want(held, job.Unchanged)
	if held.Deliveries[0].Text != "waits: Saturday is a quiet day" {
		t.Errorf("says %q", held.Deliveries[0].Text)
	}
	w.day("2026-11-22", one)
	w.want(w.well(`{"deliver": ["slack"], "report": {"period": "P1D"}}`), job.Sent)
	w.day("2026-11-23", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged) // the report had it
	one.Points = 5
	w.day("2026-11-28", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged)
	w.day("2026-11-30", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
}
