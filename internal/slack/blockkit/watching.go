package blockkit

import "secure-score-reporter/report/words"

// watching is the first message of a channel.
func (c composer) watching() content {
	m := c.message
	m.Model.Tenant = c.tenant(m.Model)
	var content content
	content.add(paragraph{
		{bold(c.Headline(m)), plainf(" · %s · %s · %s", c.zone(m.Model.Zone), c.points(), c.scoreOf())},
		{plain(c.Text(words.WatchingBegan))},
	})
	content.add(c.warnings()...)
	return content
}

// Test is a post that says that it is a test.
func Test(w words.Words) Post {
	return content{sections: []section{paragraph{
		{bold(w.Text(words.ChannelTestTitle))},
		{plain(w.Text(words.ChannelTest))},
	}}}.post(w)
}
