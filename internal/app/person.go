package app

import (
	"context"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/graph"
)

// PersonalToken signs in a person at a tenant with the delegated permissions.
// It returns the root of Graph in the cloud, and what returns a valid token for
// it. The person is asked at the first token.
func (p *Process) PersonalToken(
	cloud, tenantID string, permissions ...string,
) (root string, token func(context.Context) (string, error), err error) {
	cfg, err := config.ForTenant(tenantID, cloud, config.Auth{DeviceCode: &config.DeviceCode{}})
	if err != nil {
		return "", nil, err
	}
	root, secret, err := graph.Tokens(graph.Options{
		Cloud: cfg.Graph.Cloud, TenantID: tenantID, Log: p.log, Transport: p.network.HTTP,
		SignIn: graph.SignIn{DeviceCode: &graph.DeviceCode{
			ClientID: cfg.Tenants[0].Auth.DeviceCode.ClientID, Person: p.person, Permissions: permissions,
		}},
	})
	return root, p.known(secret), err
}
