package cloudsetuptest

import (
	"encoding/json"
	"fmt"
)

// query answers STS and IAM.
func (c *Cloud) query(action string) (int, string) {
	result := ""
	switch action {
	case "GetCallerIdentity":
		result = "<Account>" + Account + "</Account><Arn>arn:aws:sts::" + Account + ":assumed-role/admin/kim</Arn>" +
			"<UserId>AROA:kim</UserId>"
	case "GetOutboundWebIdentityFederationInfo":
		if !c.Federation {
			return 404, refuse("iam:", Answer{Code: "FeatureDisabled", Message: "Outbound federation is disabled."})
		}
		result = "<IssuerIdentifier>" + Issuer + "</IssuerIdentifier><JwtVendingEnabled>true</JwtVendingEnabled>"
	case "EnableOutboundWebIdentityFederation":
		if c.Federation {
			return 409, refuse("iam:", Answer{Code: "FeatureEnabled", Message: "It is enabled."})
		}
		c.Federation = true
		result = "<IssuerIdentifier>" + Issuer + "</IssuerIdentifier>"
	default:
		return 400, refuse("iam:", Answer{Code: "InvalidAction", Message: action})
	}
	return 200, fmt.Sprintf("<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", action, result)
}

// ssm answers the Parameter Store.
func (c *Cloud) ssm(action string, body []byte) (int, string) {
	var in struct {
		Name, Type, Value         string
		Overwrite, WithDecryption bool
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return 400, refuse("ssm:", Answer{Code: "SerializationException"})
	}
	stored, found := c.Parameters[in.Name]
	switch {
	case action == "GetParameter" && !found:
		return 400, refuse("ssm:", Answer{Code: "ParameterNotFound"})
	case action == "GetParameter":
		value := map[string]string{"Name": in.Name, "Type": stored.Type, "Value": "encrypted"}
		return 200, asJSON(map[string]any{"Parameter": value})
	case action == "PutParameter" && found && !in.Overwrite:
		return 400, refuse("ssm:", Answer{Code: "ParameterAlreadyExists", Message: "The parameter already exists."})
	case action == "PutParameter":
		if c.Parameters == nil {
			c.Parameters = map[string]Parameter{}
		}
		c.Parameters[in.Name] = Parameter{in.Type, in.Value}
		return 200, `{"Version":1}`
	}
	return 400, refuse("ssm:", Answer{Code: "UnknownOperationException"})
}
