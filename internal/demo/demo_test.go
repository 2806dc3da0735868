package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// wireScore and wireProfile are the properties that the tests use. A control is
// a map where a test needs to know whether a property is absent, else
// wirePoints.
type (
	wireScore[control any] struct {
		ID              string
		CreatedDateTime string
		CurrentScore    float64
		MaxScore        int
		ControlScores   []control
		Averages        []map[string]any `json:"averageComparativeScores"`
	}
	wireControl = map[string]any
	wirePoints  struct{ Score float64 }
)

type wireProfile struct {
	ID, Title, Service, ControlCategory, ActionType, ActionURL, Remediation string

	MaxScore, Rank int
	Deprecated     bool
	Threats        []string
	Updates        []map[string]any `json:"controlStateUpdates"`
}

func at(day string) time.Time {
	t, err := time.Parse(dateLayout+" 15:04", day+" 06:00")
	if err != nil {
		panic(err)
	}
	return t
}

func decode[T any](t *testing.T, elements []json.RawMessage) []T {
	t.Helper()
	all := make([]T, len(elements))
	for i, e := range elements {
		if err := json.Unmarshal(e, &all[i]); err != nil {
			t.Fatalf("element %d: %v", i, err)
		}
	}
	return all
}

// history decodes all scores.
func history[control any](t *testing.T, now time.Time) []wireScore[control] {
	t.Helper()
	scores, _ := Graph(now)
	return decode[wireScore[control]](t, scores)
}

// newest decodes today's score and the catalogue.
func newest(t *testing.T, now time.Time) (wireScore[wireControl], []wireProfile) {
	t.Helper()
	scores, profiles := Graph(now)
	return decode[wireScore[wireControl]](t, scores[:1])[0], decode[wireProfile](t, profiles)
}

func cents(f float64) int { return int(math.Round(f * 100)) }

func TestScenes(t *testing.T) {
	var got []string
	for _, s := range Scenes() {
		got = append(got, s.Now.Format("Mon 2006-01-02 15:04Z07:00 ")+s.Name)
	}
	want := []string{
		"Mon 2026-11-16 06:00Z first run", "Tue 2026-11-17 06:00Z quiet day",
		"Wed 2026-11-18 06:00Z a day with changes of every kind", "Thu 2026-11-19 06:00Z quiet day",
		"Fri 2026-11-20 06:00Z a regression is fixed", "Sat 2026-11-21 06:00Z small moves only",
		"Sun 2026-11-22 06:00Z quiet day", "Mon 2026-11-23 06:00Z weekly report",
	}
	if !slices.Equal(got, want) {
		t.Errorf("scenes are %q, want %q", got, want)
	}
}

func TestEverySceneAddsUp(t *testing.T) {
	for _, scene := range Scenes() {
		t.Run(scene.Name, func(t *testing.T) {
			t.Parallel()
			for _, s := range history[wirePoints](t, scene.Now) {
				sum := 0
				for _, c := range s.ControlScores {
					sum += cents(c.Score)
				}
				if sum != cents(s.CurrentScore) {
					t.Errorf("%s: controls sum to %d hundredths, the headline is %v", s.ID, sum, s.CurrentScore)
				}
				if p := s.CurrentScore / float64(s.MaxScore) * 100; p < 58 || p > 64 {
					t.Errorf("%s: %.2f %%", s.ID, p)
				}
			}
			today, profiles := newest(t, scene.Now)
			if n := len(profiles); n < 430 || n > 440 {
				t.Errorf("%d profiles", n)
			}
			if n := len(today.ControlScores); n < 190 || n > 200 {
				t.Errorf("%d controls are scored", n)
			}
			wantMaxima(t, today, profiles)
		})
	}
}

// wantMaxima checks that points, percentages and maxScore agree with the
// profiles.
func wantMaxima(t *testing.T, s wireScore[wireControl], profiles []wireProfile) {
	t.Helper()
	maximum := map[string]int{}
	for _, p := range profiles {
		maximum[p.ID] = p.MaxScore
	}
	for _, a := range loaded().catalogue {
		if _, ok := a.notes["unlisted"]; ok {
			maximum[a.id] = a.max
		}
	}
	sum := 0
	for _, c := range s.ControlScores {
		m := maximum[c["controlName"].(string)]
		sum += m
		if percent, ok := c["scoreInPercentage"].(float64); ok {
			if off := math.Abs(float64(m)*percent/100 - c["score"].(float64)); off > 0.006 {
				t.Errorf("%v: %v points are not %v %% of %d", c["controlName"], c["score"], percent, m)
			}
		}
	}
	if sum != s.MaxScore {
		t.Errorf("profiles sum to %d, maxScore is %d", sum, s.MaxScore)
	}
}

func TestSameTimeSameBytes(t *testing.T) {
	t.Parallel()
	now := Scenes()[2].Now
	scores, profiles := Graph(now)
	scores2, profiles2 := Graph(now.In(time.FixedZone("elsewhere", 5*3600)))
	if !slices.EqualFunc(scores, scores2, slices.Equal) || !slices.EqualFunc(profiles, profiles2, slices.Equal) {
		t.Error("the same time gave other bytes")
	}
}

func TestTodayChangesDuringTheDay(t *testing.T) {
	t.Parallel()
	morning, _ := Graph(at("2026-11-18"))
	evening, _ := Graph(at("2026-11-18").Add(14 * time.Hour))
	both := decode[wireScore[wirePoints]](t, []json.RawMessage{morning[0], evening[0]})
	a, b := both[0], both[1]
	if a.ID != b.ID || a.CurrentScore != b.CurrentScore || bytes.Equal(morning[0], evening[0]) {
		t.Errorf("%s %v became %s %v, want the same score in other bytes", a.ID, a.CurrentScore, b.ID, b.CurrentScore)
	}
}

// Every older day looks the same at all times.
func TestHistoryDoesNotDependOnNow(t *testing.T) {
	t.Parallel()
	seen := map[string]json.RawMessage{}
	for _, now := range []time.Time{at("2026-10-01"), at("2026-11-16"), at("2026-11-23"), at("2026-12-24")} {
		scores, _ := Graph(now)
		for i, s := range decode[struct{ ID string }](t, scores)[1:] {
			if before, ok := seen[s.ID]; ok && !bytes.Equal(before, scores[i+1]) {
				t.Errorf("%s looks different from %s", s.ID, now)
			}
			seen[s.ID] = scores[i+1]
		}
	}
}

func TestDaysAreInOrder(t *testing.T) {
	t.Parallel()
	days := history[wirePoints](t, Scenes()[0].Now)
	if len(days) != daysKept-len(missing) {
		t.Errorf("%d days, want %d", len(days), daysKept-len(missing))
	}
	previous := "9"
	for i, s := range days {
		day := strings.TrimPrefix(s.ID, TenantID+"_")
		if s.CreatedDateTime != day+"T00:00:00Z" || day >= previous || missing[day] {
			t.Errorf("element %d is %s of %s after %s", i, s.ID, s.CreatedDateTime, previous)
		}
		previous = day
	}
}

// Older days lack properties, and sizes are those of real answers.
func TestHistoryIsThin(t *testing.T) {
	t.Parallel()
	scores, profiles := Graph(Scenes()[0].Now)
	for i, s := range decode[wireScore[wireControl]](t, scores) {
		for _, c := range s.ControlScores {
			wantThin(t, s.ID, c, i > 0)
		}
		low, high := 150, 200
		if i == 0 {
			low, high = 690, 800
		}
		if n := (len(scores[i]) - 1100) / len(s.ControlScores); n < low || n > high {
			t.Errorf("%s: %d bytes a control", s.ID, n)
		}
	}
	size := 0
	for _, p := range profiles {
		size += len(p)
	}
	if n := size / len(profiles); n < 1050 || n > 1350 {
		t.Errorf("%d bytes a profile", n)
	}
}

func wantThin(t *testing.T, day string, c wireControl, thin bool) {
	t.Helper()
	for _, name := range []string{"lastSynced", "on", "count", "total", "state"} {
		if _, ok := c[name]; ok && thin {
			t.Fatalf("%s: %v has %s", day, c["controlName"], name)
		}
	}
	if (c["description"] == nil) != thin {
		t.Fatalf("%s: description of %v is %v", day, c["controlName"], c["description"])
	}
}

func TestHistoryMoves(t *testing.T) {
	t.Parallel()
	scores := history[wirePoints](t, at("2026-11-16"))
	noise, dips, maxima := 0, 0, map[int]bool{}
	for i, s := range scores[:len(scores)-1] {
		before := scores[i+1]
		maxima[s.MaxScore] = true
		change := cents(s.CurrentScore) - cents(before.CurrentScore)
		if s.MaxScore == before.MaxScore && change != 0 && change >= -93 && change <= 93 {
			noise++
		}
		if change < -100 {
			dips++
		}
	}
	if noise < 20 || dips < 2 || len(maxima) < 4 {
		t.Errorf("%d days of noise, %d dips, %d maxima", noise, dips, len(maxima))
	}
	if rise := scores[0].CurrentScore - scores[len(scores)-1].CurrentScore; rise < 20 || rise > 60 {
		t.Errorf("the score rose by %.2f points", rise)
	}
}

func BenchmarkGraph(b *testing.B) {
	for b.Loop() {
		Graph(Scenes()[len(Scenes())-1].Now)
	}
}

func ExampleGraph() {
	for _, scene := range Scenes() {
		scores, profiles := Graph(scene.Now)
		var newest wireScore[wirePoints]
		_ = json.Unmarshal(scores[0], &newest)
		fmt.Printf("%s: %d days, %d profiles, %d controls, %v of %d\n", scene.Now.Format(time.DateOnly),
			len(scores), len(profiles), len(newest.ControlScores), newest.CurrentScore, newest.MaxScore)
	}
	// Output:
	// 2026-11-16: 86 days, 436 profiles, 196 controls, 678.85 of 1089
	// 2026-11-17: 86 days, 436 profiles, 196 controls, 678.85 of 1089
	// 2026-11-18: 86 days, 438 profiles, 197 controls, 688.22 of 1101
	// 2026-11-19: 86 days, 438 profiles, 197 controls, 688.22 of 1101
	// 2026-11-20: 86 days, 438 profiles, 197 controls, 691.85 of 1101
	// 2026-11-21: 86 days, 438 profiles, 197 controls, 691.86 of 1101
	// 2026-11-22: 86 days, 438 profiles, 197 controls, 691.86 of 1101
	// 2026-11-23: 86 days, 438 profiles, 197 controls, 696.61 of 1101
}
