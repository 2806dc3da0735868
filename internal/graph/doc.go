// Package graph reads a tenant's secure score from Microsoft Graph: today's
// score joined with the catalogue of controls, and the days before it that
// Microsoft keeps. Start at New, then Client.Today and Client.History. It also
// sends mail from a mailbox of the tenant, with Client.SendMail.
//
// It is the only package that imports the Graph SDK. Requests go through the
// SDK's request builders, its adapter and its middleware; answers are taken
// native and decoded as a stream, because the SDK's models drop what Microsoft
// does not document and need ten times the memory for a history. What comes out
// are the types of internal/score; no SDK type leaves the package.
//
// It is not for judging a score (internal/score), not for deciding what becomes
// a baseline (internal/job) and not for any other part of Microsoft Graph.
//
// It fails with an *Error, whose cause is one of ErrSignIn, ErrPermission,
// ErrThrottled, ErrUnavailable, ErrRejected, ErrMalformed, ErrTooLarge and
// ErrNoScore. What is transient has been retried before: throttling and outages
// up to MaxRetries times, never waiting longer than a minute at once, and a mail
// only where it certainly was not taken. No error
// holds a token, a secret or an assertion. An answer that is odd but readable is
// no error: it comes with warnings, and with Partial where Graph itself says
// that something is missing.
//
// All limits on what an answer may weigh count decompressed bytes.
package graph
