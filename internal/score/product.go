package score

import "strings"

var productNames = map[string]string{
	"mdatp":       "Microsoft Defender for Endpoint",
	"azure atp":   "Microsoft Defender for Identity",
	"mdo":         "Microsoft Defender for Office 365",
	"azuread":     "Microsoft Entra ID",
	"exo":         "Exchange Online",
	"spo":         "SharePoint Online",
	"mip":         "Microsoft Purview",
	"mcas":        "Microsoft Defender for Cloud Apps",
	"ms teams":    "Microsoft Teams",
	"appg":        "App governance",
	"admincenter": "Microsoft 365 admin center",
	"forms":       "Microsoft Forms",
	"sway":        "Microsoft Sway",
	"intune":      "Microsoft Intune",
}

var connectedApps = map[string]string{
	"sf": "Salesforce", "snow": "ServiceNow", "zendesk": "Zendesk", "citrixsf": "Citrix ShareFile",
	"github": "GitHub", "atlassian": "Atlassian", "zoom": "Zoom", "okta": "Okta", "docusign": "DocuSign",
	"dropbox": "Dropbox", "google": "Google Workspace", "netdocuments": "NetDocuments", "workplace": "Workplace",
}

// ProductName is today's name of the product for Microsoft's service code. A
// code that it does not know is returned as it is.
func ProductName(service string) string {
	code := Fold(service)
	if name, ok := productNames[code]; ok {
		return name
	}
	if app, ok := strings.CutPrefix(code, "mda_"); ok {
		if name, known := connectedApps[app]; known {
			return productNames["mcas"] + " (" + name + ")"
		}
		return productNames["mcas"] + " (" + strings.TrimSpace(service)[len("mda_"):] + ")"
	}
	return strings.TrimSpace(service)
}
