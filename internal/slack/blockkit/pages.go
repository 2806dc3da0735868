package blockkit

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// pages spreads the changes of an account over as many posts as it takes.
type pages struct {
	composer
	page    content
	bytes   int // of the page's blocks
	lines   int // on the page
	posts   []Post
	missing int // changes for which there is no room on any page
}

// add puts a section onto the page, or onto a new one if there is no room.
func (p *pages) add(s section) {
	if p.bytes > 0 && p.bytes+size(blockOf(s)) > maxMessage {
		p.turn()
	}
	p.page.add(s)
	p.bytes += size(blockOf(s))
}

// account lists every change of an account.
func (p *pages) account(a *score.Account) {
	if a == nil || len(a.Changes) == 0 {
		return
	}
	since, actions := p.SinceDay(a.Before.Date), p.Actions(len(a.Changes))
	p.add(paragraph{{bold(p.Text(words.EveryChange)), plain(" " + since + p.Colon(actions))}})
	for _, g := range a.ByCause() {
		p.group(g)
	}
}

// unannounced says what was not announced before, and lists what of it the
// pages do not have yet.
func (p *pages) unannounced(rest *score.Account) {
	if rest == nil {
		return
	}
	p.add(p.announcedBefore(*rest))
	for _, g := range rest.ByCause() {
		p.group(g)
	}
}

// finished are all posts.
func (p *pages) finished() []Post {
	if p.missing > 0 {
		p.add(paragraph{{
			plainf("… %s. ", p.NoRoomFor(p.missing)),
			span{text: p.Text(words.OpenSecureScore), url: report.PortalURL},
		}})
	}
	if len(p.page.sections) == 0 {
		return p.posts
	}
	return append(p.posts, p.page.post(p.Words))
}

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
		heading := p.groupHeading(g)
		if len(items) < len(g.Changes) {
			heading = append(heading, plain(", "+p.Range(done+1, done+len(items))))
		}
		p.add(list{heading: heading, items: items})
		p.lines += len(items)
		done += len(items)
	}
}

// batch is as many of the changes, from the first, as still go onto the page;
// on an empty page at least one.
func (p *pages) batch(changes []score.Change) []line {
	var items []line
	total := p.bytes
	for p.lines+len(items) < threadLines && len(items) < len(changes) {
		item := p.detail(changes[len(items)])
		total += size(rich(item))
		if total > maxMessage-pageRoom && p.lines+len(items) > 0 {
			break
		}
		items = append(items, item)
	}
	return items
}

// turn begins a new page.
func (p *pages) turn() {
	p.posts = append(p.posts, p.page.post(p.Words))
	p.page, p.bytes, p.lines = content{}, 0, 0
}
