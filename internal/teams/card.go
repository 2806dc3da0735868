package teams

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/lines"
	"secure-score-reporter/report/words"
)

// What a card holds at most. Teams takes no more than 28 KB, and a reader less.
const (
	maxBytes    = 27 << 10 // of the whole message, below Teams' limit
	mostLines   = 14
	mostTasks   = 3
	mostNotes   = 3
	longestNote = 300 // characters
)

// element is a part of an Adaptive Card.
// https://adaptivecards.io/explorer
type element map[string]any

// message is what a Workflows webhook takes, with one card.
func message(card element) element {
	return element{"type": "message", "attachments": []element{{
		"contentType": "application/vnd.microsoft.card.adaptive", "content": card,
	}}}
}

// cardOf draws a message. Texts that are not ours are runs of a rich text,
// which Teams shows as they are: a text block would read them as Markdown.
func cardOf(m report.Message, c cut) element {
	w := words.In(m.Model.Locale)
	body := []element{heading(w, m)}
	if m.Notice != nil {
		body = append(body, paragraph(run(w.NoticeText(*m.Notice))))
	} else {
		body = append(body, answer(w, m)...)
		body = append(body, changes(w, m, c)...)
		if m.Occasion == report.Periodic {
			body = append(body, tasks(w, m, c)...)
		}
		body = append(body, notes(w, m.Model.Warnings)...)
	}
	return element{
		"type": "AdaptiveCard", "version": "1.5", "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
		"body": body, "actions": actions(w, m), "msteams": element{"width": "Full"},
		"fallbackText": plaintext.Clip(w.Headline(m), longestNote),
	}
}

// cut is how much of the lists there is room for.
type cut struct{ lines, tasks int }

func heading(w words.Words, m report.Message) element {
	title, of := w.MessageTitles(m.Occasion, w.TenantTitle(m.Model.Tenant), w.LongDate(m.Model.Date))
	if m.Notice != nil {
		of = w.NoticeTitle(*m.Notice) + " · " + w.LongDate(m.Model.Date)
	}
	return element{"type": "Container", "style": "emphasis", "bleed": true, "items": []element{
		with(paragraph(run(plaintext.Clip(title, lines.LongestTitle), bold, large)), "spacing", "None"),
		with(paragraph(run(of, subtle)), "spacing", "None"),
	}}
}

// answer is the score in one sentence, the verdict, the note, and the facts.
func answer(w words.Words, m report.Message) []element {
	parts := []element{paragraph(run(w.MessageAnswer(m), bold, medium))}
	if mark := w.AnswerMark(m.Model); mark != "" {
		color := "Warning"
		if p := m.Model.Analysis.Progress; p != nil {
			color = colorOf(p.Verdict)
		}
		parts = append(parts, with(paragraph(run(mark, bold, colored(color))), "spacing", "Small"))
	}
	if note := plaintext.Clip(m.Model.Note, longestNote); note != "" {
		parts = append(parts, paragraph(run(note, italic)))
	}
	for _, fact := range w.MessageFacts(m) {
		text := []element{run(fact.Text)}
		if fact.Label != "" {
			text = []element{run(fact.Label+w.Colon(""), subtle), run(fact.Text)}
		}
		parts = append(parts, with(paragraph(text...), "spacing", "Small"))
	}
	return parts
}

func colorOf(v score.Verdict) string {
	switch v {
	case score.Achieved, score.OnTrack:
		return "Good"
	case score.Behind, score.OutOfReach:
		return "Attention"
	}
	return "Warning"
}

// changes are what the message is about, in lines that add up.
func changes(w words.Words, m report.Message, c cut) []element {
	diff := m.Diff()
	switch {
	case m.Occasion == report.Watching:
		return []element{paragraph(run(w.Text(words.WatchingBegan)))}
	case diff == nil && m.Occasion == report.Periodic:
		return []element{paragraph(run(w.Text(words.FirstReport)))}
	case diff == nil:
		return []element{paragraph(run(w.Text(words.NothingAnnounced)))}
	}
	moved := w.Moved(*diff, m.Occasion == report.Periodic && m.Model.SinceIsOldest)
	parts := []element{title(w.Text(words.ChangesTitle)), with(paragraph(run(moved, subtle)), "spacing", "None")}
	parts = append(parts, lineRows(w, lines.Of(w, *diff, m.Occasion), c.lines)...)
	if rest := unannounced(m); rest != nil {
		parts = append(parts, title(w.Text(words.UnannouncedTitle)),
			with(paragraph(run(w.AnnouncedBefore(m, *rest), subtle)), "spacing", "None"))
		var list []lines.Line
		for _, change := range rest.Changes {
			list = append(list, lines.One(w, change, change.Cause()))
		}
		parts = append(parts, lineRows(w, list, c.lines/2)...)
	}
	return parts
}

func unannounced(m report.Message) *score.Account {
	if m.Occasion != report.Periodic {
		return nil
	}
	return m.Unannounced()
}

// lineRows are lines in three columns. The last is kept where it is the sum.
func lineRows(w words.Words, list []lines.Line, most int) (rows []element) {
	sum := len(list) > 0 && list[len(list)-1].Sum
	if more := len(list) - most; more > 0 {
		shown := slices.Clone(list[:most])
		shown = append(shown, lines.Line{Mark: lines.RestMark, Tone: lines.PlainTone, Title: w.MoreInPortal(more)})
		if sum {
			shown[len(shown)-1].Title = w.MoreInPortal(more - 1)
			shown = append(shown, list[len(list)-1])
		}
		list = shown
	}
	for _, l := range list {
		rows = append(rows, lineRow(l))
	}
	return rows
}

func lineRow(l lines.Line) element {
	color := colored(map[string]string{"good": "Good", "bad": "Attention"}[l.Tone])
	text := []element{linked(run(l.Title), l.URL)}
	if l.Sum {
		text = []element{run(l.Title, bold)}
	}
	items := []element{with(paragraph(text...), "spacing", "None")}
	if l.Detail != "" {
		items = append(items, with(paragraph(run(l.Detail, subtle, small)), "spacing", "None"))
	}
	effect := run(l.Effect, color)
	if l.Sum {
		effect = run(l.Effect, bold)
	}
	return element{"type": "ColumnSet", "spacing": "Small", "separator": l.Sum, "columns": []element{
		column("20px", with(paragraph(run(l.Mark, color)), "spacing", "None")),
		column("stretch", items...),
		column("auto", with(with(paragraph(effect), "spacing", "None"), "horizontalAlignment", "Right")),
	}}
}

// tasks are the first of what to do.
func tasks(w words.Words, m report.Message, c cut) []element {
	list := m.Model.Top[:min(len(m.Model.Top), c.tasks)]
	if len(list) == 0 {
		return nil
	}
	parts := []element{title(w.Text(words.TopTitle))}
	if !m.Model.Filter.Empty() {
		parts = append(parts, with(paragraph(run(w.FilterNote(m.Model), subtle)), "spacing", "None"))
	}
	for _, a := range list {
		name := plaintext.Clip(w.ActionTitle(a.Title, a.ID), lines.LongestTitle)
		parts = append(parts, with(paragraph(
			run(words.Place(a)+"  ", bold), linked(run(name), a.PortalURL),
		), "spacing", "Small"), with(paragraph(run(w.TopGainAndEffort(a, m.Model.Max), subtle, small)), "spacing", "None"))
	}
	return parts
}

func notes(w words.Words, warnings []string) (parts []element) {
	for _, text := range warnings[:min(len(warnings), mostNotes)] {
		parts = append(parts, paragraph(run(plaintext.Clip(text, longestNote), subtle, small)))
	}
	if more := len(warnings) - mostNotes; more > 0 {
		parts = append(parts, paragraph(run(w.MoreWarnings(more), subtle, small)))
	}
	return parts
}

// actions are the buttons: the portal, and the documents where they have links.
func actions(w words.Words, m report.Message) []element {
	list := []element{{"type": "Action.OpenUrl", "title": w.Text(words.OpenSecureScore), "url": report.PortalURL}}
	for _, format := range slices.Sorted(maps.Keys(m.Links)) {
		if address := plaintext.Link(m.Links[format], "https"); address != "" {
			name := w.DocumentName(strings.ToUpper(plaintext.Clip(format, 20)))
			list = append(list, element{"type": "Action.OpenUrl", "title": name, "url": address})
		}
	}
	return list
}

// encode draws the message with as much of its lists as there is room for.
func encode(m report.Message) (body []byte, err error) {
	c := cut{mostLines, mostTasks}
	for {
		if body, err = json.Marshal(message(cardOf(m, c))); err != nil || len(body) <= maxBytes || c == (cut{}) {
			return body, err
		}
		c = cut{c.lines / 2, c.tasks / 2}
	}
}
