package words

import "fmt"

// Texts of the slash command. The words of a command are English in every
// language.
const (
	CommandHelp          Text = "command.help"
	CommandWithoutTenant Text = "command.withoutTenant"
)

// CommandUnknown says that a command does not exist.
func (w Words) CommandUnknown(word string) string { return w.say("command.unknown", "word", word) }

// CommandNotUnderstood says which word after a command is not understood.
func (w Words) CommandNotUnderstood(word, command string) string {
	return w.say("command.notUnderstood", "word", word, "command", command)
}

// FilterUnknown says that a filter does not exist, and which do.
func (w Words) FilterUnknown(word string) string { return w.say("command.filterUnknown", "word", word) }

// Answers where no configuration says in which language.
const (
	CommandWithoutReporter = "The reporter function could not be reached, so nothing was done. Please try again. " +
		"The log of this function says why."
	CommandUnavailable = "Nothing was done, because the reporter is not ready. Its operator finds the reason in its log."
)

// CommandsLimited is such an answer: a user sent too many commands.
func CommandsLimited(perMinute int) string {
	return fmt.Sprintf("Nothing was done: %d commands a minute are the limit. Please wait a minute.", perMinute)
}
