package graph

import (
	"context"
	"fmt"

	"secure-score-reporter/internal/httpbound"
)

// Tokens signs in for requests that this package does not make. It returns the
// root of Graph in the cloud, which the tokens are for, and what returns a
// valid token: the one that it has, or a new one. One caller at a time may use
// it. Its errors are of the type Error.
func Tokens(o Options) (root string, token Secret, err error) {
	national, err := cloudOf(o.Cloud)
	if err == nil {
		err = o.SignIn.check(o.TenantID)
	}
	if err != nil {
		return "", nil, fmt.Errorf("graph options: %w", err)
	}
	if o.Authority != "" {
		national.authority = o.Authority
	}
	if o.Transport == nil {
		o.Transport = httpbound.Usual()
	}
	source := o.SignIn.tokens(o, national)
	return national.root, func(ctx context.Context) (string, error) { return source.token(ctx, "") }, nil
}
