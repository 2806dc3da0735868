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

// wireScore and wireProfile are the parts of the wire that the tests look into.
type wireScore struct {
	ID              string
	CreatedDateTime string
	CurrentScore    float64
	MaxScore        int
	ControlScores   []map[string]any
	Averages        []map[string]any `json:"averageComparativeScores"`
}

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

func graph(t *testing.T, now time.Time) ([]wireScore, []wireProfile) {
	t.Helper()
	scores, profiles := Graph(now)
	return decode[wireScore](t, scores), decode[wireProfile](t, profiles)
}

// newest decodes today's score only, which is what most tests look at.
func newest(t *testing.T, now time.Time) (wireScore, []wireProfile) {
	t.Helper()
	scores, profiles := Graph(now)
	return decode[wireScore](t, scores[:1])[0], decode[wireProfile](t, profiles)
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
		"Fri 2026-11-20 06:00Z a regression is mended", "Sat 2026-11-21 06:00Z small moves only",
		"Sun 2026-11-22 06:00Z quiet day", "Mon 2026-11-23 06:00Z weekly report",
	}
	if !slices.Equal(got, want) {
		t.Errorf("scenes are %q, want %q", got, want)
	}
}

func TestEverySceneAddsUp(t *testing.T) {
	for _, scene := range Scenes() {
		t.Run(scene.Name, func(t *testing.T) {
			scores, profiles := graph(t, scene.Now)
			if n := len(profiles); n < 430 || n > 440 {
				t.Errorf("%d profiles", n)
			}
			if n := len(scores[0].ControlScores); n < 190 || n > 200 {
				t.Errorf("%d controls are scored", n)
			}
			for _, s := range scores {
				sum := 0
				for _, c := range s.ControlScores {
					sum += cents(c["score"].(float64))
				}
				if sum != cents(s.CurrentScore) {
					t.Errorf("%s: controls sum to %d hundredths, the headline is %v", s.ID, sum, s.CurrentScore)
				}
				if p := s.CurrentScore / float64(s.MaxScore) * 100; p < 58 || p > 64 {
					t.Errorf("%s: %.2f %%", s.ID, p)
				}
			}
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
			for _, c := range scores[0].ControlScores {
				m := maximum[c["controlName"].(string)]
				sum += m
				if percent, ok := c["scoreInPercentage"].(float64); ok {
					if off := math.Abs(float64(m)*percent/100 - c["score"].(float64)); off > 0.006 {
						t.Errorf("%v: %v points are not %v %% of %d", c["controlName"], c["score"], percent, m)
					}
				}
			}
			if sum != scores[0].MaxScore {
				t.Errorf("profiles sum to %d, maxScore is %d", sum, scores[0].MaxScore)
			}
		})
	}
}

func TestSameMomentSameBytes(t *testing.T) {
	now := Scenes()[2].Now
	scores, profiles := Graph(now)
	again, anew := Graph(now.In(time.FixedZone("elsewhere", 5*3600)))
	if !slices.EqualFunc(scores, again, slices.Equal) || !slices.EqualFunc(profiles, anew, slices.Equal) {
		t.Error("the same moment gave other bytes")
	}
}

func TestTodayMutatesUnderItsID(t *testing.T) {
	morning, _ := Graph(at("2026-11-18"))
	evening, _ := Graph(at("2026-11-18").Add(14 * time.Hour))
	a, b := decode[wireScore](t, morning)[0], decode[wireScore](t, evening)[0]
	if a.ID != b.ID || a.CurrentScore != b.CurrentScore || bytes.Equal(morning[0], evening[0]) {
		t.Errorf("%s %v became %s %v, want the same score in other bytes", a.ID, a.CurrentScore, b.ID, b.CurrentScore)
	}
}

// TestHistoryDoesNotDependOnNow compares every older day as two moments saw it.
func TestHistoryDoesNotDependOnNow(t *testing.T) {
	seen := map[string]json.RawMessage{}
	for _, now := range []time.Time{at("2026-10-01"), at("2026-11-16"), at("2026-11-23"), at("2026-12-24")} {
		scores, _ := Graph(now)
		for i, s := range decode[wireScore](t, scores)[1:] {
			if before, ok := seen[s.ID]; ok && !bytes.Equal(before, scores[i+1]) {
				t.Errorf("%s looks different from %s", s.ID, now)
			}
			seen[s.ID] = scores[i+1]
		}
	}
}

func TestHistoryIsThin(t *testing.T) {
	scores, profiles := Graph(Scenes()[0].Now)
	if len(scores) != daysKept-len(missing) {
		t.Errorf("%d days, want %d", len(scores), daysKept-len(missing))
	}
	previous := "9"
	for i, s := range decode[wireScore](t, scores) {
		day := strings.TrimPrefix(s.ID, TenantID+"_")
		if s.CreatedDateTime != day+"T00:00:00Z" || day >= previous || missing[day] {
			t.Errorf("element %d is %s of %s after %s", i, s.ID, s.CreatedDateTime, previous)
		}
		previous = day
		for _, c := range s.ControlScores {
			for _, name := range []string{"lastSynced", "on", "count", "total", "state"} {
				if _, ok := c[name]; ok && i > 0 {
					t.Fatalf("%s: %v has %s", s.ID, c["controlName"], name)
				}
			}
			if (c["description"] == nil) != (i > 0) {
				t.Fatalf("%s: description of %v is %v", s.ID, c["controlName"], c["description"])
			}
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

func TestHistoryMoves(t *testing.T) {
	scores, _ := graph(t, at("2026-11-16"))
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
		var newest wireScore
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
