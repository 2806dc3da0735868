package email

import (
	"context"
	"testing"

	"secure-score-reporter/internal/channeltest"
)

func TestConformance(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Server {
		server := map[channeltest.Answer]*fake{
			channeltest.Accepts: (&fake{}).start(t),
			channeltest.Refuses: (&fake{answers: map[string]string{"MAIL": "550 5.7.1 the sender is not yours"}}).start(t),
			channeltest.Fails:   (&fake{answers: map[string]string{"MAIL": "451 4.3.0 come again"}}).start(t),
		}
		at := channeltest.Accepts
		c, err := New(Options{
			Transport: func(context.Context) (string, error) { return "smtp://" + server[at].address + "?tls=off", nil },
			From:      "score@contoso.example", To: []string{"ciso@contoso.example"},
		})
		if err != nil {
			t.Fatal(err)
		}
		return channeltest.Server{
			Channel: c,
			Accepted: func() []string {
				f := server[channeltest.Accepts]
				f.mu.Lock()
				defer f.mu.Unlock()
				return f.all
			},
			Answer: func(a channeltest.Answer) { at = a },
		}
	})
}
