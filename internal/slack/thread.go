package slack

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// thread draws what goes below the message: the documents, then every change
// with its details, in as many posts as it takes.
func thread(m report.Message) []Post {
	posts := documents(m.Links)
	if m.Occasion != report.Periodic {
		return append(posts, details("Every change", m.News)...)
	}
	posts = append(posts, details("Every change", reported(m.Model))...)
	if news := untold(m); news != nil {
		fresh := unlisted(*news, reported(m.Model))
		posts = append(posts, details("Not announced here before, and not listed above", &fresh)...)
	}
	return posts
}

// documents links what is stored. A file:// address is of no use in Slack, an
// http:// one of no safety.
func documents(links map[string]string) []Post {
	l := line{bold("Documents")}
	var long int
	for _, format := range slices.Sorted(maps.Keys(links)) {
		address, err := url.Parse(links[format])
		if err != nil || address.Scheme != "https" || address.Host == "" {
			continue
		}
		more := append(slices.Clone(l), plain(" · "), span{text: strings.ToUpper(mrkdwn.Clip(format, longWord)), url: address.String()})
		if size(section(more)) > maxMessage-pageRoom {
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
	var d draft
	d.paragraph(l)
	return []Post{d.post()}
}

// details lists an account's changes in posts of bounded size.
func details(intro string, a *score.Account) []Post {
	if a == nil || len(a.Changes) == 0 {
		return nil
	}
	var p pages
	p.paragraph(line{bold(intro), plain(" since %s: %s", words.LongDate(a.Before.Date), words.Count(len(a.Changes), "action"))})
	for _, g := range a.ByCause() {
		p.group(g)
	}
	return p.finish()
}

// pages fills post after post.
type pages struct {
	draft
	posts   []Post
	lines   int // in the draft
	missing int // changes for which there is no room on any page
}

const pageRoom = 1000 // bytes for what is around the items of a page

func (p *pages) group(g score.Group) {
	for done := 0; done < len(g.Changes); {
		if len(p.posts) == maxThread {
			p.missing += len(g.Changes) - done
			return
		}
		items := p.batch(g.Changes[done:])
		if len(items) == 0 {
			p.turn()
			continue
		}
		heading := groupHeading(g)
		if len(items) < len(g.Changes) {
			heading = append(heading, plain(", %d to %d", done+1, done+len(items)))
		}
		p.list(slackapi.RTEListBullet, heading, items, "")
		p.lines += len(items)
		done += len(items)
	}
}

// batch is as many of the changes, from the first, as still go onto the page; on
// an empty page at least one.
func (p *pages) batch(changes []score.Change) []line {
	var items []line
	total := size(p.blocks)
	for p.lines+len(items) < threadLines && len(items) < len(changes) {
		item := detail(changes[len(items)])
		total += size(section(item))
		if total > maxMessage-pageRoom && p.lines+len(items) > 0 {
			break
		}
		items = append(items, item)
	}
	return items
}

// turn begins a new page.
func (p *pages) turn() {
	p.posts = append(p.posts, p.post())
	p.draft, p.lines = draft{}, 0
}

func (p *pages) finish() []Post {
	if p.missing > 0 {
		p.draft = draft{}
		p.paragraph(line{plain("… and %s for which there is no room here. ", words.Count(p.missing, "more action")),
			span{text: "Open Secure Score", url: report.PortalURL}})
	}
	return append(p.posts, p.post())
}
