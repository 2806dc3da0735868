package repository_test

import (
	"strconv"
	"testing"
)

// Two tenants have schedules of their own, an hour apart. The score of one is
// old for some days: one alarm and one end of it, whatever the other's is.
func TestTheAlarmOfAnOldScoreHoldsBetweenRuns(t *testing.T) {
	tpl := readTemplate(t, nil)
	alarm := get(tpl.doc, "Resources", "StaleScore", "Properties")
	number := func(key string) int {
		t.Helper()
		n, err := strconv.Atoi(tpl.text(get(alarm, key)))
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		return n
	}
	if period, missing := number("Period"), tpl.text(get(alarm, "TreatMissingData")); period != 3600 ||
		missing != "notBreaching" {
		t.Fatalf("a period of %d seconds, missing data is %s: the test counts hours and leaves gaps", period, missing)
	}
	ages := map[int]int{} // the highest age that a run saw, by hour
	for day := range 9 {
		contoso := 30
		if 2 <= day && day <= 5 {
			contoso = 80
		}
		ages[24*day+6], ages[24*day+7] = contoso, 30
	}
	var changes []int
	alarmed := false
	for hour := 0; hour < 9*24; hour++ {
		breaching := 0
		for h := hour - number("EvaluationPeriods") + 1; h <= hour; h++ {
			if ages[h] >= number("Threshold") {
				breaching++
			}
		}
		if now := breaching >= number("DatapointsToAlarm"); now != alarmed {
			alarmed = now
			changes = append(changes, hour)
		}
	}
	if len(changes) != 2 || changes[0] != 2*24+6 || changes[1] > 7*24+6 {
		t.Errorf("the alarm changes in the hours %v, want it to begin once, at once, and to end once", changes)
	}
}

// CloudWatch looks back seven days at most.
func TestAlarmsLookBackAWeekAtMost(t *testing.T) {
	longest := get(readTemplate(t, nil).doc, "Parameters", "LongestGapHours", "MaxValue").Value
	tpl := readTemplate(t, map[string]string{"LongestGapHours": longest})
	resources := get(tpl.doc, "Resources").Content
	for i := 0; i < len(resources); i += 2 {
		if kind := get(resources[i+1], "Type"); kind.Value != "AWS::CloudWatch::Alarm" {
			continue
		}
		seconds := 1
		for _, key := range []string{"Period", "EvaluationPeriods"} {
			n, err := strconv.Atoi(tpl.text(get(resources[i+1], "Properties", key)))
			if err != nil {
				t.Fatalf("%s: %s: %v", resources[i].Value, key, err)
			}
			seconds *= n
		}
		if seconds > 7*24*3600 {
			t.Errorf("%s looks back %d seconds", resources[i].Value, seconds)
		}
	}
}
