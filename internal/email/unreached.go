package email

import (
	"encoding/json"
	"errors"
	"net/mail"
	"slices"
	"strings"
)

// UnreachedError is the error of a mail that some of its recipients got, now or
// with an earlier try.
type UnreachedError struct {
	err            error
	reached, later []string // addresses: those that got it, and those refused for now
	refused        []string // addresses that are refused for good
}

func (e *UnreachedError) Error() string { return e.err.Error() }

func (e *UnreachedError) Unwrap() error { return e.err }

// Temporary says whether a later try may reach some of those who are missed.
func (e *UnreachedError) Temporary() bool { return len(e.later) > 0 }

// Reached are the addresses that got the mail.
func (e *UnreachedError) Reached() string { return strings.Join(e.reached, ", ") }

// Missed are the addresses that did not get the mail.
func (e *UnreachedError) Missed() string {
	return strings.Join(slices.Concat(e.later, e.refused), ", ")
}

// known is the error for the caller: the plain one where nobody got the mail
// now, because nobody was reached.
func (e *UnreachedError) known() error {
	switch {
	case e == nil:
		return nil
	case len(e.reached) == 0:
		return e.err
	}
	return e
}

// addressees are the recipients of one try.
type addressees struct {
	list []*mail.Address
	rest bool // of a mail that the others have: an earlier try left them
}

func (a addressees) addresses() (list []string) {
	for _, one := range a.list {
		list = append(list, one.Address)
	}
	return list
}

// partial is the progress of a mail that some recipients have yet to get.
type partial struct {
	Left []string `json:"left"`
}

func leftFor(addresses []string) string {
	data, err := json.Marshal(partial{addresses})
	if err != nil {
		panic(err) // a list of texts always marshals
	}
	return string(data)
}

// Left are the recipients that have yet to get a mail, from its progress; empty
// where it is all of them.
func (c *Channel) Left(progress string) string {
	var p partial
	if json.Unmarshal([]byte(progress), &p) != nil {
		return ""
	}
	return strings.Join(p.Left, ", ")
}

// removedError says that the rest of a mail has no recipients any more.
type removedError struct{ error }

// Temporary says that another try is of no use: nothing is left to send.
func (removedError) Temporary() bool { return false }

// left are the recipients that have yet to get a mail, all at first. Those that
// were removed from the configuration since are none.
func (c *Channel) left(progress string) (addressees, error) {
	if progress == "" {
		return addressees{list: c.to}, nil
	}
	var p partial
	if err := json.Unmarshal([]byte(progress), &p); err != nil || len(p.Left) == 0 {
		return addressees{}, errors.New("the record of an earlier try cannot be read, so it is not known who has the mail")
	}
	to := addressees{rest: true}
	for _, address := range p.Left {
		if slices.ContainsFunc(c.to, func(a *mail.Address) bool { return strings.EqualFold(a.Address, address) }) {
			to.list = append(to.list, &mail.Address{Address: address})
		}
	}
	return to, nil
}
