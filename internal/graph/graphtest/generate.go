package graphtest

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

// TenantID is the tenant of the generated scores.
const TenantID = "00000000-0000-4000-8000-000000000000"

var (
	categories = []string{"Identity", "Data", "Device", "Apps"}
	services   = []string{"AzureAD", "MIP", "MDATP", "MCAS", "EXO", "SPO", "MDO", "MS Teams"}
	levels     = []string{"Low", "Moderate", "High", "low", "Medium", "Unknown"}
	tiers      = []string{"Core", "Advanced", "Defense in Depth", "Defense In Depth"}
)

func controlID(i int) string {
	return fmt.Sprintf("%s_control_%03d", strings.ToLower(categories[i%4]), i)
}

func controlMax(i int) int { return []int{10, 5, 3, 8, 1, 9, 2}[i%7] }

const step = "Open the <em>admin centre</em> and choose the setting.&nbsp;</li><li>"

// Profiles makes a catalogue of n profiles with the size and the shape of real
// ones.
func Profiles(n int) []json.RawMessage {
	list := make([]json.RawMessage, n)
	for i := range list {
		var impact any = levels[(i+1)%len(levels)]
		if i%20 == 19 {
			impact = nil
		}
		threats := []string{}
		if i%3 == 0 {
			threats = []string{"Account breach", "Data Exfiltration"}
		}
		list[i] = encode(map[string]any{
			"id": controlID(i), "azureTenantId": TenantID, "actionType": "Config",
			"actionUrl":       fmt.Sprintf(" https://security.microsoft.com/action?id=%d&tid=%s ", i, TenantID),
			"controlCategory": categories[i%4], "title": fmt.Sprintf(" Ensure that\u202fsetting %d is on ", i),
			"deprecated": i%50 == 49, "implementationCost": levels[i%len(levels)], "lastModifiedDateTime": nil,
			"maxScore": controlMax(i), "rank": i % 40, "service": services[i%len(services)],
			"remediation":       "<ol> <li>" + strings.Repeat(step, 10) + "<p>Done",
			"remediationImpact": "Users have to sign in again.", "threats": threats, "tier": tiers[i%4], "userImpact": impact,
			"vendorInformation":     vendor(),
			"complianceInformation": []any{},
			"controlStateUpdates": []any{map[string]any{
				"assignedTo": nil, "comment": nil, "state": "Default", "updatedBy": nil, "updatedDateTime": nil,
			}},
		})
	}
	return list
}

// Scores makes the scores of some days, newest first, each with the first
// controls of Profiles. Newest is the newest day (YYYY-MM-DD). As in real
// answers, all days but the newest are thin. It panics if newest is not a date.
func Scores(newest string, days, controls int) []json.RawMessage {
	date, err := time.Parse(time.DateOnly, newest)
	if err != nil {
		panic("graphtest: " + err.Error())
	}
	list := make([]json.RawMessage, days)
	for age := range list {
		list[age] = oneScore(date.AddDate(0, 0, -age), age, controls)
	}
	return list
}

func oneScore(date time.Time, age, controls int) json.RawMessage {
	var sum float64
	most := 0
	list := make([]any, controls)
	for i := range list {
		points := float64(controlMax(i)*((i*7+age/10*3)%4)) / 3
		points = math.Round(points*100) / 100
		sum += points
		most += controlMax(i)
		control := map[string]any{
			"controlCategory": categories[i%4], "controlName": controlID(i), "description": nil, "score": points,
			"scoreInPercentage":    math.Round(points/float64(controlMax(i))*10000) / 100,
			"implementationStatus": "You have 0 of 0 users",
		}
		if age == 0 {
			control["description"] = strings.Repeat("<p>Protect the account&nbsp;of every user.</p>\r\n\t", 8)
			control["implementationStatus"] = fmt.Sprintf("You have %d of 40 users <b>registered</b>.", i%40)
			control["lastSynced"] = date.Add(time.Hour).Format(time.RFC3339)
			control["on"], control["count"], control["total"] = "true", fmt.Sprint(i%40), "40"
		}
		list[i] = control
	}
	average := func(basis string) map[string]any {
		return map[string]any{
			"basis": basis, "averageScore": 51.06,
			"identityScore": 36.02, "identityScoreMax": 59.42, "appsScore": 29.65, "appsScoreMax": 79,
			"dataScore": 0.46, "dataScoreMax": 3.27, "deviceScore": 9.13, "deviceScoreMax": 16.76,
			"infrastructureScore": 0, "infrastructureScoreMax": 0,
		}
	}
	similar := average("TotalSeats")
	similar["SeatSizeRangeLowerValue"], similar["SeatSizeRangeUpperValue"] = "1", "100"
	return encode(map[string]any{
		"id": TenantID + "_" + date.Format(time.DateOnly), "azureTenantId": TenantID, "activeUserCount": 40,
		"createdDateTime": date.Format(time.RFC3339), "currentScore": math.Round(sum*100) / 100, "maxScore": most,
		"enabledServices": []string{"HasAADP1", "HasEOP", "HasMDOP1"}, "licensedUserCount": 0, "vendorInformation": vendor(),
		"averageComparativeScores": []any{average("AllTenants"), similar}, "controlScores": list,
	})
}

func vendor() map[string]any {
	return map[string]any{"provider": "SecureScore", "providerVersion": nil, "subProvider": nil, "vendor": "Microsoft"}
}

func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic("graphtest: " + err.Error()) // numbers and texts always marshal
	}
	return data
}
