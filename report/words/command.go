package words

import "fmt"

// Texts with which the slash command answers at once.
const (
	CommandHelp = "*Commands*\n" +
		"`/securescore` or `/securescore status`: the score now, and what changed since the last stored day\n" +
		"`/securescore actions`: what to do first; filtered by any of `cost:low`, `impact:moderate`, " +
		"`category:identity`, `status:planned`, `new`, and words of the title\n" +
		"`/securescore diff P7D`: why the score changed since then " +
		"(an ISO 8601 duration, or a date such as 2026-11-16)\n" +
		"`/securescore history P30D`: what moved the score, day by day, in so many days or since a date\n" +
		"`/securescore report`: a report on the last 7 days, as a PDF in a direct message\n" +
		"`/securescore report P30D full html csv`: another period, the full edition, other formats\n" +
		"`/securescore report share`: the report in the channel that gets the weekly one, where everybody sees it\n" +
		"`… for contoso`: only this tenant, by name or id\n" +
		"`/securescore help`: this help"

	CommandAccepted = "Reading Microsoft Secure Score. The answer comes here in a few seconds."

	CommandWithoutReporter = "The reporter function could not be reached, so nothing was done. Please try again. " +
		"The log of this function says why."

	CommandWithoutTenant = "Write a tenant's name or id after “for”."
)

// CommandUnknown says that a command does not exist.
func CommandUnknown(word string) string { return fmt.Sprintf("%q is not a command.", word) }

// CommandNotUnderstood says which word of a command is not understood.
func CommandNotUnderstood(word, after string) string {
	return fmt.Sprintf("%q is not understood after %s.", word, after)
}

// FilterUnknown says that a filter does not exist, and which do.
func FilterUnknown(word string) string {
	return fmt.Sprintf("%q is not a filter. Use cost: or impact: (low, moderate or high), category: "+
		"or status: (open, planned, accepted or done).", word)
}

// CommandsLimited says that a user sent too many commands.
func CommandsLimited(perMinute int) string {
	return fmt.Sprintf("Nothing was done: %d commands a minute are the limit. Please wait a minute.", perMinute)
}
