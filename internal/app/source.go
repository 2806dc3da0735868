package app

import (
	"context"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

// source makes a Graph client a job's Source, so that neither knows the other.
type source struct {
	client *graph.Client
	mask   masking
	known  masking // of secrets only, because texts of Microsoft name passwords
}

func (s source) Today(ctx context.Context) (job.Reading, error) {
	r, err := s.client.Today(ctx)
	for i := range r.Oddities {
		s.mask.all(&r.Oddities[i].Field, &r.Oddities[i].Of)
	}
	clean := remembered(s.known)
	clean.snapshot(&r.Snapshot)
	r.Catalogue = clean.profiles(r.Catalogue)
	return job.Reading(r), s.mask.error(err)
}

func (s source) History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error) {
	days, err := s.client.History(ctx, catalogue)
	clean := remembered(s.known)
	for i := range days {
		clean.snapshot(&days[i])
	}
	return days, s.mask.error(err)
}

// signIn is the one way to sign in that the configuration sets.
func (p *Process) signIn(a config.Auth) graph.SignIn {
	switch {
	case a.Federation != nil:
		return graph.SignIn{Federation: &graph.Federation{
			ClientID: a.Federation.ClientID, Assertion: p.known(graph.AWSAssertion(a.Federation.Audience, p.aws.Config)),
		}}
	case a.ClientSecret != nil:
		return graph.SignIn{ClientSecret: &graph.ClientSecret{
			ClientID: a.ClientSecret.ClientID, Secret: p.renewed(a.ClientSecret.Secret),
		}}
	case a.ClientCertificate != nil:
		return graph.SignIn{ClientCertificate: &graph.ClientCertificate{
			ClientID: a.ClientCertificate.ClientID, Certificate: p.renewed(a.ClientCertificate.Certificate),
		}}
	case a.DeviceCode != nil:
		return graph.SignIn{DeviceCode: &graph.DeviceCode{ClientID: a.DeviceCode.ClientID, Person: p.person}}
	default:
		return graph.SignIn{Token: p.lazily(a.Token)}
	}
}

// ConsentURL is where an administrator of the tenant consents to the
// application that signs in; empty where none does.
func ConsentURL(cfg config.Config, t config.Tenant) string {
	a, app := t.Auth, ""
	switch {
	case a.Federation != nil:
		app = a.Federation.ClientID
	case a.ClientSecret != nil:
		app = a.ClientSecret.ClientID
	case a.ClientCertificate != nil:
		app = a.ClientCertificate.ClientID
	default:
		return ""
	}
	return graph.ConsentURL(cfg.Graph.Cloud, t.ID, app)
}
