// Package secrets resolves references to secrets that are kept elsewhere:
//
//	env://NAME
//	file:///path
//	awsparamstore://name
//	awssecretsmanager://name
//
// Resolver knows which function fetches which kind, Cache keeps what was
// fetched, and Watched reports each secret to the process's scrubber. The
// package itself fetches only env:// and file://, so that a program links no
// cloud that it does not use; awssecrets fetches from AWS.
// Errors name the reference and never a secret.
package secrets
