package job

import "slices"

// Asker is who sends a slash command, and from where, as Slack's ids.
type Asker struct{ User, Team, Channel string }

// Askers are the users who may send slash commands, and where. An empty field
// limits nothing.
type Askers struct {
	Users    []string
	Team     string   // the workspace
	Channels []string // the channels
}

// MayAsk says whether somebody may use the slash command. Nobody without an id
// may.
func (j *Job) MayAsk(a Asker) bool {
	listed := func(ids []string, id string) bool { return len(ids) == 0 || slices.Contains(ids, id) }
	may := j.Askers
	return a.User != "" && listed(may.Users, a.User) && listed(may.Channels, a.Channel) &&
		(may.Team == "" || may.Team == a.Team)
}
