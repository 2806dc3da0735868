package score

import "strings"

// Level is an implementation cost or a user impact. Unknown is not low: it
// sorts between moderate and high wherever caution is due.
type Level string

// The levels.
const (
	Unknown  Level = "unknown"
	Low      Level = "low"
	Moderate Level = "moderate"
	High     Level = "high"
)

// ParseLevel folds the spellings that Microsoft sends (low, Medium, Moderate,
// None, null …) into a Level; whatever it does not know is Unknown.
func ParseLevel(s string) Level {
	switch Fold(s) {
	case "low":
		return Low
	case "medium", "moderate":
		return Moderate
	case "high":
		return High
	}
	return Unknown
}

// AtMost tells whether the level is known and not above limit.
func (l Level) AtMost(limit Level) bool {
	return l != Unknown && l != "" && l.order() <= limit.order()
}

func (l Level) order() int {
	switch l {
	case Low:
		return 1
	case Moderate:
		return 2
	case High:
		return 4
	}
	return 3
}

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

// ProductName is today's name of the product behind Microsoft's service code;
// a code that it does not know is returned as it is.
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

// Zone is the part of the scale in which a percentage lies.
type Zone string

// The zones, from the best to the worst.
const (
	Good Zone = "good"
	Okay Zone = "okay"
	Bad  Zone = "bad"
)

// Zones are the thresholds in percent: at Good and above the zone is good, at
// Okay and above it is okay, below it is bad.
type Zones struct{ Good, Okay float64 }

// Of is the zone of a percentage. It decides on the number that people see,
// rounded to two decimals, so that 80.00 is never called less than 80.
func (z Zones) Of(percent float64) Zone {
	switch p := Hundredths(percent); {
	case p >= z.Good:
		return Good
	case p >= z.Okay:
		return Okay
	}
	return Bad
}
