package config

import "time"

var authWays = []string{"federation", "clientSecret", "clientCertificate", "token"}

// tenants reads after everything else, as each tenant begins with the top level's channel settings.
func tenants() field[Config] {
	f := at("tenants", list(tenant()).described("minItems", 1), func(c *Config) *[]Tenant { return &c.Tenants }, about{
		"Tenants", "The Microsoft 365 tenants that are watched.",
		like([]any{map[string]any{"name": "contoso", "id": "contoso.onmicrosoft.com", "auth": map[string]any{"token": "env://GRAPH_TOKEN"}}})})
	f.read = func(r *reader, n node, path string, c *Config) {
		seeded := tenant().from(Tenant{Slack: c.Slack, Email: c.Email, Report: c.Report})
		list(seeded).read(r, n, path, &c.Tenants)
		if n.shape == sequence && len(n.items) == 0 {
			r.report(n, path, "needs at least one tenant")
		}
		distinctTenants(r, n, path, c.Tenants)
		for i, t := range c.Tenants {
			completeChannels(r, n.items[i], index(path, i), t)
		}
	}
	return f
}

func tenant() kind[Tenant] {
	return mapping(
		must(at("name", identifier(schema{"minLength": 1, "maxLength": maxName, "pattern": trimmedPattern}, checkName),
			func(t *Tenant) *string { return &t.Name }, about{
				"Name", "What the tenant is called in messages, reports and on the command line.", like("contoso")})),
		must(at("id", identifier(schema{"maxLength": maxID, "pattern": idPattern}, checkID),
			func(t *Tenant) *string { return &t.ID }, about{
				"Tenant id", "The tenant's GUID or a domain of it.",
				like("00000000-0000-0000-0000-000000000000", "contoso.onmicrosoft.com")})),
		must(at("auth", auth(), func(t *Tenant) *Auth { return &t.Auth }, about{
			"Sign-in", "The one way to sign in to the tenant: federation, clientSecret, clientCertificate or token.",
			like(map[string]any{"federation": map[string]any{"clientId": "11111111-1111-1111-1111-111111111111"}})})),
		at("goal", optional(goal()), func(t *Tenant) **Goal { return &t.Goal }, about{
			"Goal", "The score to reach.", like(map[string]any{"percent": 80, "by": "2027-06-30"})}),
		at("zones", zones(), func(t *Tenant) *Zones { return &t.Zones }, about{
			"Zones", "From which percentage on a score is good, and okay.", like(map[string]any{"good": 80, "okay": 60})}),
		at("slack", slackSettings(), func(t *Tenant) *Slack { return &t.Slack }, about{
			"Slack for this tenant", "Settings that take the place of the top level's for this tenant.",
			like(map[string]any{"channel": "#contoso"})}),
		at("email", emailSettings(), func(t *Tenant) *Email { return &t.Email }, about{
			"E-mail for this tenant", "Settings that take the place of the top level's for this tenant.",
			like(map[string]any{"to": []string{"it@contoso.example"}})}),
		at("report", reportSettings(), func(t *Tenant) *Report { return &t.Report }, about{
			"Report for this tenant", "Settings that take the place of the top level's for this tenant.",
			like(map[string]any{"company": "Northwind", "timeZone": "Europe/Berlin"})}),
	)
}

func auth() kind[Auth] {
	return mapping(
		at(authWays[0], optional(federation()), func(a *Auth) **Federation { return &a.Federation }, about{
			"Federation", "Signs in by the AWS role's own identity; there is no secret.",
			like(map[string]any{"clientId": "11111111-1111-1111-1111-111111111111"})}),
		at(authWays[1], optional(clientSecret()), func(a *Auth) **ClientSecret { return &a.ClientSecret }, about{
			"Client secret", "Signs in as an app registration with a password.",
			like(map[string]any{"clientId": "11111111-1111-1111-1111-111111111111", "secret": "awssecretsmanager://contoso"})}),
		at(authWays[2], optional(clientCertificate()), func(a *Auth) **ClientCertificate { return &a.ClientCertificate }, about{
			"Client certificate", "Signs in as an app registration with a certificate.",
			like(map[string]any{"clientId": "11111111-1111-1111-1111-111111111111", "certificate": "awssecretsmanager://contoso-pem"})}),
		at(authWays[3], secret(), func(a *Auth) *Secret { return &a.Token }, about{
			"Access token", "A person's own access token for Microsoft Graph, for a look from a laptop. " + secretText,
			like("env://GRAPH_TOKEN")}),
	).alone(authWays)
}

func clientID[T any](into func(*T) *string) field[T] {
	return must(at("clientId", identifier(schema{"pattern": noSpacePattern}, checkWord), into, about{
		"Client id", "The application (client) id of the app registration.", like("11111111-1111-1111-1111-111111111111")}))
}

func federation() kind[Federation] {
	return mapping(
		clientID(func(f *Federation) *string { return &f.ClientID }),
		at("audience", textual(schema{"pattern": noSpacePattern}, checkWord).or("api://AzureADTokenExchange"),
			func(f *Federation) *string { return &f.Audience }, about{
				"Audience", "The audience of AWS's token, as the app registration's federated credential names it.",
				like("api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov")}),
	)
}

func clientSecret() kind[ClientSecret] {
	return mapping(
		clientID(func(c *ClientSecret) *string { return &c.ClientID }),
		must(at("secret", secret(), func(c *ClientSecret) *Secret { return &c.Secret }, about{
			"Secret", "The value of the client secret. " + secretText, like("awssecretsmanager://contoso")})),
	)
}

func clientCertificate() kind[ClientCertificate] {
	return mapping(
		clientID(func(c *ClientCertificate) *string { return &c.ClientID }),
		must(at("certificate", secret(), func(c *ClientCertificate) *Secret { return &c.Certificate }, about{
			"Certificate", "Certificate and private key as PEM. " + secretText, like("awssecretsmanager://contoso-pem")})),
	)
}

func percent() kind[float64] {
	return numeric(schema{"exclusiveMinimum": 0, "maximum": 100}, func(v float64) bool { return v > 0 && v <= 100 },
		"must be above 0 and at most 100")
}

func goal() kind[Goal] {
	return mapping(
		must(at("percent", percent(), func(g *Goal) *float64 { return &g.Percent }, about{
			"Percentage", "The score to reach, in percent of the maximum.", like(80)})),
		at("by", parsed(schema{"format": "date"}, parseDay), func(g *Goal) *time.Time { return &g.By }, about{
			"Date", "The day by which it is to be reached.", like("2027-06-30")}),
	)
}

func zones() kind[Zones] {
	return mapping(
		at("good", percent().or(80), func(z *Zones) *float64 { return &z.Good }, about{
			"Good", "A score is good from this percentage on.", like(80)}),
		at("okay", percent().or(60), func(z *Zones) *float64 { return &z.Okay }, about{
			"Okay", "A score is okay from this percentage on. It is below good.", like(60)}),
	).also(func(r *reader, n node, path string, z Zones) {
		if z.Okay >= z.Good {
			place, ok := n.child("okay")
			if !ok {
				place = n
			}
			r.report(place, join(path, "okay"), "must be below good (the defaults are good: 80 and okay: 60)")
		}
	})
}
