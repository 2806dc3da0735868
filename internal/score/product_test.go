package score

import "testing"

func TestProductName(t *testing.T) {
	for service, want := range map[string]string{
		"AzureAD": "Microsoft Entra ID", "MDATP": "Microsoft Defender for Endpoint",
		"MDA_SNOW":     "Microsoft Defender for Cloud Apps (ServiceNow)",
		"MDA_Brandnew": "Microsoft Defender for Cloud Apps (Brandnew)", "SomethingElse": "SomethingElse", "": "",
	} {
		if got := ProductName(service); got != want {
			t.Errorf("ProductName(%q) = %q, want %q", service, got, want)
		}
	}
}
