package blockkit

import "secure-score-reporter/report/words"

// watching is the first message of a channel.
func (c composer) watching() content {
	m := c.message
	m.Model.Tenant = tenant(m.Model)
	var content content
	content.add(paragraph{
		{bold(c.Headline(m)), plainf(" · %s · %s · %s", zone(m.Model.Zone), c.points(), c.scoreOf())},
		{plain(words.WatchingBegan)},
	})
	content.add(c.warnings()...)
	return content
}

// Test is a post that says that it is a test.
func Test() Post {
	return content{sections: []section{paragraph{
		{bold(words.ChannelTestTitle)},
		{plain(words.ChannelTest)},
	}}}.post()
}
