// Package slack sends messages to a Slack channel: one message, and in its
// thread the documents and the details. Package blockkit draws what is sent.
//
// Channel.Deliver (channel.go) is the way in and takes the steps of delivery.go
// in turn. With an incoming webhook only the message itself can be sent
// (webhook.go). Outbox writes what a Channel would send into a directory, for
// the demo and for a look before the first real message; Preview shows such a
// directory as a page. Check finds out beforehand whether Slack would take
// messages.
//
// A delivery remembers in an opaque progress how far it got (progress.go), so
// that a retry goes on from there and repeats nothing.
//
// Errors are of type *Error: they say what was being done, what Slack answered
// and how to fix it. No error holds the token or the webhook's address.
package slack
