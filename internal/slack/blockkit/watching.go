package blockkit

// watching is the first message of a channel.
func (c composer) watching() content {
	m := c.message.Model
	var content content
	content.add(paragraph{
		{bold("Now watching " + tenant(m)), plain(": %s, %s, %s on %s.", c.Percent(m.Percent), zone(m.Zone), c.scored(), c.LongDate(m.Date))},
		{plain("Changes of the score and of its actions are told here; a day without any stays silent.")},
	})
	content.add(c.warnings()...)
	return content
}

// Test is a post that says that it is a test.
func Test() Post {
	return content{sections: []section{paragraph{{
		bold("Test of the secure score reporter"),
		plain(": this channel can be reached. Nothing changed, and nobody has to do anything."),
	}}}}.post()
}
