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
		return append(posts, c.details(words.EveryChange, c.message.News)...)
	}
	posts = append(posts, c.details(words.EveryChange, c.message.Diff())...)
	return append(posts, c.details(words.UnannouncedDetail, c.message.Unannounced())...)
}

// documents links the stored documents; nil if there is none to link. A file://
// address is of no use in Slack, and http:// is not safe.
func (c composer) documents() paragraph {
	l := line{bold(words.DocumentsLabel)}
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
		l = append(l, plainf(" (%s)", words.LinksTooLong(long)))
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
	since, actions := c.SinceDay(a.Before.Date), words.Actions(len(a.Changes))
	p.add(paragraph{{bold(intro), plainf(" %s: %s", since, actions)}})
	for _, g := range a.ByCause() {
		p.group(g)
	}
	if p.missing > 0 {
		p.page = content{sections: []section{paragraph{{
			plainf("… %s. ", words.NoRoomFor(p.missing)),
			span{text: words.OpenSecureScore, url: report.PortalURL},
		}}}}
	}
	return append(p.posts, p.page.post())
}
