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

// noisy is a tenant on which something moves every day: a few proportional controls
// wander by 0.04 to 0.9 points in all, two others flap for weeks, and on six days
// something happens.
type noisy struct {
	random   *rand.Rand
	controls []score.Control
}

func newNoisy(seed uint64) *noisy {
	n := &noisy{random: rand.New(rand.NewPCG(seed, 7))}
	for i := range 8 {
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
	wanders := &n.controls[n.random.IntN(8)]
	wanders.Points = score.Hundredths(min(9, max(1, wanders.Points+drift)))
	for id, weeks := range map[string][2]int{"flaps_1": {15, 45}, "flaps_2": {52, 80}} {
		if day >= weeks[0] && day < weeks[1] {
			n.of(id).Points = float64((day + 1) % 2 * 5)
		}
	}
	n.of("flaps_1").Points = max(n.of("flaps_1").Points, map[bool]float64{true: 5}[day >= 45])
	n.of("flaps_2").Points = max(n.of("flaps_2").Points, map[bool]float64{true: 5}[day >= 80])
	if e, is := events[day]; is {
		e.happen(n)
	}
}

// A channel that is told of everything is muted after a week. In ninety days of
// noise every event is told once, on its day, and there are at most twelve messages
// in all; what the flapping controls end at is told too.
func TestNinetyNoisyDays(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w, n := newWorld(t), newNoisy(seed)
			if seed > 0 { // the first one on a real store
				w.store = newValues()
			}
			w.minPoints = 5 // ten days of the usual drift
			toldOn := map[string][]int{}
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
						toldOn[c.ID] = append(toldOn[c.ID], day)
					}
				}
			}
			if len(w.slack.received) > 12 {
				t.Errorf("%d messages, at most 12", len(w.slack.received))
			}
			t.Logf("%d messages", len(w.slack.received))
			for day, e := range events {
				if n := len(slices.DeleteFunc(slices.Clone(toldOn[e.control]), func(d int) bool { return d != day })); n != 1 {
					t.Errorf("%s of day %d was told on the days %v", e.control, day, toldOn[e.control])
				}
			}
			if got := toldOn["mfa"]; !slices.Equal(got, []int{10, 77}) {
				t.Errorf("mfa was told on the days %v", got)
			}
		})
	}
}

// A control that flaps is told, told as unstable when it comes back, and then not
// until it settles somewhere else; what a person declares of it is told at once.
func TestAFlappingControl(t *testing.T) {
	w := newWorld(t)
	other := control("other", 3, 10)
	flaps := control("flaps", 5, 5)
	told := func(day int) int {
		w.day(score.Date("2026-11-01").AddDays(day), flaps, other)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		return len(w.slack.received) - before
	}
	told(0)
	for day := 1; day <= 8; day++ {
		flaps.Points = 5 - flaps.Points
		want := 0
		if day <= score.FlipsLeast {
			want = 1
		}
		if got := told(day); got != want {
			t.Fatalf("day %d: told %d times, want %d", day, got, want)
		}
	}
	last := w.slack.received[len(w.slack.received)-1].News.Changes[0]
	if last.Flips != score.FlipsLeast || words.Unstable(last) == "" {
		t.Errorf("the last message has %d flips", last.Flips)
	}
	flaps.State, flaps.Points = "Ignored", 0
	if told(9) != 1 {
		t.Error("an accepted risk was not told")
	}
}

// When it has settled in another state than was told, that is told.
func TestAControlThatSettles(t *testing.T) {
	w := newWorld(t)
	flaps := control("flaps", 5, 5)
	var days []int
	for day := range 40 {
		if day > 0 && day <= 5 {
			flaps.Points = 5 - flaps.Points // the last told is 5, after five flips it is 0
		}
		w.day(score.Date("2026-10-01").AddDays(day), flaps)
		before := len(w.slack.received)
		w.well(`{"deliver": ["slack"]}`)
		if len(w.slack.received) > before {
			days = append(days, day)
		}
	}
	if !slices.Equal(days, []int{0, 1, 2, 5 + score.Settled}) {
		t.Errorf("told on the days %v, want on 0 to 2 and when it has settled", days)
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
			t.Errorf("day %d: told %d times, want %d", day, got, want)
		}
	}
}

// What happens in a quiet time is told after it, and a report comes all the same.
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
	if held.Deliveries[0].Text != "held, as saturday is a quiet day" {
		t.Errorf("says %q", held.Deliveries[0].Text)
	}
	w.day("2026-11-22", one)
	w.want(w.well(`{"deliver": ["slack"], "report": {"period": "P1D"}}`), job.Sent)
	w.day("2026-11-23", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged) // the report told it
	one.Points = 5
	w.day("2026-11-28", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged)
	w.day("2026-11-30", one)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
}

func TestQuietHolds(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	night := job.Quiet{From: 22 * time.Hour, To: 7*time.Hour + 30*time.Minute, Zone: berlin}
	for _, c := range []struct {
		name  string
		quiet job.Quiet
		at    string
		want  string
	}{
		{"never", job.Quiet{}, "2026-11-23T03:00:00Z", ""},
		{"at night", night, "2026-11-23T03:00:00Z", "held in the quiet hours until 07:30"},
		{"before midnight", night, "2026-11-23T21:00:00Z", "held in the quiet hours until 07:30"},
		{"in the morning", night, "2026-11-23T06:30:00Z", ""},
		{"in the evening", night, "2026-11-23T20:59:00Z", ""},
		{"in summer time", night, "2026-07-01T05:29:00Z", "held in the quiet hours until 07:30"},
		{"at noon", job.Quiet{From: 12 * time.Hour, To: 13 * time.Hour}, "2026-11-23T12:00:00Z", "held in the quiet hours until 13:00"},
		{"after noon", job.Quiet{From: 12 * time.Hour, To: 13 * time.Hour}, "2026-11-23T13:00:00Z", ""},
		{"no day of the digest", job.Quiet{Digest: []time.Weekday{time.Monday, time.Thursday}}, "2026-11-24T09:00:00Z", "held for the digest on monday and thursday"},
		{"a day of the digest", job.Quiet{Digest: []time.Weekday{time.Monday}}, "2026-11-23T09:00:00Z", ""},
		{"a day that is elsewhere another", job.Quiet{Days: []time.Weekday{time.Tuesday}, Zone: berlin}, "2026-11-23T23:30:00Z", "held, as tuesday is a quiet day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.quiet.Holds(at); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
