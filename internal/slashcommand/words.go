package slashcommand

import "fmt"

// What people read stands in this file and not in report/words: that package
// formats numbers and dates in every language, and makes the function start
// later. The answers themselves, which the reporter writes, take their words
// from there.

const help = "*What I understand*\n" +
	"`/securescore` or `/securescore status`: the score now, and what changed since the last stored day\n" +
	"`/securescore actions`: what to do first; narrowed by any of `cost:low`, `impact:moderate`, `category:identity`, " +
	"`status:planned`, `new`, and words of the title\n" +
	"`/securescore diff P7D`: why the score changed since then (an ISO 8601 duration, or a date such as 2026-11-16)\n" +
	"`/securescore report`: a report on the last 7 days, as a PDF in a direct message\n" +
	"`/securescore report P30D html csv`: another period, other formats\n" +
	"`/securescore report share`: the report in the channel that gets the weekly one, where everybody sees it\n" +
	"`… for contoso`: only this tenant, by name or id\n" +
	"`/securescore help`: this help"

// Texts that Slack shows at once.
const (
	accepted   = "Reading Microsoft Secure Score. The answer comes here in a few seconds."
	noReporter = "The reporter function could not be reached, so nothing was done. Please try again. " +
		"The log of this function says why."
	noSecret = "The signing secret cannot be read, so it is not certain that Slack sent this command. " +
		"The log of this function says why."
)

// refusal says in a sentence what is not understood of a command. It stands
// above the help.
type refusal string

func (r refusal) Error() string { return string(r) }

const noTenant refusal = "After the word \"for\" comes a tenant's name or id."

func unknownCommand(word string) error {
	return refusal(fmt.Sprintf("%q is not a command.", word))
}

func notUnderstood(word, after string) error {
	return refusal(fmt.Sprintf("%q is not understood after %s.", word, after))
}

func unknownFilter(word string) error {
	return refusal(fmt.Sprintf("%q is not a filter. There are cost: and impact: (low, moderate or high), category: "+
		"and status: (open, planned, accepted or done).", word))
}
