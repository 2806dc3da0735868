package blockkit

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// thread is what goes below the message: the documents, then every change with
// its details in as many posts as it takes, then the exceptions.
func (c composer) thread() []Post {
	var posts []Post
	if documents := c.documents(); documents != nil {
		posts = append(posts, content{sections: []section{documents}}.post(c.Words))
	}
	posts = append(posts, c.details()...)
	if c.message.Occasion == report.Periodic && len(c.message.Model.Exceptions) > 0 {
		posts = append(posts, content{sections: c.exceptions(threadLines, maxMessage-pageRoom)}.post(c.Words))
	}
	return posts
}

// details are what the message itself has in short.
func (c composer) details() []Post {
	p := pages{composer: c}
	isReport := c.message.Occasion == report.Periodic
	if isReport {
		p.add(c.figures())
	}
	if c.hasMoreWarnings() {
		for _, warnings := range c.warnings() {
			p.add(warnings)
		}
	}
	p.account(c.message.Diff())
	if isReport {
		p.unannounced(c.message.Unannounced())
	}
	return p.finished()
}

// documents links the stored documents; nil if there is none to link. A file://
// address is of no use in Slack, and http:// is not safe.
func (c composer) documents() paragraph {
	l := line{bold(c.Text(words.DocumentsLabel))}
	var long int
	for _, format := range slices.Sorted(maps.Keys(c.message.Links)) {
		address, err := url.Parse(c.message.Links[format])
		if err != nil || address.Scheme != "https" || address.Host == "" {
			continue
		}
		separator := plain(" ")
		if len(l) > 1 {
			separator = plain(" · ")
		}
		link := span{text: strings.ToUpper(mrkdwn.Clip(format, longWord)), url: address.String()}
		more := append(slices.Clone(l), separator, link)
		if size(rich(more)) > maxMessage-pageRoom {
			long++
			continue
		}
		l = more
	}
	if long > 0 {
		l = append(l, plainf(" (%s)", c.LinksTooLong(long)))
	}
	if len(l) == 1 {
		return nil
	}
	return paragraph{l}
}

// exceptions lists what the organisation decided to live with: at most so many
// of it, as far as so many bytes have room. It is empty where it decided
// nothing.
func (c composer) exceptions(most, room int) []section {
	all := c.message.Model.Exceptions
	if len(all) == 0 {
		return nil
	}
	l := list{heading: line{bold(c.Text(words.ExceptionsTitle)), plain(c.Colon(c.ExceptionsCount(all)))}}
	for _, d := range all[:min(len(all), most)] {
		item := c.exception(d)
		if room -= size(rich(item)); room < 0 {
			break
		}
		l.items = append(l.items, item)
	}
	if more := len(all) - len(l.items); more > 0 {
		l.rest = c.MoreExceptions(more)
	}
	return []section{l}
}

func (c composer) exception(d score.Decision) line {
	item := line{c.title(d.Action.Title, d.Control, ""), plain("\n" + mrkdwn.Clip(c.ExceptionFacts(d), longWarning)),
		plain("\n" + mrkdwn.Clip(c.ExceptionReason(d.Exception), longReason))}
	if who := mrkdwn.Clip(c.DeclaredBy(d.Action), longReason); who != "" {
		item = append(item, plain("\n"+who))
	}
	return item
}
