package cloudsetup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Stack has the stack's parameters that a person chooses. An empty one keeps
// the value that the stack has, or the default.
type Stack struct {
	TenantName, TenantID, ClientID, RoleName, Cloud, Goal string
	SlackChannel, SigningSecretParameter                  string
	EmailTo, EmailFrom, EmailIdentity                     string
	TeamsWebhookParameter, WebhookURLParameter            string
	Language, TimeZone, AlarmEmail                        string
}

// parameter is one of the stack's, by its name there.
type parameter struct {
	key     string
	value   *string
	flagged bool // an argument or a flag of its own gives it
}

func (p parameter) String() string { return p.key + "=" + *p.value }

// parameters are those that have a value.
func (s *Stack) parameters() []parameter {
	return slices.DeleteFunc(s.all(), func(p parameter) bool { return *p.value == "" })
}

func (s *Stack) all() []parameter {
	return []parameter{
		{"TenantName", &s.TenantName, true}, {"TenantId", &s.TenantID, true}, {"EntraClientId", &s.ClientID, true},
		{"RoleName", &s.RoleName, false}, {"Cloud", &s.Cloud, true}, {"GoalPercent", &s.Goal, true},
		{"ReportLanguage", &s.Language, false}, {"SlackChannel", &s.SlackChannel, true},
		{"SlackSigningSecretParameter", &s.SigningSecretParameter, false},
		{"EmailTo", &s.EmailTo, true}, {"EmailFrom", &s.EmailFrom, true}, {"EmailIdentity", &s.EmailIdentity, false},
		{"TeamsWebhookParameter", &s.TeamsWebhookParameter, false},
		{"WebhookUrlParameter", &s.WebhookURLParameter, false},
		{"TimeZone", &s.TimeZone, false}, {"AlarmEmail", &s.AlarmEmail, false},
	}
}

func isFlagged(p parameter) bool { return p.flagged }

// Set takes parameters as NAME=VALUE. It refuses those that an argument or a
// flag of their own gives.
func (s *Stack) Set(assignments []string) error {
	all := slices.DeleteFunc(s.all(), isFlagged)
	for _, text := range assignments {
		key, value, found := strings.Cut(text, "=")
		i := slices.IndexFunc(all, func(p parameter) bool { return p.key == key })
		if !found || i < 0 {
			var names []string
			for _, p := range all {
				names = append(names, p.key)
			}
			return fmt.Errorf("%q is not NAME=VALUE with one of the names %s", text, strings.Join(names, ", "))
		}
		*all[i].value = value
	}
	return nil
}

// Others are the parameters that Set takes, as far as they have a value.
func (s *Stack) Others() []string { return assignments(slices.DeleteFunc(s.parameters(), isFlagged)) }

func assignments(list []parameter) (texts []string) {
	for _, p := range list {
		texts = append(texts, p.String())
	}
	return texts
}

// Constraint is what the value of a parameter has to match, and that in words.
type Constraint struct{ Pattern, Meaning string }

// Constraints are those of template.yaml, where a person chooses the value.
// CloudFormation would refuse others, but only after all is set up.
var Constraints = map[string]Constraint{
	"TenantName": {`[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}`,
		"Letters, digits, blanks, dots, hyphens and underscores, 63 at most."},
	"TenantId": {`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`,
		"An id such as 00000000-0000-0000-0000-000000000000."},
	"EntraClientId": {`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`,
		"An id such as 00000000-0000-0000-0000-000000000000."},
	"RoleName": {`[A-Za-z0-9+=,.@_-]{0,64}`,
		"Letters, digits and +=,.@_-, 64 at most; or nothing."},
	"Cloud":          {`public|usgov|usgovdod`, "It is public, usgov or usgovdod."},
	"ReportLanguage": {`en|de|fr`, "It is en, de or fr."},
	"SlackSigningSecretParameter": {`(/[A-Za-z0-9/._-]+)?`,
		"A parameter's name that begins with a slash, or nothing."},
	"TeamsWebhookParameter": {`(/[A-Za-z0-9/._-]+)?`,
		"A parameter's name that begins with a slash, or nothing."},
	"WebhookUrlParameter": {`(/[A-Za-z0-9/._-]+)?`,
		"A parameter's name that begins with a slash, or nothing."},
	"SlackChannel": {`(#[^\s"#]{1,80}|[CG][A-Z0-9]{2,})?`,
		"A channel such as #security, a channel id such as C0123456789, or nothing."},
	"EmailTo": {`([^\s,"@]+@[^\s,"@]+\.[^\s,"@]+(,\s*[^\s,"@]+@[^\s,"@]+\.[^\s,"@]+)*)?`,
		"Addresses separated by commas, or nothing."},
	"EmailFrom": {`([^\s,"@]+@[^\s,"@]+\.[^\s,"@]+)?`,
		"One address, or nothing."},
	"EmailIdentity": {`([^\s,"]+\.[^\s,"]+)?`,
		"A domain or an address, or nothing."},
	"TimeZone": {`[A-Za-z0-9_+/-]+`,
		"A name such as Europe/Berlin, or UTC."},
	"AlarmEmail": {`([^\s,"@]+@[^\s,"@]+\.[^\s,"@]+)?`,
		"One address, or nothing."},
}

// Check says which values CloudFormation would refuse.
func (s Stack) Check() error {
	var errs []error
	for _, p := range s.parameters() {
		c, found := Constraints[p.key]
		if found && !regexp.MustCompile(`^(?:`+c.Pattern+`)$`).MatchString(*p.value) {
			errs = append(errs, fmt.Errorf("%s: %q is not allowed: %s", p.key, *p.value, c.Meaning))
		}
	}
	return errors.Join(errs...)
}

// File is the file of the parameters, in the one form of JSON that versions 1
// and 2 of the AWS CLI read from --parameter-overrides file://….
func (s Stack) File() ([]byte, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(assignments(s.parameters()))
	return text.Bytes(), err
}
