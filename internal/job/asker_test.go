package job_test

import (
	"testing"

	"secure-score-reporter/internal/job"
)

func TestAskers(t *testing.T) {
	all := job.Askers{Users: []string{"U1", "U2"}, Team: "T1", Channels: []string{"C1", "D1"}}
	for name, tt := range map[string]struct {
		may   job.Askers
		asker job.Asker
		want  bool
	}{
		"everybody":       {job.Askers{}, job.Asker{User: "U9", Team: "T9", Channel: "C9"}, true},
		"nobody":          {job.Askers{}, job.Asker{Team: "T1", Channel: "C1"}, false},
		"listed":          {all, job.Asker{User: "U2", Team: "T1", Channel: "D1"}, true},
		"another user":    {all, job.Asker{User: "U3", Team: "T1", Channel: "C1"}, false},
		"another team":    {all, job.Asker{User: "U1", Team: "T2", Channel: "C1"}, false},
		"no team":         {all, job.Asker{User: "U1", Channel: "C1"}, false},
		"another channel": {all, job.Asker{User: "U1", Team: "T1", Channel: "C2"}, false},
		"no channel":      {all, job.Asker{User: "U1", Team: "T1"}, false},
	} {
		j := job.Job{Askers: tt.may}
		if got := j.MayAsk(tt.asker); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
