package reach

import "strings"

// AWS is what to do about a call of AWS that was never sent, or did not arrive;
// empty where the error does not show it. The SDK has no types for what its
// chain of credentials lacks, only texts.
func AWS(err error) string {
	if fix := Fix(err); fix != "" {
		return fix
	}
	text := err.Error()
	has := func(part string) bool { return strings.Contains(text, part) }
	switch {
	case has("failed to get shared config profile"):
		return "there is no such profile: check AWS_PROFILE, and ~/.aws/config"
	case has("the SSO session has expired"), has("cached SSO token"), has("refresh SSO token"):
		return "the sign-in to AWS has expired: run aws sso login"
	case has("get credentials"), has("refresh cached credentials"), has("no EC2 IMDS role found"):
		return "there are no AWS credentials: run aws sso login or aws configure, or set AWS_PROFILE or AWS_ACCESS_KEY_ID; " +
			"on a machine of AWS give it a role"
	case has("Missing Region"), has("Invalid region"), has("region is required"):
		return "no AWS region is set: set AWS_REGION, or region in the configuration"
	}
	return ""
}
