package words

// Texts of the slash command. The words of a command are English in every
// language.
const (
	CommandHelp            Text = "command.help"
	CommandWithoutReporter Text = "command.withoutReporter"
	CommandWithoutTenant   Text = "command.withoutTenant"
)

// CommandUnknown says that a command does not exist.
func (w Words) CommandUnknown(word string) string { return w.say("command.unknown", "word", word) }

// CommandNotUnderstood says which word after a command is not understood.
func (w Words) CommandNotUnderstood(word, command string) string {
	return w.say("command.notUnderstood", "word", word, "command", command)
}

// FilterUnknown says that a filter does not exist, and which do.
func (w Words) FilterUnknown(word string) string { return w.say("command.filterUnknown", "word", word) }

// CommandsLimited says that a user sent too many commands.
func (w Words) CommandsLimited(perMinute int) string { return w.say("command.limited", "n", perMinute) }
