package report

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
)

func mailHeading(c score.Cause) (mark, tone, heading string) {
	switch c {
	case score.Regression, score.Undeclared, score.Acceptance:
		return "▼", "bad", CauseName(c)
	case score.Improvement, score.Declaration:
		return "▲", "good", CauseName(c)
	case score.Addition:
		return "+", "plain", "New from Microsoft"
	case score.Repointing:
		return "≠", "plain", "Re-pointed by Microsoft"
	case score.Retirement:
		return "–", "plain", "Retired by Microsoft"
	}
	return "•", "plain", CauseName(c)
}

// mailDetail says what happened, one part for each kind.
func (w Words) mailDetail(c score.Change, now score.Headline) string {
	var parts []string
	for _, k := range c.Kinds {
		switch k {
		case score.Improved, score.Regressed:
			parts = append(parts, w.Points(c.Before.Points)+" → "+w.mailPoints(c.After))
		case score.Added:
			if c.After.Points != 0 || !c.After.MaxKnown {
				parts = append(parts, w.mailPoints(c.After))
			}
			parts = append(parts, w.mailEffort(c.Control, now.Max))
		case score.Retired:
			parts = append(parts, "had "+w.mailPoints(c.Before))
		case score.Repointed:
			parts = append(parts, "maximum "+w.mailMax(c.Before)+" → "+w.mailMax(c.After)+" points")
		case score.StatusChanged:
			parts = append(parts, mailStatus(c.Before.Status)+" → "+mailStatus(c.After.Status))
		}
	}
	if unstable := UnstableSays(c); unstable != "" {
		parts = append(parts, unstable)
	}
	if names := Names(c); names != "" {
		parts = append(parts, mailClip(names, 120))
	}
	return strings.Join(parts, " · ")
}

func (w Words) mailPoints(s score.Standing) string {
	if !s.MaxKnown {
		return w.Points(s.Points) + " points, maximum unknown"
	}
	return w.Points(s.Points) + " of " + w.Points(s.Max) + " points"
}

func (w Words) mailMax(s score.Standing) string {
	if !s.MaxKnown {
		return "unknown"
	}
	return w.Points(s.Max)
}

// changePoints is the points before and after, and what they are of.
func (w Words) changePoints(c score.Change) (points, of string) {
	most := func(s score.Standing) string {
		if !s.MaxKnown {
			return "an unknown maximum"
		}
		return w.Points(s.Max)
	}
	switch {
	case !c.Before.Scored:
		return w.Points(c.After.Points), "of " + most(c.After)
	case !c.After.Scored:
		return w.Points(c.Before.Points) + " → none", "of " + most(c.Before)
	}
	points = w.Points(c.Before.Points) + " → " + w.Points(c.After.Points)
	if score.Hundredths(c.Before.Points) == score.Hundredths(c.After.Points) {
		points = w.Points(c.After.Points)
	}
	if most(c.Before) != most(c.After) {
		return points, "of " + most(c.Before) + " → " + most(c.After)
	}
	return points, "of " + most(c.After)
}

func changeStatus(c score.Change) string {
	before, after := plainText(StatusName(c.Before.Status)), plainText(StatusName(c.After.Status))
	switch {
	case !c.Before.Scored:
		return after
	case !c.After.Scored:
		return "was: " + before
	case c.Before.Status == c.After.Status:
		return after
	}
	return before + " → " + after
}

// whoDeclared is by whom and when a state was declared, as far as it is said.
func (w Words) whoDeclared(c score.Control) string {
	text := ""
	if c.StateBy != "" {
		text = "by " + c.StateBy
	}
	if !c.StateAt.IsZero() {
		if text != "" {
			text += ", "
		}
		text += w.LongDate(score.DateOf(c.StateAt))
	}
	return text
}

// UnstableSays is that a control flips back and forth, and how often it did; empty
// where it does not.
func UnstableSays(c score.Change) string {
	if c.Flips == 0 {
		return ""
	}
	return fmt.Sprintf("unstable: %s in %s, and not told again until it settles", Count(c.Flips, "flip"), Count(score.FlipWindow, "day"))
}
