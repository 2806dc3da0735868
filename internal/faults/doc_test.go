// Package faults contains only tests. They run the whole program, from a real
// configuration on, against stand-ins of every service that it calls, break one
// call after the other, and count what people were sent.
//
// The network is between the program and the stand-ins: it names each call, and
// breaks the one that a test chose. The matrix runs in a bubble of
// testing/synctest, so that the program's real time-outs and waits apply and
// take no time. The rounds of killed processes run on real connections.
//
// The table in docs/reliability.md is the result of the whole matrix, which
// SECURESCORE_FAULTS=all runs. Without it a few hundred cases run.
package faults
