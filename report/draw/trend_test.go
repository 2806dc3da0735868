package draw

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// trendDay is the end of the made-up histories.
const trendDay = score.Date("2026-11-23")

// trendOf is a history of n days, oldest first; change gets each day and how
// many days ago it is.
func trendOf(n int, change func(d *score.Day, ago int)) report.Model {
	var m report.Model
	for ago := n - 1; ago >= 0; ago-- {
		d := score.Day{AllTenants: 47.3 - float64(ago)*0.01, Similar: 53.2 + 0.4*math.Sin(float64(ago)/9)}
		d.Date, d.Max = trendDay.AddDays(-ago), 1100
		d.Current = 690 - float64(ago) + 4*math.Sin(float64(ago)/4)
		d.Split = score.Split{Known: true, Accepted: 20 + math.Floor(float64(n-ago)/20)*6}
		if n > 100 {
			d.Current = 690 - 0.4*float64(ago)
		}
		if change != nil {
			change(&d, ago)
		}
		if d.Date != "" {
			m.Trend.Days = append(m.Trend.Days, d)
		}
	}
	m.Goal = &report.Goal{Percent: 80, By: "2027-06-30"}
	return m
}

// scoreOf sets a day's score and nothing else.
func scoreOf(percent func(ago int) float64) func(*score.Day, int) {
	return func(d *score.Day, ago int) { d.Current = d.Max * percent(ago) / 100 }
}

func withGoal(m report.Model, percent float64) report.Model {
	m.Goal = &report.Goal{Percent: percent}
	return m
}

func trendCases() map[string]report.Model {
	missing := func(d *score.Day, ago int) {
		if ago > 5 && ago < 9 || ago > 20 && ago < 42 || ago == 60 {
			d.Date = ""
		}
		if ago > 70 {
			d.Split.Known = false
		}
	}
	return map[string]report.Model{
		"1 day":             trendOf(1, nil),
		"1 day, no average": trendOf(1, func(d *score.Day, _ int) { d.AllTenants, d.Similar = math.NaN(), math.NaN() }),
		"2 days":            trendOf(2, nil),
		"7 days":            trendOf(7, nil),
		"30 days":           trendOf(30, nil),
		"90 days":           trendOf(90, nil),
		"400 days":          trendOf(400, nil),
		"gaps":              trendOf(90, missing),
		"a jump of 40 points": trendOf(90, scoreOf(func(ago int) float64 {
			if ago < 30 {
				return 71
			}
			return 31
		})),
		"another maximum": trendOf(90, func(d *score.Day, ago int) {
			if ago < 40 {
				d.Max = 1180
			}
		}),
		"many maxima": trendOf(90, func(d *score.Day, ago int) { d.Max = 1100 - 4*math.Floor(float64(ago)/11) }),
		"another maximum each day": trendOf(90, func(d *score.Day, ago int) {
			d.Max = 1100 + float64(ago%2)
		}),
		"all equal": withGoal(trendOf(90, func(d *score.Day, _ int) {
			d.Current, d.AllTenants, d.Similar = 660, 60, 60
		}), 60),
		"nearly equal": withGoal(trendOf(90, func(d *score.Day, _ int) {
			d.Current, d.AllTenants, d.Similar = 660, 59.6, 60.3
		}), 61),
		"0 and 100": withGoal(trendOf(90, scoreOf(func(ago int) float64 { return 100 * float64((ago/20+1)%2) })), 100),
		"always 0": withGoal(trendOf(90, func(d *score.Day, _ int) {
			d.Current, d.AllTenants, d.Similar = 0, math.NaN(), math.NaN()
		}), 80),
		"always 100": withGoal(trendOf(90, func(d *score.Day, _ int) { d.Current = d.Max }), 100),
		"averages end early": trendOf(90, func(d *score.Day, ago int) {
			if ago < 25 {
				d.AllTenants = math.NaN()
			}
			if ago < 3 || ago > 60 {
				d.Similar = math.NaN()
			}
		}),
		"no goal":         {Trend: trendOf(90, nil).Trend},
		"a goal at 100":   withGoal(trendOf(90, scoreOf(func(ago int) float64 { return 93 - float64(ago)/30 })), 100),
		"a goal far away": withGoal(trendOf(90, scoreOf(func(int) float64 { return 12 })), 95),
		"a goal below":    withGoal(trendOf(90, nil), 58),
		"large points": trendOf(90, func(d *score.Day, ago int) {
			d.Current, d.Max = d.Current*1000.37, d.Max*1000.11+float64(ago/30)
		}),
		"no score on the last days": trendOf(90, func(d *score.Day, ago int) {
			if ago < 4 {
				d.Max = math.NaN()
			}
		}),
	}
}

// trendSizes are those of the page, the page on a phone, the PDF and a message.
var trendSizes = map[string]vg.Point{
	"page": spot(560, 165), "phone": spot(240, 190), "PDF": spot(499, 120),
	"message": spot(TrendWide-2*pictureMargin, TrendTall-2*pictureMargin),
}

// No name or number is over a line, over another or outside of the picture,
// whatever the history is.
func TestNothingIsOverALabel(t *testing.T) {
	set := NewTypesetter(report.Appearance{})
	for name, m := range trendCases() {
		for where, size := range trendSizes {
			for kind, chart := range map[string]Chart{"trend": NewTrend(m, set), "accepted": NewAccepted(m, set)} {
				for _, problem := range overlaps(chart, set, size) {
					t.Errorf("%s, %s, %s: %s", name, where, kind, problem)
				}
			}
		}
	}
}

// label is a text of a chart: where it is, with the height of its capitals.
type label struct {
	text       string
	x, y, w, h float64
}

func overlaps(c Chart, set *Typesetter, size vg.Point) []string {
	labels, lines := drawn(c, set, size)
	var problems []string
	for i, a := range labels {
		if a.x < -0.5 || a.y < 0 || a.x+a.w > size.X.Points()+0.5 || a.y+a.h > size.Y.Points() {
			problems = append(problems, a.text+" leaves the picture")
		}
		for _, b := range labels[i+1:] {
			if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
				problems = append(problems, a.text+" is over "+b.text)
			}
		}
		for _, l := range lines {
			if a.crossed(l[0], l[1]) {
				problems = append(problems, a.text+" is over a line")
				break
			}
		}
	}
	return problems
}

// drawn is what a chart consists of: its texts, and its lines in pieces.
func drawn(c Chart, set *Typesetter, size vg.Point) (labels []label, lines [][2]vg.Point) {
	canvas := &recorder{set: set}
	c.Draw(canvas, size)
	for _, s := range canvas.strokes {
		for i := 1; i < len(s.path); i++ {
			lines = append(lines, [2]vg.Point{s.path[i-1].Pos, s.path[i].Pos})
		}
	}
	return canvas.labels, lines
}

// recorder keeps the texts and the lines that are drawn on it. Nothing of a
// trend is turned or moved.
type recorder struct {
	vg.Canvas
	set     *Typesetter
	labels  []label
	strokes []stroke
	dashes  []vg.Length
}

type stroke struct {
	path   vg.Path
	dashes []vg.Length
}

func (r *recorder) SetColor(color.Color)                        {}
func (r *recorder) SetLineWidth(vg.Length)                      {}
func (r *recorder) SetLineDash(dashes []vg.Length, _ vg.Length) { r.dashes = dashes }
func (r *recorder) Fill(vg.Path)                                {}
func (r *recorder) Stroke(p vg.Path)                            { r.strokes = append(r.strokes, stroke{p, r.dashes}) }
func (r *recorder) DrawImage(vg.Rectangle, image.Image)         {}

func (r *recorder) FillString(face font.Face, at vg.Point, s string) {
	l := Lettering{Size: face.Font.Size.Points(), Bold: strings.Contains(face.Font.Name(), "Bold")}
	r.labels = append(r.labels, label{s, at.X.Points(), at.Y.Points(), r.set.Width(l, s), l.Size * CapHeight})
}

// crossed says whether a line from one point to another passes through a label.
func (l label) crossed(from, to vg.Point) bool {
	const steps = 40
	for i := range steps + 1 {
		share := float64(i) / steps
		x := from.X.Points() + share*(to.X-from.X).Points()
		y := from.Y.Points() + share*(to.Y-from.Y).Points()
		if x > l.x && x < l.x+l.w && y > l.y && y < l.y+l.h {
			return true
		}
	}
	return false
}

// The lines of a trend are told apart without colour, by their dashes, and each
// has a piece of itself beside its name.
func TestTrendLinesDifferInGrey(t *testing.T) {
	chart := NewTrend(trendOf(90, nil), NewTypesetter(report.Appearance{}))
	canvas := &recorder{set: chart.set}
	chart.Draw(canvas, spot(560, 165))
	for _, want := range [][]vg.Length{goalDashes, similarDashes, allDashes} {
		n := 0
		for _, s := range canvas.strokes {
			if slices.Equal(s.dashes, want) {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%v is drawn %d times, not as a line and beside its name", want, n)
		}
	}
}
