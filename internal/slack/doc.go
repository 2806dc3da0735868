// Package slack tells a Slack channel what a run has to tell: one message for a
// glance, the details and the documents in its thread.
//
// Render is the pure half: it draws a report.Message as Slack's blocks, with a
// plain text that stands alone where blocks are not shown. Channel sends what
// Render drew; Outbox writes it to a directory, for the demo and for a look
// before the first real message. Both remember in an opaque progress how far a
// delivery got, so that a retry goes on instead of telling twice.
//
// What stems from Microsoft Graph or names a tenant is hostile until drawn. It
// goes into rich_text and plain_text elements only, which Slack does not parse;
// mrkdwn is used for nothing but the mentions of the configuration. Microsoft's
// implementationStatus, which holds names of policies and counts of users, is
// never shown.
//
// Errors are of type *Error: they say what was being done, what Slack answered
// and what to do about it. No error holds the token.
package slack
