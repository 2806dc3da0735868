package emf

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

func TestCount(t *testing.T) {
	var b bytes.Buffer
	c := Counter{To: &b, Function: "a function", Now: func() time.Time { return time.UnixMilli(1795413600123) }}
	if err := c.Count("Odd"); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Function string
		Odd      float64
		AWS      struct {
			Timestamp         int64
			CloudWatchMetrics []struct {
				Namespace  string
				Dimensions [][]string
				Metrics    []struct{ Name, Unit string }
			}
		} `json:"_aws"`
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	d := got.AWS.CloudWatchMetrics
	if got.Function != "a function" || got.Odd != 1 || got.AWS.Timestamp != 1795413600123 || len(d) != 1 ||
		d[0].Namespace != "SecureScore" || d[0].Dimensions[0][0] != "Function" || d[0].Metrics[0].Name != "Odd" ||
		d[0].Metrics[0].Unit != Count {
		t.Errorf("%s", b.String())
	}
}
