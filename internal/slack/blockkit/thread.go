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
// its details, in as many posts as it takes.
func (c composer) thread() []Post {
	var posts []Post
	if documents := c.documents(); documents != nil {
		posts = append(posts, content{sections: []section{documents}}.post())
	}
	if c.message.Occasion != report.Periodic {
		return append(posts, c.details("Every change", c.message.News)...)
	}
	compared := c.compared()
	posts = append(posts, c.details("Every change", compared)...)
	if c.hasUnannounced(compared) {
		fresh := without(*c.message.News, compared)
		posts = append(posts, c.details("Not announced here before, and not listed above", &fresh)...)
	}
	return posts
}

// documents links the stored documents; nil if there is none to link. A file://
// address is of no use in Slack, and http:// is not safe.
func (c composer) documents() paragraph {
	l := line{bold("Documents")}
	var long int
	for _, format := range slices.Sorted(maps.Keys(c.message.Links)) {
		address, err := url.Parse(c.message.Links[format])
		if err != nil || address.Scheme != "https" || address.Host == "" {
			continue
		}
		more := append(slices.Clone(l), plain(" · "), span{text: strings.ToUpper(mrkdwn.Clip(format, longWord)), url: address.String()})
		if size(rich(more)) > maxMessage-pageRoom {
			long++
			continue
		}
		l = more
	}
	if long > 0 {
		l = append(l, plain(" · %s too long for Slack", words.Count(long, "address")))
	}
	if len(l) == 1 {
		return nil
	}
	return paragraph{l}
}

// details lists every change of an account.
func (c composer) details(intro string, a *score.Account) []Post {
	if a == nil || len(a.Changes) == 0 {
		return nil
	}
	p := pages{composer: c}
	p.add(paragraph{{bold(intro), plain(" since %s: %s", c.LongDate(a.Before.Date), words.Count(len(a.Changes), "action"))}})
	for _, g := range a.ByCause() {
		p.group(g)
	}
	if p.missing > 0 {
		p.page = content{sections: []section{paragraph{{
			plain("… and %s for which there is no room here. ", words.Count(p.missing, "more action")),
			span{text: "Open Secure Score", url: report.PortalURL},
		}}}}
	}
	return append(p.posts, p.page.post())
}
