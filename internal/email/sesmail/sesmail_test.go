package sesmail

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/email"
	"secure-score-reporter/report"
)

func mail(settings url.Values) email.Mail {
	return email.Mail{
		From: "score@contoso.example", To: []string{"ciso@contoso.example", "it@contoso.example"},
		MIME:   []byte("Subject: x\r\n\r\nx\r\n"),
		Tenant: "contoso", Occasion: report.Periodic, Settings: settings,
	}
}

func TestSend(t *testing.T) {
	f := (&fakeSES{}).start(t)
	s := sender(f.url)
	for _, settings := range []url.Values{nil, {"region": {"eu-west-1"}, "configurationSet": {"reports"}}} {
		if err := s.Send(t.Context(), mail(settings)); err != nil {
			t.Fatal(err)
		}
	}
	want := call{FromEmailAddress: "score@contoso.example", region: "eu-central-1"}
	want.Content.Raw.Data = []byte("Subject: x\r\n\r\nx\r\n")
	want.Destination.ToAddresses = []string{"ciso@contoso.example", "it@contoso.example"}
	want.EmailTags = []struct{ Name, Value string }{{"tenant", "contoso"}, {"occasion", "report"}}
	second := want
	second.region, second.ConfigurationSetName = "eu-west-1", "reports"
	if diff := cmp.Diff([]call{want, second}, f.sent(), cmp.AllowUnexported(call{})); diff != "" {
		t.Errorf("SES was sent something else (-want +got):\n%s", diff)
	}
}

// T26: an answer without an end is refused. SES may have taken the mail.
func TestSESAnswersHaveABound(t *testing.T) {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"MessageId":"` + strings.Repeat("x", 8<<20) + `"}`))
	}
	f := (&fakeSES{answers: []func(http.ResponseWriter, *http.Request){endless}}).start(t)
	err := sender(f.url).Send(t.Context(), mail(nil))
	if err == nil || !strings.Contains(err.Error(), "has more than 4 MiB") || !strings.Contains(err.Error(), unsure) ||
		len(f.sent()) != 1 {
		t.Errorf("%d calls, error %v", len(f.sent()), err)
	}
}

func TestRefusals(t *testing.T) {
	busy := refuse(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
	type answers = []func(http.ResponseWriter, *http.Request)
	for name, tt := range map[string]struct {
		answers answers
		want    []string // in the error; nil if a retry succeeds
		again   bool     // a later try may succeed
		calls   int
	}{
		"not verified": {
			answers{refuse(400, "MessageRejected", "Email address is not verified. The following identities failed "+
				"the check in region EU-CENTRAL-1: score@contoso.example")},
			[]string{
				"SES in eu-central-1: message refused: MessageRejected: Email address is not verified",
				"score@contoso.example", "verify the domain", "sandbox",
			}, false, 1,
		},
		"not allowed": {
			answers{refuse(403, "AccessDeniedException",
				"User `arn:aws:sts::1:assumed-role/r/f' is not authorized to perform `ses:SendRawEmail'")},
			[]string{"AccessDeniedException", "assumed-role/r/f", "allow the role ses:SendEmail and ses:SendRawEmail"},
			false, 1,
		},
		"suspended": {answers{refuse(400, "AccountSuspendedException", "no")}, []string{"AWS Support"}, false, 1},
		"paused":    {answers{refuse(400, "SendingPausedException", "no")}, []string{"enable it again"}, false, 1},
		"no such set": {
			answers{refuse(404, "NotFoundException", "no")}, []string{"configurationSet in email.transport"}, false, 1,
		},
		"unknown code": {
			answers{refuse(400, "Surprise", "line\none")}, []string{"message refused: Surprise: line one"}, false, 1,
		},
		"says a lot": {answers{refuse(400, "Surprise", strings.Repeat("é", 5000))}, []string{"éé…"}, false, 1},
		"bad signature": {
			answers{refuse(403, "SignatureDoesNotMatch",
				"The Canonical String should have been x-amz-security-token:"+sessionToken)},
			[]string{"SignatureDoesNotMatch (the AWS credentials are wrong"}, false, 1,
		},
		"expired": {
			answers{refuse(403, "ExpiredTokenException", "The security token is expired")}, []string{"sign in to AWS again"},
			false, 1,
		},
		"busy":          {answers{busy, busy}, nil, false, 3},
		"busy for good": {answers{busy, busy, busy}, []string{"Maximum sending rate exceeded.", "quota"}, true, 3},
		"unavailable":   {answers{refuse(503, "ServiceUnavailable", "")}, nil, false, 2},
		"outage":        {answers{refuse(500, "InternalFailure", "")}, []string{"InternalFailure"}, true, 1},
		"breaks off": {
			answers{breakOff}, []string{"waiting for the receipt", "may have taken", "X-Secure-Score-Key"}, true, 1,
		},
		"garbled": {
			answers{func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }},
			[]string{"may have taken"}, true, 1,
		},
		"busy, then breaks": {answers{busy, breakOff}, []string{"may have taken"}, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			f := (&fakeSES{answers: tt.answers}).start(t)
			err := sender(f.url).Send(t.Context(), mail(nil))
			if (err == nil) != (tt.want == nil) || len(f.sent()) != tt.calls {
				t.Fatalf("%d calls, want %d; error %v", len(f.sent()), tt.calls, err)
			}
			check(t, err, tt.want, tt.again)
		})
	}
}

func check(t *testing.T, err error, want []string, again bool) {
	t.Helper()
	if err == nil {
		return
	}
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q lacks %q", err, part)
		}
	}
	if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "\n") || len(err.Error()) > 2000 {
		t.Errorf("%q contains a secret or is too long", err)
	}
	var found *failure
	if !errors.As(err, &found) || found.Temporary() != again {
		t.Errorf("%v: want temporary %t", err, again)
	}
}

func TestNothingIsSent(t *testing.T) {
	f := (&fakeSES{}).start(t)
	tooLarge, tooMany := mail(nil), mail(nil)
	tooLarge.MIME, tooMany.To = make([]byte, maxBytes+1), slices.Repeat([]string{"a@b.example"}, maxRecipients+1)
	fails := errors.New("no EC2 IMDS role found")
	for name, tt := range map[string]struct {
		mail  email.Mail
		load  func(*aws.Config) error
		want  string
		again bool
	}{
		"too large": {tooLarge, nil, "it has 40.0 MiB, and SES takes 40", false},
		"too many":  {tooMany, nil, "51 recipients, and SES takes 50", false},
		"no region": {mail(nil), func(c *aws.Config) error { c.Region = ""; return nil }, "set AWS_REGION", false},
		"no config": {
			mail(nil), func(*aws.Config) error { return fails }, "SES: loading the AWS configuration: no EC2", true,
		},
		"no server": {
			mail(nil), func(c *aws.Config) error { c.BaseEndpoint = aws.String("http://127.0.0.1:1"); return nil },
			"connection refused (nothing was sent", true,
		},
		"no credentials": {mail(nil), func(c *aws.Config) error {
			c.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{}, fails
			})
			return nil
		}, "no EC2 IMDS role found (nothing was sent: there are no AWS credentials: run aws sso login", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := sender(f.url)
			load := s.load
			s.load = func(ctx context.Context) (aws.Config, error) {
				c, _ := load(ctx)
				if tt.load == nil {
					return c, nil
				}
				err := tt.load(&c)
				return c, err
			}
			err := s.Send(t.Context(), tt.mail)
			if err == nil {
				t.Fatal("no error")
			}
			check(t, err, []string{tt.want}, tt.again)
		})
	}
	if len(f.sent()) != 0 {
		t.Errorf("SES was called %d times", len(f.sent()))
	}
}

func TestTimeIsUp(t *testing.T) {
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	f := (&fakeSES{answers: []func(http.ResponseWriter, *http.Request){slow}}).start(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := sender(f.url).Send(ctx, mail(nil))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	check(t, err, []string{"deadline exceeded", "may have taken"}, true)
}
