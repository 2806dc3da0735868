// Package graph reads a tenant's secure score from Microsoft Graph: today's
// score with the catalogue of controls, and the days before it that Microsoft
// keeps. Start with New, then call Client.Today and Client.History.
// Client.SendMail sends email from a mailbox of the tenant.
//
// It is the only package that imports the Graph SDK. Requests go through the
// SDK's request builders, its adapter and its middleware. The answers are
// decoded here, as a stream: with the SDK's models one value of an unexpected
// type would cost the whole answer, and a history nine times the memory
// (docs/decisions/graph-decoding.md). The results are types of internal/score;
// no SDK type leaves the package.
//
// It does not judge a score (internal/score), does not decide what becomes a
// baseline (internal/job), and uses no other part of Microsoft Graph.
//
// A request fails with an *Error, whose cause is one of ErrSignIn,
// ErrPermission, ErrThrottled, ErrUnavailable, ErrRejected, ErrMalformed,
// ErrImpossible, ErrTooLarge and ErrNoScore. Throttling and outages have been
// retried before, up to MaxRetries times, with a wait of at most a minute
// (docs/decisions/graph-retries.md). An email is sent again only if Graph
// certainly did not take it. An error holds one line of an answer at most; if
// that repeats a token or a secret, the process's scrubber masks it. An answer
// that is odd but readable is no error: it has warnings,
// and Partial if Graph itself says that something is missing.
//
// All limits on the size of an answer count decompressed bytes.
package graph
